import { describe, expect, test } from 'vitest'
import { type Cited, citedSentences } from '../../../web/src/thing/passages.ts'

const TEXT = 'First, it rained. The almanac was lent to Ada on Monday, for a week. Then it was dry.'
const SOURCE = {
  subject: 'source/desk',
  label: 'd1',
  citation: 'Desk',
  address: null,
  length: TEXT.length,
  published: { open: false, between: { earliest: '2025-04-29', latest: '2025-04-29' } },
}
const EVENTS = [
  { digest: 'a', position: 1, subjectAsSeen: 'book/almanac' },
  { digest: 'b', position: 2, subjectAsSeen: 'person/ada' },
  { digest: 'c', position: 3, subjectAsSeen: 'book/almanac' },
]
const SENTENCE = [18, 68] as const

function cited(words: string, role: Cited['role'], [from, to]: readonly [number, number] = SENTENCE): Cited {
  const start = TEXT.indexOf(words)
  const end = start + words.length
  const passage = {
    before: TEXT.slice(from, start),
    quote: words,
    after: TEXT.slice(end, to),
    from,
    to,
    events: EVENTS,
  }
  return { role, start, end, locator: null, quote: words, source: SOURCE, passage }
}

describe('citedSentences()', () => {
  test('lights what is said, at its place in the sentence', () => {
    const [sentence] = citedSentences([cited('lent to Ada', 'STATEMENT')])
    expect(sentence?.sentence?.stretches).toEqual([
      { text: 'The almanac was ', isLit: false },
      { text: 'lent to Ada', isLit: true },
      { text: ' on Monday, for a week.', isLit: false },
    ])
  })

  test('shows one sentence once, with each span that is cited in it', () => {
    const sentences = citedSentences([
      cited('for a week', 'STATEMENT'),
      cited('almanac was lent', 'STATEMENT'),
      cited('lent to Ada', 'STATEMENT'),
      cited('on Monday', 'DATE'),
    ])
    expect(sentences).toHaveLength(1)
    expect(sentences[0]?.spans.map(({ start, end }) => TEXT.slice(start, end))).toEqual([
      'almanac was lent to Ada',
      'for a week',
    ])
    const text = sentences[0]?.sentence?.stretches.map((stretch) => stretch.text).join('')
    expect(text).toBe(TEXT.slice(...SENTENCE))
  })

  test('puts what is said before what dates or names it', () => {
    const sentences = citedSentences([cited('it rained', 'DATE', [0, 17]), cited('lent to Ada', 'STATEMENT')])
    expect(sentences.map(({ isStatement }) => isStatement)).toEqual([true, false])
  })

  test('keeps the places where the server has no words', () => {
    const place = cited('lent to Ada', 'STATEMENT')
    const [sentence] = citedSentences([{ ...place, quote: null, passage: null }])
    expect(sentence?.sentence).toBeUndefined()
    expect(sentence?.spans).toEqual([{ start: 34, end: 45 }])
  })

  test('keeps the page of a source without a text', () => {
    const page = { ...cited('lent to Ada', 'STATEMENT'), passage: null, quote: null, start: null, end: null }
    const [sentence] = citedSentences([{ ...page, locator: 'p. 12' }])
    expect(sentence).toMatchObject({ locator: 'p. 12', spans: [], sentence: undefined })
  })

  test('names what else rests on a sentence, each once', () => {
    const [sentence] = citedSentences([cited('lent to Ada', 'STATEMENT')])
    expect(sentence?.subjects).toEqual(['book/almanac', 'person/ada'])
  })
})
