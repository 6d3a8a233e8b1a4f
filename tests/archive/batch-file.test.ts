import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { validateBatch } from '../../src/admission/index.ts'
import {
  exportBatch,
  formatBatch,
  formatDraft,
  readBatchFile,
  readDraftFile,
} from '../../src/archive/index.ts'
import { eventId } from '../../src/event/index.ts'
import { baseRecorded, catalogue, good, placed, read, texts } from './toy.ts'

const against = { catalogue, recorded: baseRecorded(), texts, everyText: true }

function idsOf(text: string) {
  return read(text).events.map(({ id }) => id)
}

describe('readBatchFile()', () => {
  test('gives the head and the events, their ids those of what is written', () => {
    const batch = read(good)
    expect(batch).toMatchObject({ chronicle: 'toy', reader: 'a reader', recordedAt: Date.UTC(2026, 1, 1) })
    expect(batch.events.map(({ event }) => event.type)).toEqual(['VisitMade', 'RoleHeld', 'VisitsCompared'])
    for (const { id, event } of batch.events) expect(eventId(event)).toBe(id)
    expect(batch.events[0]?.event).toMatchObject({ chronicle: 'toy', version: 1, valid: { edtf: '2024-09' } })
    expect(validateBatch(batch, against).faults).toEqual([])
  })

  test('gives the same ids whatever the order of keys and the style of the YAML', () => {
    const ids = idsOf(good)
    const { value } = {
      value: read(good).events.map(({ event: { chronicle: _, version: __, ...item } }) => item),
    }
    const head = { chronicle: 'toy', recordedAt: '2026-02-01T00:00:00.000Z', reader: 'a reader' }
    const upsideDown = reversed({ ...head, events: value })
    expect(idsOf(JSON.stringify(upsideDown))).toEqual(ids)
    expect(idsOf(stringify(upsideDown, { defaultStringType: 'QUOTE_SINGLE', indent: 4 }))).toEqual(ids)
    expect(idsOf(good.replaceAll('\n', '\r\n'))).toEqual(ids)
    expect(idsOf(`# a comment\n${good}# and another\n`)).toEqual(ids)
  })

  test('keeps what looks like a date, an octal or a yes as the string it is', () => {
    const [first] = read(good.replace('The Lodge', '2024-05-03')).events
    expect(first?.event.payload.garden).toBe('2024-05-03')
    expect(read(good.replace('The Lodge', 'yes')).events[0]?.event.payload.garden).toBe('yes')
  })

  test('goes on with the rest of a file besides its faults', () => {
    const result = readBatchFile('good.yaml', good.replace('type: RoleHeld', 'type: RoleHold'), catalogue)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.rest?.events.map(({ index }) => index)).toEqual([0, 2])
    expect(result.faults.map(placed)).toEqual(['16:11 E_TYPE'])
  })

  test('refuses any text with places and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json()), (text) => {
        const result = readBatchFile('any.yaml', text, catalogue)
        expect(result.ok).toBe(false)
        if (!result.ok) for (const { place } of result.faults) expect(place?.line).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
    expect(readBatchFile('deep.yaml', '['.repeat(20_000), catalogue).ok).toBe(false)
    expect(
      readBatchFile('deep.yaml', `events: ${'[{a: '.repeat(3000)}1${'}]'.repeat(3000)}`, catalogue).ok,
    ).toBe(false)
  })
})

