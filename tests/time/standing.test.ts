import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EndStatus, once, span } from '../../src/time/bounds.ts'
import {
  ANY,
  type Answer,
  type Aspect,
  happenedDuring,
  happenedOn,
  type Interval,
  interval,
  knownBy,
  oneDay,
  parseDay,
  readValid,
  standingAt,
  standingDuring,
  type ValidBounds,
} from '../../src/time/index.ts'

const ASPECTS: readonly Aspect[] = ['happened', 'attested', 'lasting']
const DAYS = [...Array(14).keys()].map((day) => day - 2)

/** One way that it may have been: it began on `begin` and is known to have stood up to and with `last`. */
type World = { readonly begin: number; readonly last: number }

/** What was written down, before any bound was cut to fit another. */
type Written = { readonly begin: Interval; readonly end: Interval; readonly endStatus: EndStatus }

const small = fc
  .tuple(fc.nat({ max: 6 }), fc.integer({ min: 1, max: 4 }))
  .map(([at, days]) => interval(at, at + days))
const written: fc.Arbitrary<Written> = fc
  .record({
    begin: small,
    end: small,
    endStatus: fc.constantFrom<EndStatus>('once', 'stated', 'open', 'unknown'),
  })
  .map((all) =>
    all.endStatus === 'open' || all.endStatus === 'unknown'
      ? { ...all, end: interval(all.end.earliest, Infinity) }
      : all,
  )
const cases = written.filter((all) => all.endStatus === 'once' || worldsOf(all).length > 0)

function worldsOf({ begin, end, endStatus }: Written): World[] {
  const begins = DAYS.filter((day) => begin.earliest <= day && day < begin.latest)
  if (endStatus === 'once') return begins.map((day) => ({ begin: day, last: day }))
  if (endStatus !== 'stated') return begins.map((day) => ({ begin: day, last: Math.max(day, end.earliest) }))
  const ends = DAYS.filter((day) => end.earliest <= day && day < end.latest)
  return begins.flatMap((day) => ends.filter((last) => day <= last).map((last) => ({ begin: day, last })))
}

function boundsOfWritten({ begin, end, endStatus }: Written): ValidBounds {
  const bounds = endStatus === 'once' ? once(begin) : span(begin, end, endStatus)
  if (bounds === undefined) throw new Error('no world')
  return bounds
}

type Verdict = 'yes' | 'no' | 'silent'

/** How it is on a day of one world. */
function verdict(aspect: Aspect, endStatus: EndStatus, world: World, day: number): Verdict {
  if (aspect === 'happened') return world.begin <= day ? 'yes' : 'no'
  if (world.begin <= day && day <= world.last) return 'yes'
  if (aspect === 'attested') return 'silent'
  return day < world.begin || endStatus === 'stated' ? 'no' : 'silent'
}

function inAllWorlds(verdicts: readonly Verdict[]): Answer {
  if (verdicts.every((v) => v === 'yes')) return 'definitely'
  if (verdicts.some((v) => v === 'yes')) return 'possibly'
  return verdicts.every((v) => v === 'no') ? 'no' : 'unknown'
}

describe('against every world that the bounds allow', () => {
  it.each(ASPECTS)('standingAt(%s) says what all, some or none of them say', (aspect) => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...DAYS), (all, day) => {
        const naive = inAllWorlds(worldsOf(all).map((world) => verdict(aspect, all.endStatus, world, day)))
        expect(standingAt(aspect, boundsOfWritten(all), day)).toBe(naive)
      }),
      { numRuns: 3000 },
    )
  })

  it.each(ASPECTS)('standingDuring(%s) says so of at least one day of a window', (aspect) => {
    fc.assert(
      fc.property(cases, small, (all, window) => {
        const days = DAYS.filter((day) => window.earliest <= day && day < window.latest)
        const verdicts = worldsOf(all).map((world): Verdict => {
          const each = days.map((day) => verdict(aspect, all.endStatus, world, day))
          if (each.includes('yes')) return 'yes'
          return each.includes('silent') ? 'silent' : 'no'
        })
        expect(standingDuring(aspect, boundsOfWritten(all), window)).toBe(inAllWorlds(verdicts))
      }),
      { numRuns: 3000 },
    )
  })

  it('happenedDuring() says so of the day it began', () => {
    fc.assert(
      fc.property(cases, small, (all, window) => {
        const verdicts = worldsOf(all).map(({ begin }): Verdict => {
          return window.earliest <= begin && begin < window.latest ? 'yes' : 'no'
        })
        expect(happenedDuring(boundsOfWritten(all), window).answer).toBe(inAllWorlds(verdicts))
      }),
      { numRuns: 3000 },
    )
  })
})

/** The answers of days 0…9, a letter each: d, p, n, u. */
function picture(aspect: Aspect, bounds: ValidBounds): string {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) => standingAt(aspect, bounds, day).charAt(0)).join('')
}

function spanning(begin: Interval, end: Interval, endStatus: 'stated' | 'open' | 'unknown'): ValidBounds {
  return boundsOfWritten({ begin, end, endStatus })
}

