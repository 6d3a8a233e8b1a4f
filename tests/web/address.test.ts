import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Address,
  FILTER_NAMES,
  formatAddress,
  HOME,
  LANES,
  NOWHERE,
  type PointAddress,
  parseAddress,
} from '../../web/src/address.ts'
import { FIRST_DAY, LAST_DAY } from '../../web/src/days.ts'

const at = (path: string) => parseAddress(new URL(`http://page.test${path}`))

describe('parseAddress()', () => {
  test('reads a state, a comparison, a thing, a source', () => {
    expect(at('/japan-viet-nam?date=2025-05-01&known=2025-04-30').address).toMatchObject({
      view: 'state',
      chronicle: 'japan-viet-nam',
      at: { date: 20209, known: 20208 },
    })
    expect(at('/a/compare?date=2025-05-01&to=2025-05-02&to-known=2025-06-01').address).toMatchObject({
      view: 'compare',
      at: { date: 20209 },
      to: { date: 20210, known: 20240 },
    })
    expect(at('/a/meeting/2025-04-28-summit').address).toMatchObject({
      view: 'thing',
      subject: 'meeting/2025-04-28-summit',
    })
    expect(at('/a/sources').address).toMatchObject({ view: 'sources', subject: undefined })
    expect(at('/?chronicle=ready').address).toMatchObject({ view: 'state', chronicle: 'ready' })
    expect(at('/').address).toEqual(HOME)
  })

  test.each([
    ['/a?date=2025-02-30', 'E_DATE', 'date'],
    ['/a?date=%3Cscript%3E', 'E_DATE', 'date'],
    ['/a?known=0000-00-00', 'E_DATE', 'known'],
    ['/a?position=-1', 'E_POSITION', 'position'],
    ['/a?position=1e9', 'E_POSITION', 'position'],
    ['/a?lanes=colour', 'E_CHOICE', 'lanes'],
    ['/a?span=2025-01-01', 'E_DATE', 'span'],
    ['/a?span=2025-01-02..2025-01-01', 'E_DATE', 'span'],
    ['/a?dat=2025-01-01', 'E_ARGUMENT', 'dat'],
    ['/a?date=2025-01-01&date=2025-01-02', 'E_ARGUMENT', 'date'],
    ['/a/elsewhere', 'E_PATH', 'path'],
    ['/%E0%A4%A', 'E_PATH', 'path'],
  ])('of %s it says that %s in %s was not understood, and shows the rest', (path, code, part) => {
    const { address, faults } = at(path)
    expect(faults).toMatchObject([{ code, part }])
    expect(address.lanes).toBe('kind')
  })

  test('reports every fault at once, and what is good stands', () => {
    const { address, faults } = at('/a?date=x&known=2025-04-30&position=y&lanes=z&odd=1')
    expect(faults.map(({ part }) => part)).toEqual(['date', 'position', 'lanes', 'odd'])
    expect(address.at.known).toBe(20208)
  })

  test('repeats no more than the beginning of a long text', () => {
    expect(at(`/a?date=${'x'.repeat(2_000)}`).faults[0]?.text.length).toBeLessThan(70)
  })
})

const day = fc.option(fc.integer({ min: FIRST_DAY, max: LAST_DAY }), { nil: undefined })
const word = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .filter((text) => text.trim() !== '' && text.isWellFormed())
const words = fc
  .uniqueArray(word, { maxLength: 3 })
  .filter((list) => !list.some((each) => each.includes(',')))
const point: fc.Arbitrary<PointAddress> = fc.record({
  date: day,
  known: day,
  position: fc.option(fc.nat(), { nil: undefined }),
  only: words,
  without: words,
  sides: words,
})
const slug = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/),
  fc.constantFrom('feeds', 'ready', 'compare'),
)
const place = fc.oneof(
  slug.map((chronicle) => ({ view: 'state' as const, chronicle, subject: undefined, to: NOWHERE })),
  slug.map((chronicle) => ({ view: 'sources' as const, chronicle, subject: undefined, to: NOWHERE })),
  fc
    .record({ chronicle: slug, to: point })
    .map((each) => ({ view: 'compare' as const, subject: undefined, ...each })),
  fc.record({ chronicle: slug, kind: slug, key: slug }).map(({ chronicle, kind, key }) => ({
    view: 'thing' as const,
    chronicle,
    subject: `${kind}/${key}`,
    to: NOWHERE,
  })),
)
const address: fc.Arbitrary<Address> = fc
  .record({
    place,
    at: point,
    search: fc.oneof(fc.constant(''), word),
    words: fc.dictionary(
      fc.constantFrom(...FILTER_NAMES),
      words.filter((list) => list.length > 0),
    ),
    lanes: fc.constantFrom(...LANES),
    span: fc.option(fc.tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 10_000, max: 20_000 })), {
      nil: undefined,
    }),
    showsRecorded: fc.boolean(),
    isEmbedded: fc.boolean(),
  })
  .map(({ place, search, words, ...others }) => ({
    ...others,
    ...place,
    filters: { search, words: { ...words } },
  }))

test('formatAddress() and parseAddress() are inverse, whatever a view shows', () => {
  fc.assert(
    fc.property(address, (given) => {
      const { address: read, faults } = at(formatAddress(given))
      expect(faults).toEqual([])
      expect(read).toEqual(given)
    }),
    { numRuns: 300 },
  )
})

test('whatever an address says, it opens', () => {
  fc.assert(
    fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
      const { address: read } = at(`${path.startsWith('/') ? path : `/${path}`}?${query}`)
      expect(at(formatAddress(read)).address.view).toBe(read.view)
    }),
    { numRuns: 500 },
  )
})
