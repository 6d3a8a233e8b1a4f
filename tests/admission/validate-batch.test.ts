import { describe, expect, test } from 'vitest'
import { validateBatch } from '../../src/admission/index.ts'
import { readDraftFile } from '../../src/archive/index.ts'
import { baseRecorded, catalogue, fixture, good, placed, read, texts } from '../archive/toy.ts'
import { replayed } from './replayed.ts'

const against = { catalogue, recorded: baseRecorded(), texts, everyText: true }

describe('validateBatch()', () => {
  test('reports what stands recorded already and has no fault with it', () => {
    const { batch } = readDraftFile(
      'base.yaml',
      fixture('good/base.yaml').replace('2026-01', '2026-02'),
      against,
    )
    if (batch === undefined) throw new Error('base.yaml reads')
    const checked = validateBatch(batch, against)
    expect(checked.faults).toEqual([])
    expect(checked.alreadyRecorded).toEqual(batch.events.map(({ id }) => id))
    expect(checked.fresh).toEqual([])
  })

  test('lets the last event of a wrong kind be moved by a correction, together with its fellows', () => {
    const move = `chronicle: toy
recordedAt: 2026-02-01T00:00:00.000Z
reader: a reader
events:
  - type: VisitsCompared
    subject: garden/lodge-garden
    payload: { remark: alike }
    premises: [ca9ea74e8645103c69b16bc5177133f106ef6a0a5868d7fb93f7349b88c99b50]
`
    const { batch } = readDraftFile('move.yaml', move, against)
    const first = batch?.events[0]
    if (first === undefined) throw new Error('move.yaml reads')
    const recorded = replayed('toy', [{ ...first, recordedAt: 1 }])
    const correction = `chronicle: toy
recordedAt: 2026-03-01T00:00:00.000Z
reader: a reader
events:
  - type: EventCorrected
    subject: garden/lodge-garden
    payload: { reason: it is a visit, set: { subject: visit/lodge-garden } }
    target: { event: ${first.id} }
`
    const moved = readDraftFile('c.yaml', correction, { catalogue, recorded }).batch
    if (moved === undefined) throw new Error('c.yaml reads')
    expect(validateBatch(moved, { catalogue, recorded }).faults).toEqual([])
    expect(recorded.eventsAbout('garden/lodge-garden')).toHaveLength(1)
    for (const { id, event } of moved.events) recorded.apply({ id, event, recordedAt: 2 })
    expect(recorded.eventsAbout('garden/lodge-garden')).toEqual([])
    expect(recorded.eventsAbout('visit/lodge-garden')).toHaveLength(1)
  })

  test.each([
    [
      'retract, restore, retract',
      `  - ref: back
    type: EventRestored
    subject: visit/june
    payload: { reason: it was this June }
    target: { event: 5e2679d44e84686de7098dbc1aef314dc7294cda1427e5e9022bf3b811f823b8, after: fe233020085aa1f36a21789e7a2a342502f00bb94f29bf573d94140c35424cd9 }
  - type: EventRetracted
    subject: visit/june
    payload: { reason: no }
    target: { event: 5e2679d44e84686de7098dbc1aef314dc7294cda1427e5e9022bf3b811f823b8, after: back }
`,
    ],
    [
      'another kind for the name of what is retracted',
      `  - type: RoleHeld
    subject: person/june
    payload: { role: guest }
    evidence: [{ source: source/note, locator: page 1, role: name }]
`,
    ],
    [
      'names that things of two kinds share',
      fixture('good/names-of-two-kinds.yaml').replace(/^.*?events:\n/s, ''),
    ],
    [
      'a wrong kind, corrected in the same batch',
      `  - ref: wrong
    type: VisitsCompared
    subject: garden/lodge
    payload: { remark: alike }
    premises: [ca9ea74e8645103c69b16bc5177133f106ef6a0a5868d7fb93f7349b88c99b50]
  - type: EventCorrected
    subject: garden/lodge
    payload: { reason: a visit, set: { subject: visit/lodge } }
    target: { event: wrong }
`,
    ],
  ])('has no fault with %s', (_, events) => {
    const { batch, faults } = readDraftFile(
      'd.yaml',
      `chronicle: toy\nreader: me\nevents:\n${events}`,
      against,
    )
    expect(faults).toEqual([])
    if (batch !== undefined) expect(validateBatch(batch, against).faults).toEqual([])
  })

  test.each([
    ['IdentityAsserted', 'same', 'person/june, person/june', 'E_SHAPE', 'two different subjects'],
    ['IdentityDenied', 'distinct', 'person/june, person/june', 'E_SHAPE', 'two different subjects'],
    ['IdentityAsserted', 'same', 'person/june, visit/june', 'E_KIND', 'expected another person'],
    ['IdentityDenied', 'distinct', 'visit/june, person/june', 'E_KIND', 'expected another visit'],
  ])('refuses %s with %s: [%s] of a new batch', (type, field, pair, code, message) => {
    const draft = `chronicle: toy
reader: me
events:
  - type: RoleHeld
    ref: one
    subject: person/june
    payload: { role: guest }
    evidence: [{ source: source/note, locator: page 1, role: name }]
  - type: ${type}
    subject: person/june
    payload: { ${field}: [${pair}], reason: they look alike }
    premises: [one, 5e2679d44e84686de7098dbc1aef314dc7294cda1427e5e9022bf3b811f823b8]
`
    const { batch, faults } = readDraftFile('d.yaml', draft, against)
    if (batch === undefined) throw new Error('d.yaml reads')
    const found = [...faults, ...validateBatch(batch, { ...against, isNew: true }).faults]
    expect(found.map(placed)).toEqual([expect.stringMatching(new RegExp(`^11:[1-9]\\d ${code}$`))])
    expect(found[0]?.message).toContain(message)
    // What was recorded before two kinds were refused stays readable.
    const stands = validateBatch(batch, against).faults.map((fault) => fault.code)
    expect(stands).toEqual(code === 'E_KIND' ? [] : [code])
  })

  test('measures spans by the registered length where it has no texts, and proves them where it has', () => {
    const shifted = read(good.replace('start: 14', 'start: 15'))
    expect(validateBatch(shifted, { catalogue, recorded: against.recorded }).faults).toEqual([])
    expect(validateBatch(shifted, against).faults.map(placed)).toEqual(['14:17 E_DIGEST'])
    const tooLong = read(good.replace('end: 48', 'end: 999'))
    expect(validateBatch(tooLong, { catalogue, recorded: against.recorded }).faults.map(placed)).toEqual([
      '13:14 E_SPAN',
    ])
  })
})