describe('standingAt(), a letter for each of days 0…9 (definitely, possibly, no, unknown)', () => {
  it.each<[string, ValidBounds, string, string, string]>([
    //                                                                  happened      attested      lasting
    ['once on day 4', once(oneDay(4)), 'nnnndddddd', 'uuuuduuuuu', 'nnnnduuuuu'],
    ['once on one of days 3…5', once(interval(3, 6)), 'nnnppddddd', 'uuupppuuuu', 'nnnpppuuuu'],
    [
      'from day 3 to day 6',
      spanning(oneDay(3), oneDay(6), 'stated'),
      'nnnddddddd',
      'uuudddduuu',
      'nnnddddnnn',
    ],
    [
      'from 2…3 to 6…7',
      spanning(interval(2, 4), interval(6, 8), 'stated'),
      'nnpddddddd',
      'uupddddpuu',
      'nnpddddpnn',
    ],
    [
      'from and to one of 3…5',
      spanning(interval(3, 6), interval(3, 6), 'stated'),
      'nnnppddddd',
      'uuupppuuuu',
      'nnnpppnnnn',
    ],
    [
      'from day 3, open',
      spanning(oneDay(3), interval(3, Infinity), 'open'),
      'nnnddddddd',
      'uuuduuuuuu',
      'nnnduuuuuu',
    ],
    [
      'from day 3, unknown, still on day 6',
      spanning(oneDay(3), interval(6, Infinity), 'unknown'),
      'nnnddddddd',
      'uuudddduuu',
      'nnndddduuu',
    ],
    [
      'from 2…4, unknown, still on day 6',
      spanning(interval(2, 5), interval(6, Infinity), 'unknown'),
      'nnppdddddd',
      'uuppddduuu',
      'nnppddduuu',
    ],
    ['once, on any day', once(ANY), 'pppppppppp', 'pppppppppp', 'pppppppppp'],
    ['once, not after day 4', once(interval(-Infinity, 5)), 'ppppdddddd', 'pppppuuuuu', 'pppppuuuuu'],
    ['once, not before day 4', once(interval(4, Infinity)), 'nnnnpppppp', 'uuuupppppp', 'nnnnpppppp'],
    [
      'not after day 4, to its end',
      spanning(ANY, oneDay(4), 'stated'),
      'ppppdddddd',
      'ppppduuuuu',
      'ppppdnnnnn',
    ],
  ])('%s', (_, bounds, happened, attested, lasting) => {
    expect(picture('happened', bounds)).toBe(happened)
    expect(picture('attested', bounds)).toBe(attested)
    expect(picture('lasting', bounds)).toBe(lasting)
  })
})

describe('happenedOn()', () => {
  const autumn = readValid({ edtf: '[2021-09..2021-11]', likely: '2021-10-15', basis: 'relative' })

  it.each([
    ['2021-08-31', 'no', false],
    ['2021-09-01', 'possibly', false],
    ['2021-10-15', 'possibly', true],
    ['2021-11-30', 'possibly', false],
    ['2021-12-01', 'no', false],
  ])(
    'of something once within 2021-09…11, likely on 2021-10-15: on %s %s, likely %s',
    (day, answer, likely) => {
      expect(happenedOn(autumn, parseDay(day))).toEqual({ answer, likely })
    },
  )

  it('is definite only of an exact day', () => {
    expect(happenedOn(once(oneDay(4)), 4)).toEqual({ answer: 'definitely', likely: false })
    expect(happenedOn(once(oneDay(4)), 5)).toEqual({ answer: 'no', likely: false })
  })

  it('happenedDuring() a window that holds all its days is definite, and likely where the likely day lies in it', () => {
    const [september, december] = [parseDay('2021-09-01'), parseDay('2021-12-01')]
    expect(happenedDuring(autumn, interval(september, december))).toEqual({
      answer: 'definitely',
      likely: true,
    })
    expect(happenedDuring(autumn, interval(september, parseDay('2021-10-15')))).toEqual({
      answer: 'possibly',
      likely: false,
    })
  })
})

it.each([
  ['published on day 5, by day 4', oneDay(5), 4, 'no'],
  ['published on day 5, by its end', oneDay(5), 5, 'definitely'],
  ['published on day 5, by day 6', oneDay(5), 6, 'definitely'],
  ['published on a day of 5…7, by day 4', interval(5, 8), 4, 'no'],
  ['published on a day of 5…7, by day 5', interval(5, 8), 5, 'possibly'],
  ['published on a day of 5…7, by day 6', interval(5, 8), 6, 'possibly'],
  ['published on a day of 5…7, by day 7', interval(5, 8), 7, 'definitely'],
  ['undated, not before day 5, by day 4', interval(5, Infinity), 4, 'no'],
  ['undated, not before day 5, by any later day', interval(5, Infinity), 99_999, 'possibly'],
  ['of no date at all', ANY, 0, 'possibly'],
] satisfies [string, { earliest: number; latest: number }, number, Answer][])(
  'knownBy() of a source %s: %s',
  (_, published, day, answer) => expect(knownBy(published, day)).toBe(answer),
)
