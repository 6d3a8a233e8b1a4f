import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverageOf, sentencesOf } from '../../src/admission/index.ts'
import { type Envelope, eventId, type Span, sha256Hex } from '../../src/event/index.ts'
import { replayed } from './replayed.ts'

const TEXT = 'The Lodge\n\nAda came in May. She stayed a week, and left.\nAt the gate'
const SOURCE = 'source/letter'

function span(start: number, end: number, text = TEXT) {
  return { source: SOURCE, start, end, digest: sha256Hex(text.slice(start, end)), role: 'statement' } as const
}

function quoted(words: string) {
  const start = TEXT.indexOf(words)
  return span(start, start + words.length)
}

function fact(name: string, ...evidence: readonly Span[]): Envelope {
  return { chronicle: 'toy', version: 1, type: 'VisitMade', subject: `visit/${name}`, payload: {}, evidence }
}

function aside(words: string): Envelope {
  const payload = { reason: 'caption', note: 'under a picture' }
  return { ...fact('x', quoted(words)), type: 'PassageSetAside', subject: SOURCE, payload }
}

function act(type: string, on: Envelope, payload: Envelope['payload']): Envelope {
  return { chronicle: 'toy', version: 1, type, subject: on.subject, payload, target: { event: eventId(on) } }
}

function cover(...events: readonly Envelope[]) {
  const entries = events.map((event) => ({ id: eventId(event), event, recordedAt: 0 }))
  const [coverage] = coverageOf(new Map([[SOURCE, TEXT]]), entries, replayed('toy', entries))
  return coverage?.sentences ?? []
}

const statuses = (...events: readonly Envelope[]) => cover(...events).map(({ status }) => status)

const NOTHING = replayed('toy', [])

const came = fact('came', quoted('Ada came'))

