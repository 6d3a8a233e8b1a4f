import { describe, expect, test } from 'vitest'
import { type CslSource, citeSource } from '../../src/domain/index.ts'
import { type Json, SOURCE_KINDS, sourceRegistered } from '../../src/event/index.ts'
import { cslItems } from '../exchange/csl-schema.ts'
import { type Asked, stateOf, Tale } from '../toy/index.ts'

type Facts = { readonly [key: string]: Json }

const printed = (edtf: string, more: Facts = {}): Facts => ({ published: { edtf, basis: 'stated', ...more } })

function register(tale: Tale, name: string, facts: Facts) {
  return tale.tell(
    sourceRegistered,
    `source/${name}`,
    { label: name, ...printed('2025-12-04'), ...facts },
    { by: name },
  )
}

/** The source `a` as it is cited from a point. */
function cited(tale: Tale, asked: Asked = { date: '2030-01-01' }): { footnote: string; csl: CslSource } {
  const { view } = stateOf(tale.events, asked)
  const registration = view.registrationOf('source/a')
  if (registration === undefined) throw new Error('nothing registers source/a')
  const { footnote, csl } = citeSource(view, 'source/a', registration)
  expect(cslItems.safeParse([csl]).error).toBeUndefined()
  return { footnote, csl }
}

function citedAs(facts: Facts) {
  const tale = new Tale()
  register(tale, 'a', facts)
  return cited(tale)
}

const WHOLE: Facts = {
  byline: ['A. Ito', 'B. Cruz'],
  title: 'Talks in Port Arl',
  publisher: 'Ministry of Harbours',
  kind: 'press-release',
  language: 'en-GB',
  address: 'https://example.org/news/1',
  accessed: '2025-12-05',
}