describe('a good batch, mutated,', () => {
  type Mutation = { readonly name: string; readonly text: (lines: readonly string[]) => string }
  const lines = good.trimEnd().split('\n')
  const item = (from: number, to: number) => lines.slice(from, to)
  const required = [
    'chronicle',
    'recordedAt',
    'reader',
    'type',
    'subject',
    'payload',
    'basis',
    'source',
    'role',
    'digest',
    'garden',
  ]
  const deleteKey = fc.constantFrom(...required).map(
    (key): Mutation => ({
      name: `without a ${key}`,
      text: () =>
        good.replace(new RegExp(`(^|[ {])${key}: ((?:\\{[^}\\n]*\\})|[^,}\\n]*)`, 'm'), `$1x${key}: 1`),
    }),
  )
  const changeType = fc
    .tuple(
      fc.constantFrom('subject', 'payload', 'valid', 'evidence', 'premises', 'edtf', 'type'),
      fc.constantFrom('7', 'true', '[[]]', 'null', '{ a: 1 }'),
    )
    .map(
      ([key, value]): Mutation => ({
        name: `${key} as ${value}`,
        text: () => good.replace(new RegExp(`${key}: (\\{[^}\\n]*\\}|[^,}\\n]*|$)`, 'm'), `${key}: ${value}`),
      }),
    )
  const breakDate = fc
    .constantFrom(
      '2024-13',
      '2024-02-30',
      '24-09',
      '2024-9',
      '2024-09-31',
      'September',
      '2024/2023',
      '2024~',
      '',
    )
    .map(
      (date): Mutation => ({
        name: `the date ${date}`,
        text: () => good.replace('edtf: 2024-09', `edtf: "${date}"`),
      }),
    )
  const shiftSpan = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }))
    .filter(([start, end]) => start !== 14 || end !== 48)
    .map(
      ([start, end]): Mutation => ({
        name: `the span ${start}…${end}`,
        text: () => good.replace('start: 14', `start: ${start}`).replace('end: 48', `end: ${end}`),
      }),
    )
  const duplicate = fc.constantFrom([4, 15], [15, 19], [19, 23]).map(
    ([from, to]): Mutation => ({
      name: `the event of line ${from} again`,
      text: () => [...lines, ...item(from ?? 0, to ?? 0), ''].join('\n'),
    }),
  )
  const unknownKey = fc.tuple(fc.constantFrom(0, 4, 15, 19), fc.stringMatching(/^[a-z]{9}$/)).map(
    ([line, key]): Mutation => ({
      name: `a ${key} at ${line}`,
      text: () =>
        [
          ...lines.slice(0, line + 1),
          `${line === 0 ? '' : '    '}${key}: 1`,
          ...lines.slice(line + 1),
          '',
        ].join('\n'),
    }),
  )

  test('has a fault with a place, and no exception', () => {
    const mutation = fc.oneof(deleteKey, changeType, breakDate, shiftSpan, duplicate, unknownKey)
    fc.assert(
      fc.property(mutation, ({ text }) => {
        const mutated = text(lines)
        const result = readBatchFile('mutated.yaml', mutated, catalogue)
        const batch = result.ok ? result.batch : result.rest
        const faults = [
          ...(result.ok ? [] : result.faults),
          ...(batch === undefined ? [] : validateBatch(batch, against).faults),
        ]
        expect(faults.length, mutated).toBeGreaterThan(0)
        for (const { place, message } of faults) {
          expect(place).toMatchObject({
            file: 'mutated.yaml',
            line: expect.any(Number),
            column: expect.any(Number),
          })
          expect(message).not.toBe('')
        }
      }),
      { numRuns: 400 },
    )
  })
})