describe('coverageOf()', () => {
  test('leaves every sentence uncovered where nothing was recorded', () => {
    expect(statuses()).toEqual(['uncovered', 'uncovered', 'uncovered', 'uncovered'])
  })

  test('covers a sentence by an event with evidence in it, and tells how much of it', () => {
    const [, sentence] = cover(came)
    expect(sentence).toMatchObject({ status: 'events', touched: 7, characters: 13 })
    expect(sentence?.events.map(({ event }) => event.subject)).toEqual(['visit/came'])
    expect(sentence?.untouched.map(({ start, end }) => TEXT.slice(start, end))).toEqual(['in May'])
  })

  test('names an event once in a sentence that it cites twice, and in each that its span reaches into', () => {
    const both = fact('both', quoted('May. She'), quoted('Ada'))
    expect(cover(both).map(({ events }) => events.length)).toEqual([0, 1, 1, 0])
  })

  test('does not count a span that only touches a sentence', () => {
    expect(statuses(fact('gap', span(TEXT.indexOf('May.') + 4, TEXT.indexOf('She'))))[1]).toBe('uncovered')
  })

  test('takes a passage set aside as read, with its reason', () => {
    const [, , , caption] = cover(aside('At the gate'))
    expect(caption).toMatchObject({ status: 'set-aside', events: [], untouched: [] })
    expect(caption?.setAside).toEqual([{ reason: 'caption', note: 'under a picture' }])
  })

  test('keeps a sentence uncovered of which only a part is set aside', () => {
    expect(statuses(aside('She stayed a week'))[2]).toBe('uncovered')
    expect(statuses(aside('She stayed a week'), aside('and left'))[2]).toBe('set-aside')
  })

  test('wants a reason even for a line without a word', () => {
    const marked = `${TEXT}\n* * *`
    const [coverage] = coverageOf(new Map([[SOURCE, marked]]), [], NOTHING)
    expect(coverage?.sentences.at(-1)).toMatchObject({ status: 'uncovered', characters: 3, untouched: [] })
  })

  test('does not take the setting aside of a part for a fact', () => {
    const [, sentence] = cover(came, aside('in May'))
    expect(sentence).toMatchObject({ status: 'events', untouched: [] })
    expect(sentence?.events).toHaveLength(1)
  })

  test('lets a retracted event cover nothing, and a restored one again', () => {
    const retracted = act('EventRetracted', came, { reason: 'misread' })
    const restored = {
      ...act('EventRestored', came, { reason: 'read right' }),
      target: { event: eventId(came), after: eventId(retracted) },
    }
    expect(statuses(came, retracted)[1]).toBe('uncovered')
    expect(statuses(came, retracted, restored)[1]).toBe('events')
  })

  test('reads an event as corrected: by its later evidence, and by that alone', () => {
    const corrected = act('EventCorrected', came, {
      reason: 'elsewhere',
      set: { evidence: [quoted('She stayed')] },
    })
    expect(statuses(came, corrected)).toEqual(['uncovered', 'uncovered', 'events', 'uncovered'])
  })

  test('does not let an act cover the passage on which it is grounded', () => {
    const grounded = {
      ...act('EventRetracted', came, { reason: 'misread' }),
      evidence: [quoted('She stayed')],
    }
    expect(statuses(came, grounded)).toEqual(['uncovered', 'uncovered', 'uncovered', 'uncovered'])
  })

  test('does not count a span that the text does not prove, one of another source, or a page', () => {
    const misplaced = { ...quoted('Ada came'), digest: sha256Hex('Bo came') }
    const elsewhere = { ...quoted('Ada came'), source: 'source/other' }
    expect(statuses(fact('a', misplaced), fact('b', elsewhere))[1]).toBe('uncovered')
    const page: Envelope = { ...came, evidence: [{ source: SOURCE, locator: 'page 1', role: 'statement' }] }
    expect(statuses(page)[1]).toBe('uncovered')
  })

  test('tells of every source whose text is given', () => {
    const texts = new Map([
      [SOURCE, TEXT],
      ['source/note', 'One. Two.'],
    ])
    expect(coverageOf(texts, [], NOTHING).map(({ source, sentences }) => [source, sentences.length])).toEqual(
      [
        [SOURCE, 4],
        ['source/note', 2],
      ],
    )
  })

  describe('of a source with two texts', () => {
    const SECOND = 'The House\n\nAda came in May. She stayed for good. At last.'
    const inSecond = (words: string) => {
      const start = SECOND.indexOf(words)
      return span(start, start + words.length, SECOND)
    }
    const both = (...events: readonly Envelope[]) => {
      const entries = events.map((event) => ({ id: eventId(event), event, recordedAt: 0 }))
      const texts = [
        [SOURCE, TEXT],
        [SOURCE, SECOND],
      ] as const
      const coverage = coverageOf(texts, entries, replayed('toy', entries))
      return coverage.map(({ sentences }) => sentences.map(({ status }) => status))
    }
    const [no, yes] = ['uncovered', 'events'] as const

    test.each([
      ['nothing', [], [no, no, no, no], [no, no, no, no]],
      ['words of the first alone', [fact('a', quoted('stayed a week'))], [no, no, yes, no], [no, no, no, no]],
      ['words of the second alone', [fact('a', inSecond('for good'))], [no, no, no, no], [no, no, yes, no]],
      ['the first, of a sentence that both have', [came], [no, yes, no, no], [no, yes, no, no]],
      [
        'the second, of one that both have',
        [fact('a', inSecond('in May'))],
        [no, yes, no, no],
        [no, yes, no, no],
      ],
      ['words alike in unlike sentences', [fact('a', quoted('Lodge'))], [yes, no, no, no], [no, no, no, no]],
    ])('covers by %s', (_, events, first, second) => {
      expect(both(...events)).toEqual([first, second])
    })

    test('gives what covers a sentence in the other text its place in this one', () => {
      const entries = [{ id: eventId(came), event: came, recordedAt: 0 }]
      const [, coverage] = coverageOf(
        [
          [SOURCE, TEXT],
          [SOURCE, `Again. ${TEXT}`],
        ],
        entries,
        replayed('toy', entries),
      )
      const sentence = coverage?.sentences.find(({ status }) => status === 'events')
      expect(sentence).toMatchObject({ touched: 7, characters: 13 })
      expect(sentence?.untouched.map(({ start, end }) => `Again. ${TEXT}`.slice(start, end))).toEqual([
        'in May',
      ])
    })
  })

  test('agrees with a count of characters one by one', () => {
    const spans = fc.array(fc.tuple(fc.nat(TEXT.length - 1), fc.integer({ min: 1, max: 20 })), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(spans, (pairs) => {
        const cited = pairs.map(([start, length]) => [start, Math.min(start + length, TEXT.length)] as const)
        const found = cover(...cited.map(([start, end], index) => fact(`f${index}`, span(start, end))))
        const expected = sentencesOf(TEXT).map((sentence) => {
          const characters = [...TEXT.slice(sentence.start, sentence.end)].map(
            (each, place) => [each, sentence.start + place] as const,
          )
          const inked = characters.filter(([each]) => each.trim() !== '')
          const touched = inked.filter(([, place]) =>
            cited.some(([start, end]) => start <= place && place < end),
          )
          return [inked.length, touched.length]
        })
        expect(found.map(({ characters, touched }) => [characters, touched])).toEqual(expected)
      }),
    )
  })
})