describe('citeSource()', () => {
  test('gives all that is known, as a footnote reads and as CSL', () => {
    expect(citedAs(WHOLE)).toEqual({
      footnote:
        'A. Ito and B. Cruz, “Talks in Port Arl”, press release, Ministry of Harbours, 4 December 2025, https://example.org/news/1 (accessed 5 December 2025).',
      csl: {
        id: 'source/a',
        type: 'document',
        'citation-label': 'a',
        author: [{ literal: 'A. Ito' }, { literal: 'B. Cruz' }],
        title: 'Talks in Port Arl',
        publisher: 'Ministry of Harbours',
        genre: 'press release',
        language: 'en-GB',
        issued: { 'date-parts': [[2025, 12, 4]] },
        URL: 'https://example.org/news/1',
        accessed: { 'date-parts': [[2025, 12, 5]] },
      },
    })
  })

  test.each<[string, Facts, string]>([
    ['only a label and a date', {}, 'a, 4 December 2025.'],
    ['no date either', printed('[..]'), 'a, n.d.'],
    [
      'a publisher and a kind without a title',
      { publisher: 'Arl Post', kind: 'statement' },
      'Arl Post, statement, 4 December 2025.',
    ],
    ['a publisher alone', { publisher: 'Arl Post' }, 'Arl Post, 4 December 2025.'],
    ['a kind without a title', { kind: 'letter' }, 'a, letter, 4 December 2025.'],
    ['other words for its kind', { title: 'T', medium: 'web page' }, '“T”, web page, 4 December 2025.'],
    ['an article', { title: 'T', kind: 'article', publisher: 'Arl Post' }, '“T”, Arl Post, 4 December 2025.'],
    [
      'a day of access alone',
      { title: 'T', accessed: '2026-01-01' },
      '“T”, 4 December 2025, accessed 1 January 2026.',
    ],
    ['a title in two lines', { title: 'Talks\nin Arl' }, '“Talks in Arl”, 4 December 2025.'],
  ])('leaves out what is missing: %s', (_, facts, footnote) => {
    expect(citedAs(facts).footnote).toBe(footnote)
  })

  test.each<[string, Facts, string, CslSource['issued']]>([
    ['a month', printed('2025-12'), 'December 2025', { 'date-parts': [[2025, 12]] }],
    ['a year', printed('2025'), '2025', { 'date-parts': [[2025]] }],
    [
      'about a year',
      printed('2025~', { within: '2025' }),
      'c. 2025',
      { 'date-parts': [[2025]], circa: true },
    ],
    [
      'one of some days',
      printed('[2025-12-01..2025-12-07]'),
      'between 1 December 2025 and 7 December 2025',
      { literal: 'between 1 December 2025 and 7 December 2025' },
    ],
    ['from a day on', printed('[2025-12-01..]'), 'n.d. (not before 1 December 2025)', undefined],
    [
      'up to a day',
      printed('[..2025-12-01]'),
      'not after 1 December 2025',
      { literal: 'not after 1 December 2025' },
    ],
    [
      'a day worked out',
      { published: { edtf: '2025-12-03', basis: 'inferred', reading: 'the day before' } },
      '[3 December 2025]',
      { 'date-parts': [[2025, 12, 3]] },
    ],
    ['a year before ours', printed('-0043'), '44 BC', { 'date-parts': [[-43]] }],
  ])('says when it came out: %s', (_, facts, words, issued) => {
    const { footnote, csl } = citedAs({ title: 'T', ...facts })
    expect(footnote).toBe(`“T”, ${words}.`)
    expect(csl.issued).toEqual(issued)
  })

  test('has a form of CSL for each kind', () => {
    const types = Object.keys(SOURCE_KINDS).map((kind) => citedAs({ kind }).csl.type)
    expect(new Set(types)).toEqual(
      new Set(['document', 'report', 'speech', 'article-newspaper', 'book', 'personal_communication']),
    )
    expect(citedAs({ kind: 'article', publisher: 'Arl Post' }).csl).toMatchObject({
      'container-title': 'Arl Post',
    })
  })

  test('names what it is a part of and what it translates, as far as these can be seen', () => {
    const tale = new Tale()
    register(tale, 'a', { title: 'Talks', partOf: 'source/year', translationOf: 'source/first' })
    expect(cited(tale).footnote).toBe('“Talks”, 4 December 2025.')
    register(tale, 'year', { title: 'The Year', ...printed('2026-02-01') })
    register(tale, 'first', { title: '会談', ...printed('2026-03-01') })
    const whole = cited(tale)
    expect(whole.footnote).toBe('“Talks” (translation of “会談”), in “The Year”, 4 December 2025.')
    expect(whole.csl).toMatchObject({ 'container-title': 'The Year', 'original-title': '会談' })
    const date = '2030-01-01'
    expect(cited(tale, { date, knownAt: '2026-02-15' }).footnote).toBe(
      '“Talks”, in “The Year”, 4 December 2025.',
    )
    expect(cited(tale, { date, position: 1 }).footnote).toBe('“Talks”, 4 December 2025.')
    expect(cited(tale, { date, trusting: { without: ['source/year'] } }).csl).toMatchObject({
      'original-title': '会談',
    })
    expect(cited(tale, { date, trusting: { without: ['source/year'] } }).csl).not.toHaveProperty(
      'container-title',
    )
    tale.withdraw('year')
    expect(cited(tale).footnote).not.toContain('The Year')
  })

  test('reads as the corrections of its registration leave it at the point', () => {
    const tale = new Tale()
    const registration = register(tale, 'a', { title: 'Talsk', publisher: 'Arl Post' })
    tale.correct(registration, { payload: { title: 'Talks', publisher: null, kind: 'report' } })
    expect(cited(tale).footnote).toBe('“Talks”, 4 December 2025.')
    expect(cited(tale).csl).toMatchObject({ type: 'report' })
    expect(cited(tale, { date: '2030-01-01', position: 1 }).footnote).toBe(
      '“Talsk”, Arl Post, 4 December 2025.',
    )
  })
})