describe('formatBatch()', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme', maxLength: 300 }),
    fc.string({ minLength: 1, unit: 'binary', maxLength: 40 }),
    fc.lorem({ maxCount: 60 }),
    fc.constantFrom(
      'yes',
      '~',
      'null',
      '1e3',
      '0x1F',
      '.inf',
      '2024-05-03',
      '12:30',
      '- a',
      '# no',
      'a: b',
      'a #b',
      ' x ',
      'a\nb',
      'ab  c',
      'a,b',
      '\u0085',
      '\u2028',
      '\ufeff',
      'f'.repeat(64),
      '1'.repeat(64),
      "it's",
      '"',
      '\\',
      '\\ x',
      '---',
      '...',
      '?',
      '! x',
      'a\\ b c',
    ),
  )
  const long = text.map((part) => Array.from({ length: 12 }, () => part).join(' '))
  const words = fc.oneof(text, long)
  const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' })

  test('writes what reads back with the same ids, on lines that are short, and the same again', () => {
    fc.assert(
      fc.property(
        words,
        words,
        fc.dictionary(words, fc.oneof(words, json, fc.double({ noNaN: true, noDefaultInfinity: true }))),
        words,
        (role, reading, spoken, note) => {
          const event = {
            chronicle: 'toy',
            version: 1,
            type: 'RoleHeld',
            subject: 'person/ota',
            payload: { role, words: JSON.parse(JSON.stringify(spoken)) },
            valid: { begin: { edtf: '2024-05', basis: 'relative', reading } },
            evidence: [{ source: 'source/note', locator: role, role: 'name' }],
          } as const
          const written = formatBatch({
            chronicle: 'toy',
            recordedAt: 1e12,
            reader: 'a reader',
            note,
            events: [{ event }],
          })
          const result = readBatchFile('written.yaml', written, catalogue)
          // Refused at any depth, since no store could keep it.
          if (!result.ok && JSON.stringify(spoken).includes('"__proto__":')) return
          expect(result.ok ? '' : written + result.faults.map(placed)).toBe('')
          if (!result.ok) return
          expect(result.batch.note).toBe(note)
          expect(result.batch.events.map(({ id }) => id)).toEqual([eventId(event)])
          expect(formatBatch(result.batch)).toBe(written)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('writes the same bytes whatever the order of keys, as an export of the stored events does', () => {
    const batch = read(good)
    const events = batch.events.map(({ event }) => event)
    const { chronicle, recordedAt, reader } = batch
    const turned = events.map((event) => reversed(event))
    expect(exportBatch({ chronicle, recordedAt, reader }, turned)).toBe(formatBatch(batch))
  })

  test('reads well', () => {
    const long =
      'said on 4 December and so the Thursday of that very week, the dateline’s own day included; '.repeat(2)
    const written = formatBatch(
      read(good.replace('basis: stated }', `basis: stated, reading: "${long.trim()}" }`)),
    )
    expect(written).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=../batch.schema.json
      chronicle: toy
      recordedAt: "2026-02-01T00:00:00.000Z"
      reader: a reader
      events:
        - type: VisitMade
          subject: visit/autumn
          payload: { garden: The Lodge, guests: 3 }
          valid:
            edtf: "2024-09"
            basis: stated
            reading: said on 4 December and so the Thursday of that very week, the dateline’s own day included; said on 4 December and so the Thursday of that very week, the dateline’s own
              day included;
          evidence:
            - { source: source/note, locator: page 2, role: statement }
            - { source: source/letter, start: 14, end: 48, role: statement, digest: 15d78580703e6d1bfdc8ea338c08752fdf05dafd946997add23bb9d7f8e31bfe }

        - type: RoleHeld
          subject: person/ota
          payload:
            role: host
            words:
              list:
                - 1
                - [ 2 ]
              none: null
              number: 2.5
              spoken: true
          evidence:
            - { source: source/note, locator: page 2, role: name }

        - type: VisitsCompared
          subject: garden/lodge-garden
          payload: { remark: alike }
          premises: [ ca9ea74e8645103c69b16bc5177133f106ef6a0a5868d7fb93f7349b88c99b50 ]
      "
    `)
    for (const line of written.split('\n')) expect(line.length).toBeLessThanOrEqual(184)
  })
})

/** The same value with the keys of every map in the opposite order. */
function reversed<T>(value: T): T
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => reversed(each))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, reversed(each)])
      .reverse(),
  )
}

describe('formatDraft()', () => {
  const events = read(good).events.map(({ event: { chronicle: _, version: __, ...item } }) => item)
  const head = { chronicle: 'toy', reader: 'a reader' }

  test('reads back as the events that it was given, whatever stands above them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' })), { maxLength: 3 }), (comments) => {
        const commented = events.map((event, at) => ({ event, above: comments[at] ?? [] }))
        const text = formatDraft({ ...head, events: commented }, comments.flat())
        const { batch } = readDraftFile('a.draft.yaml', text, against)
        expect(batch?.events.map(({ id }) => id)).toEqual(idsOf(good))
      }),
    )
  })

  test('writes the lines above an event as comments', () => {
    const commented = events.map((event) => ({ event, above: ['one: x', 'two\nthree'] }))
    const text = formatDraft({ ...head, events: commented }, ['made of a table'])
    expect(text).toMatch(/^# made of a table\n\n?chronicle: toy\n/)
    expect(text).toContain('\n\n  # one: x\n  # two three\n  - type: RoleHeld\n')
  })
})
