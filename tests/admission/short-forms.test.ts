import { describe, expect, test } from 'vitest'
import {
  emptyWriteModel,
  type ReadonlyWriteModel,
  textsOf,
  validateBatch,
  writeModelOver,
} from '../../src/admission/index.ts'
import { readDraftFile } from '../../src/archive/index.ts'
import { baseRecorded, catalogue, letter, placed } from '../archive/toy.ts'

const CARD = 'In Port Arl, 9 June 2024. The hosts came back to The Lodge.'
const POSTER = 'They met again in June, says a poster.'

const registered = (name: string, text: string) => `  - type: SourceRegistered
    subject: source/${name}
    payload: { label: ${name.toUpperCase()}, published: 2024-06-09, text: ${text} }
    evidence: [{ locator: page 1 }]
`
const visit = (evidence: string) => `  - type: VisitMade
    subject: visit/x
    payload: { garden: The Lodge }
    valid: 2024-06
    evidence: ${evidence}
`

/** A draft over the letter and the note that stand recorded, with more texts at hand. */
function read(
  events: string,
  more: Readonly<Record<string, string>> = {},
  recorded: ReadonlyWriteModel = baseRecorded(),
) {
  const files = textsOf([['letter.txt', letter], ...Object.entries(more)])
  const options = { catalogue, recorded, texts: files, everyText: true }
  const { batch, faults } = readDraftFile('d.yaml', `chronicle: toy\nreader: me\nevents:\n${events}`, options)
  const checked = batch === undefined ? [] : validateBatch(batch, { ...options, isNew: true }).faults
  return { events: batch?.events ?? [], faults: [...faults, ...checked] }
}

/** The one event of a draft without faults, as it will be stored. */
function stored(events: string, more?: Readonly<Record<string, string>>) {
  const { events: found, faults } = read(events, more)
  expect(faults).toEqual([])
  return found.at(-1)?.event
}

describe('a quote without a source', () => {
  test('is of the only text at hand that has its words, as a statement', () => {
    const whole = stored(visit('[{ source: source/letter, quote: They met again in June, role: statement }]'))
    for (const evidence of [
      'They met again in June',
      '[They met again in June]',
      '[{ quote: They met again in June }]',
      '[{ quote: They met again in June, role: statement }]',
    ])
      expect(stored(visit(evidence), { 'card.txt': CARD })).toEqual(whole)
  })

  test('is of the source that the draft registers, though another has the words as well', () => {
    const event = stored(registered('poster', 'poster.txt') + visit('They met again in June'), {
      'poster.txt': POSTER,
    })
    expect(event?.evidence).toMatchObject([{ source: 'source/poster', start: 0, end: 22, role: 'statement' }])
  })

  test('is of that of several registered sources that has the words', () => {
    const draft = registered('card', 'card.txt') + registered('poster', 'poster.txt')
    const more = { 'card.txt': CARD, 'poster.txt': POSTER }
    expect(stored(draft + visit('The hosts came back'), more)?.evidence).toMatchObject([
      { source: 'source/card' },
    ])
    expect(stored(draft + visit('They met again in June'), more)?.evidence).toMatchObject([
      { source: 'source/poster' },
    ])
  })

  test('is refused where several texts have the words, with each source and its label', () => {
    const recorded = writeModelOver(baseRecorded())
    const { events } = read(registered('poster', 'poster.txt'), { 'poster.txt': POSTER })
    for (const { id, event } of events) recorded.apply({ id, event, recordedAt: 0 })
    const { faults } = read(visit('They met again in June'), { 'poster.txt': POSTER }, recorded)
    expect(faults.map(placed)).toEqual(['8:15 E_QUOTE_SOURCE'])
    expect(faults[0]?.message).toBe(
      '"They met again in June" is in the texts of 2 sources; expected which of them is quoted:\n' +
        '  source: source/letter (letter)\n  source: source/poster (POSTER)',
    )
  })

  test('is refused where no text has the words, with the nearest of all', () => {
    const { faults } = read(visit('They met AGAIN in june'))
    expect(faults.map(placed)).toEqual(['8:15 E_QUOTE_NOT_FOUND'])
    expect(faults[0]?.message).toContain('the nearest is "They met again in June" at 2:1')
    expect(faults[0]?.message).toContain('in source/letter')
  })

  test('of words that the registered source lacks is not sought elsewhere, but says where they are', () => {
    const draft = registered('card', 'card.txt') + visit('They met again in June')
    const { faults } = read(draft, { 'card.txt': CARD })
    expect(faults.map(placed)).toEqual(['12:15 E_QUOTE_NOT_FOUND'])
    expect(faults[0]?.message).toContain('it is in the text of another: source: source/letter (letter)')
  })

  test('of words that are in its text twice says both places', () => {
    const { faults } = read(visit('met'))
    expect(faults.map(placed)).toEqual(['8:15 E_QUOTE_AMBIGUOUS'])
    expect(faults[0]?.message).toContain('2:6')
  })

  test('without any text at hand says how to give them', () => {
    const { faults } = readDraftFile('d.yaml', `chronicle: toy\nreader: me\nevents:\n${visit('met')}`, {
      catalogue,
      recorded: emptyWriteModel('toy'),
    })
    expect(faults.map(placed)).toEqual(['8:15 E_NEEDS_TEXT'])
    expect(faults[0]?.message).toContain('give their folder by --sources')
  })
})

describe('a draft written short', () => {
  test('is stored as the same draft written out', () => {
    const short = `${registered('card', 'card.txt')}  - type: VisitMade
    subject: visit/x
    payload: { garden: The Lodge }
    valid: { begin: 2024-06-09, end: { edtf: 2024-06-10, basis: relative } }
    evidence: The hosts came back
  - type: EventCorrected
    subject: visit/june
    target: { event: 5e2679d4, after: fe233020 }
    payload: { reason: misread, set: { valid: 2024-05-04, evidence: The hosts came back } }
`
    const { events, faults } = read(short, { 'card.txt': CARD })
    expect(faults).toEqual([])
    const [{ digest = '' } = {}] = textsOf([['card.txt', CARD]]).values()
    expect(events.map(({ event }) => event)).toMatchObject([
      {
        payload: {
          published: { edtf: '2024-06-09', basis: 'stated' },
          text: { digest, length: CARD.length },
        },
        evidence: [{ source: 'source/card', locator: 'page 1', role: 'statement' }],
      },
      {
        valid: {
          begin: { edtf: '2024-06-09', basis: 'stated' },
          end: { edtf: '2024-06-10', basis: 'relative' },
        },
      },
      {
        payload: {
          set: {
            valid: { edtf: '2024-05-04', basis: 'stated' },
            evidence: [{ source: 'source/card', start: 26, role: 'statement' }],
          },
        },
      },
    ])
  })
})
