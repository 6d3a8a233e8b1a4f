import { describe, expect, test } from 'vitest'
import { en } from '../../../web/src/strings.ts'
import { type Cited, citedSentences } from '../../../web/src/thing/passages.ts'
import { sourceInWords } from '../../../web/src/thing/source-words.ts'

const TEXT = 'First, it rained. The almanac was lent to Ada on Monday, for a week. Then it was dry.'
const SOURCE = {
  subject: 'source/desk',
  label: 'd1',
  citation: 'Desk',
  address: null,
  length: TEXT.length,
  kind: 'ARTICLE' as const,
  medium: null,
  title: null,
  publisher: null,
  byline: null,
  dateline: { city: 'HANOI' },
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

  test('puts the passage of the earlier event first, and names the events and what a passage does', () => {
    const by = (type: string, position: number, day: number) => ({ type, position, day, when: undefined })
    const sentences = citedSentences([
      { ...cited('lent to Ada', 'STATEMENT'), by: by('BookReturned', 1, 9) },
      { ...cited('it rained', 'STATEMENT', [0, 17]), by: by('BookLent', 2, 8) },
      { ...cited('it was dry', 'DATE', [69, 85]), by: by('BookLent', 2, 8) },
    ])
    expect(sentences.map(({ citing, roles }) => [citing.map(({ type }) => type), roles])).toEqual([
      [['BookLent'], ['STATEMENT']],
      [['BookReturned'], ['STATEMENT']],
      [['BookLent'], ['DATE']],
    ])
  })

  test('leaves out the line of place and date that a report begins with, where it is not cited', () => {
    const passage = {
      before: '2025-04-29 HANOI — ',
      quote: 'It rained',
      after: '.',
      from: 0,
      to: 29,
      events: [],
    }
    const place = { ...cited('it rained', 'STATEMENT'), start: 19, end: 28, passage }
    const [sentence] = citedSentences([place])
    expect(sentence?.sentence?.stretches.map(({ text }) => text)).toEqual(['It rained', '.'])
    const [whole] = citedSentences([{ ...place, role: 'DATE', start: 0, end: 10 }])
    expect(whole?.sentence?.stretches.map(({ text }) => text).join('')).toBe('2025-04-29 HANOI — It rained.')
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

test('sourceInWords() says what a source is, and that its publisher is not told', () => {
  expect(sourceInWords(SOURCE, en)).toBe('Article, HANOI, 29 April 2025, publisher not told')
  const report = { ...SOURCE, medium: 'news report', publisher: 'Desk', byline: ['Ada'], dateline: null }
  expect(sourceInWords(report, en)).toBe('News report, 29 April 2025, by Ada, Desk')
})
