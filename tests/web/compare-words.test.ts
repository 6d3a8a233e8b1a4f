import { describe, expect, test } from 'vitest'
import { NOWHERE, parseAddress } from '../../web/src/address.ts'
import { namedDays, placedHandles, scaleOfBands, sourceTicks } from '../../web/src/compare/bands-layout.ts'
import { comparisonCsv } from '../../web/src/compare/comparison-csv.ts'
import { comparisonTitle } from '../../web/src/compare/comparison-title.ts'
import { type ComparedSource, heardAt, withHeard, withSideHeard } from '../../web/src/compare/heard.ts'
import { sidesInWords } from '../../web/src/compare/row-words.ts'
import { betweenInWords } from '../../web/src/compare/summary-words.ts'
import {
  addressOf,
  type ComparedPoint,
  comparedWith,
  MOVES,
  pointInput,
  twoPoints,
  withoutSource,
} from '../../web/src/compare/two-points.ts'
import { commonCauses, eventsBehind, whyInWords } from '../../web/src/compare/why-words.ts'
import { parseIsoDay } from '../../web/src/days.ts'
import type { ComparedItemFragment, DifferenceFragment } from '../../web/src/operations.ts'
import { en } from '../../web/src/strings.ts'

function day(text: string): number {
  const found = parseIsoDay(text)
  if (found === undefined) throw new Error(text)
  return found
}

const NOBODY = { position: undefined, only: [], without: [], sides: [] }
const A: ComparedPoint = { ...NOBODY, date: day('2025-04-28'), known: day('2025-04-30') }
const B: ComparedPoint = { ...NOBODY, date: day('2025-12-04'), known: day('2025-12-31') }
const DAYS = { from: A.date, to: B.date }

function source(label: string, side: string | undefined, from: string, to = from): ComparedSource {
  const latest = to === '' ? Number.POSITIVE_INFINITY : day(to)
  return { subject: `source/${label}`, label, side, earliest: day(from), latest }
}
const EARLY = source('early', 'north', '2025-04-29')
const LATE = source('late', 'south', '2025-12-04')
const UNDATED = source('undated', 'south', '2025-12-04', '')
const SOURCES = [EARLY, LATE, UNDATED]

const ON_A_DAY = (text: string) => ({
  likely: null,
  begin: { earliest: text, latest: text },
  end: null,
})
function item(
  certainty: ComparedItemFragment['certainty'],
  detail = '',
  when = '2025-12-04',
): ComparedItemFragment {
  return { brief: { name: 'A thing', detail }, certainty, when: ON_A_DAY(when) }
}
function difference(given: Partial<DifferenceFragment>): DifferenceFragment {
  return {
    change: 'ADDED',
    subject: 'gift/bell',
    causes: ['WORLD_CHANGED'],
    because: [],
    fields: [],
    itemAtFrom: null,
    itemAtTo: item('DEFINITELY'),
    ...given,
  }
}
const answer = (
  words: readonly string[],
  certainty: 'DEFINITELY' | 'POSSIBLY' | 'NO' | 'UNKNOWN' = 'DEFINITELY',
) => ({
  certainty,
  values: words.map((each) => ({ words: each, certainty, likely: false })),
})

describe('what a line says of each point', () => {
  test.each([
    [['LEARNED'], 'not told by any source used here'],
    [['WORLD_CHANGED', 'LEARNED'], 'not told by any source used here'],
    [['RECORDED'], 'not yet recorded'],
    [['TRUST'], 'no source used here tells of it'],
    [['RETRACTED'], 'what said so is retracted'],
  ] as const)('of what is not there for %j, why', (causes, said) => {
    const { from, to } = sidesInWords(difference({ causes }), DAYS, en)
    expect(from).toEqual({ answer: undefined, lines: [said] })
    expect(to).toEqual({ answer: 'definitely', lines: ['4 December 2025'] })
  })

  test('of what is excluded, that it is not yet, or over', () => {
    const { from } = sidesInWords(difference({ itemAtFrom: item('NO') }), DAYS, en)
    expect(from).toEqual({ answer: 'no', lines: ['not yet on this day: 4 December 2025'] })
    const gone = difference({
      change: 'GONE',
      itemAtFrom: item('DEFINITELY', 'a bell', '2025-01-01'),
      itemAtTo: item('NO', '', '2025-01-01'),
    })
    expect(sidesInWords(gone, DAYS, en)).toEqual({
      from: { answer: 'definitely', lines: ['a bell', '1 January 2025'] },
      to: { answer: 'no', lines: ['not on this day: 1 January 2025'] },
    })
  })

  test('of what is unknown, when it was last and next attested', () => {
    const nearest = (words: string, when: string) => ({ words, when: [ON_A_DAY(when)] })
    const unknown: ComparedItemFragment = {
      ...item('UNKNOWN'),
      claims: [
        {
          field: 'held',
          certainty: 'UNKNOWN',
          values: [],
          lastAttested: nearest('yes', '2021-11-23'),
          nextAttested: null,
        },
        {
          field: 'holder',
          certainty: 'UNKNOWN',
          values: [],
          lastAttested: nearest('Kishi', '2021-11-23'),
          nextAttested: nearest('Koizumi', '2025-12-04'),
        },
      ],
    }
    const { from } = sidesInWords(difference({ change: 'ATTESTED', itemAtFrom: unknown }), DAYS, en)
    expect(from).toEqual({
      answer: 'unknown',
      lines: ['last mentioned Kishi, 23 November 2021; next Koizumi, 4 December 2025'],
    })
  })

  test('of what stands at both, the old and the new value of each field', () => {
    const changed = difference({
      change: 'CHANGED',
      itemAtFrom: item('DEFINITELY'),
      fields: [
        { field: 'status', was: answer(['open']), is: answer(['fulfilled'], 'POSSIBLY'), derived: null },
        { field: 'dueStanding', was: null, is: null, derived: { was: 'possibly-overdue', is: null } },
        {
          field: 'when',
          was: null,
          is: null,
          derived: { was: '[..2025-12-04]: a two-day visit', is: 'undated' },
        },
        { field: 'name', was: answer(['a', 'b']), is: answer(['a', 'b', 'c']), derived: null },
        { field: 'level', was: answer([], 'UNKNOWN'), is: answer(['high']), derived: null },
        { field: 'within', was: answer([], 'UNKNOWN'), is: answer([], 'NO'), derived: null },
        { field: 'described', was: null, is: answer([], 'NO'), derived: null },
      ],
    })
    expect(sidesInWords(changed, DAYS, en)).toEqual({
      from: {
        answer: 'definitely',
        lines: [
          'status: open',
          'due standing: possibly overdue',
          'when: [..2025-12-04]: a two-day visit',
          'name: a; b',
          'level: unknown',
        ],
      },
      to: {
        answer: 'definitely',
        lines: [
          'status: possibly fulfilled',
          'due standing: unknown',
          'when: undated',
          'name: c; and 2 as before',
          'level: high',
        ],
      },
    })
  })

  test('of what goes by another key, its keys in words', () => {
    const joined = difference({
      change: 'CHANGED',
      itemAtFrom: item('DEFINITELY'),
      fields: [
        {
          field: 'identity',
          was: null,
          is: null,
          derived: { was: 'gift/old-bell', is: 'gift/old-bell\ngift/bell' },
        },
      ],
    })
    expect(sidesInWords(joined, DAYS, en)).toMatchObject({
      from: { lines: ['known as: gift “old bell”'] },
      to: { lines: ['known as: gift “old bell”; gift “bell”'] },
    })
  })

  test('of what only became certain, what tells it from others', () => {
    const changed = difference({
      change: 'CHANGED',
      itemAtFrom: item('POSSIBLY', 'with Ann'),
      fields: [{ field: 'name', was: answer(['a'], 'POSSIBLY'), is: answer(['a']), derived: null }],
    })
    expect(sidesInWords(changed, DAYS, en)).toEqual({
      from: { answer: 'possibly', lines: ['with Ann', '4 December 2025'] },
      to: { answer: 'definitely', lines: ['4 December 2025'] },
    })
  })
})

describe('what is planned', () => {
  const plan = (was: string | null, is: string | null) => ({
    field: 'ahead',
    was: null,
    is: null,
    derived: { was, is },
  })
  const stage = {
    field: 'stage',
    was: answer(['planned']),
    is: answer(['called off']),
    derived: null,
  }

  test('and took place, was planned at A', () => {
    const came = difference({ itemAtFrom: item('NO'), fields: [plan('planned for 2025-12', null)] })
    expect(sidesInWords(came, DAYS, en)).toEqual({
      from: { answer: undefined, lines: ['planned for 2025-12'] },
      to: { answer: 'definitely', lines: ['4 December 2025'] },
    })
  })

  test('anew, has no plan at A', () => {
    const given = { change: 'PLANNED', fields: [plan(null, 'planned')], itemAtTo: item('UNKNOWN') } as const
    expect(sidesInWords(difference({ ...given, itemAtFrom: item('NO') }), DAYS, en)).toEqual({
      from: { answer: undefined, lines: ['no plan that counts on this day'] },
      to: { answer: undefined, lines: ['planned'] },
    })
    expect(sidesInWords(difference({ ...given, causes: ['LEARNED'] }), DAYS, en).from.lines).toEqual([
      'not told by any source used here',
    ])
  })

  test('at both points differs field by field, and what its words say is not said again', () => {
    const off = difference({
      change: 'PLANNED',
      itemAtFrom: item('UNKNOWN'),
      itemAtTo: item('UNKNOWN'),
      fields: [
        plan('planned for May', 'called off'),
        stage,
        { field: 'expectedPlace', was: answer(['Hanoi']), is: answer(['Huế']), derived: null },
      ],
    })
    expect(sidesInWords(off, DAYS, en)).toEqual({
      from: { answer: undefined, lines: ['planned for May', 'expected place: Hanoi'] },
      to: { answer: undefined, lines: ['called off', 'expected place: Huế'] },
    })
  })

  test('is one with another where names were joined', () => {
    const joined = difference({
      change: 'GONE',
      itemAtFrom: item('DEFINITELY', 'a bell'),
      itemAtTo: item('DEFINITELY'),
    })
    expect(sidesInWords(joined, DAYS, en).to).toEqual({
      answer: undefined,
      lines: ['one with “A thing” here'],
    })
  })
})

describe('why, in words', () => {
  const points = { from: A, to: B }
  const event = (of: ComparedSource, premises: number[] = []) => ({
    id: 'e7',
    position: 7,
    type: 'GiftMade',
    subject: 'gift/bell',
    evidence: [{ source: of }, { source: of }],
    premises: premises.map((position) => ({ position })),
  })

  test('names causes in the order of the clocks, and from whom one learned', () => {
    const why = (causes: DifferenceFragment['causes'], of: ComparedSource) =>
      whyInWords(difference({ causes, because: [event(of)] }), points, SOURCES, en)
    expect(why(['LEARNED', 'WORLD_CHANGED'], LATE)).toMatchObject({
      causes: 'The world changed; we learned',
      from: 'from [late]',
    })
    expect(why(['LEARNED', 'ATTESTED'], UNDATED)).toMatchObject({
      causes: 'Nothing is known to have changed; we learned; it is mentioned for one of the two points only',
      from: 'possibly from [undated], whose day is not certain',
    })
    // A source that both points hear is no news.
    expect(why(['DUE_PASSED'], EARLY)).toMatchObject({ causes: 'A due date passed', from: '' })
  })

  test('says within which days lies what is certain by now', () => {
    const within = (latest: string) => ({
      ...item('DEFINITELY'),
      when: { likely: null, begin: { earliest: '2025-06-01', latest }, end: null },
    })
    const passed = (itemAtFrom: ComparedItemFragment | null, itemAtTo: ComparedItemFragment, of = points) =>
      whyInWords(difference({ causes: ['WINDOW_PASSED'], itemAtFrom, itemAtTo }), of, SOURCES, en).causes
    const why = (latest: string) => passed(null, within(latest))
    expect(why('2025-06-30')).toBe('Certain by now: the day lay within 1 June 2025 to 30 June 2025')
    expect(why('2026-06-30')).toBe('By now certain: a possible period is over')
    const back = { from: B, to: A }
    expect(passed(within('2025-06-30'), item('POSSIBLY'), back)).toBe(
      'Not certain yet: a possible period is not over',
    )
    // Where it is not certain afterwards, either, nothing is certain by now.
    const between = 'A possible period began or ended in between'
    expect(passed(null, item('POSSIBLY'))).toBe(between)
    expect(passed(item('POSSIBLY'), within('2025-06-30'), back)).toBe(between)
  })

  test('says of each cause what is true of it, whichever point is the earlier', () => {
    const back = { from: B, to: A }
    const why = (given: Partial<DifferenceFragment>, of = points) =>
      whyInWords(difference(given), of, SOURCES, en).causes
    expect(why({ causes: ['LEARNED'] }, back)).toBe('Nothing is known to have changed; not yet known at B')
    expect(why({ causes: ['DUE_PASSED'] }, back)).toBe('A due date lies in between')
    const older = { from: { ...A, position: 9 }, to: { ...B, position: 3 } }
    expect(why({ causes: ['RECORDED'] }, older)).toBe(
      'Nothing is known to have changed; not yet recorded at B',
    )
    expect(why({ change: 'PLANNED', causes: ['WORLD_CHANGED'] })).toBe('Plans changed')
  })

  test('says that names were joined or parted, which changes nothing of the world', () => {
    const named = (was: string, is: string) =>
      whyInWords(
        difference({
          change: 'CHANGED',
          causes: ['LEARNED'],
          fields: [{ field: 'identity', was: null, is: null, derived: { was, is } }],
        }),
        points,
        SOURCES,
        en,
      ).causes
    expect(named('gift/a', 'gift/a\ngift/b')).toBe(
      'Nothing is known to have changed; two names turned out to be one; we learned',
    )
    expect(named('gift/a\ngift/b', 'gift/a')).toBe(
      'Nothing is known to have changed; what had one name turned out to be two; we learned',
    )
  })

  test('says what stands on every row once above them, but not that one learned', () => {
    const rows = [
      difference({ causes: ['ATTESTED', 'LEARNED'] }),
      difference({ causes: ['WORLD_CHANGED', 'ATTESTED', 'LEARNED'] }),
    ]
    const above = commonCauses(rows, points, SOURCES, en)
    expect(above).toEqual(['it is mentioned for one of the two points only'])
    expect(rows.map((row) => whyInWords(row, points, SOURCES, en, above).causes)).toEqual([
      'Nothing is known to have changed; we learned',
      'The world changed; we learned',
    ])
    expect(commonCauses(rows.slice(1), points, SOURCES, en)).toEqual([])
  })

  test('has words for every cause', () => {
    const causes = Object.keys(en.compare.causes)
    expect(causes).toHaveLength(9)
    expect(new Set(Object.values(en.compare.causes)).size).toBe(9)
  })

  test('gives each event once with each source once, and whether it is inferred', () => {
    expect(eventsBehind(difference({ because: [event(LATE, [3])] }))).toEqual([
      { id: 'e7', position: 7, type: 'gift made', isInferred: true, subject: 'gift/bell', sources: [LATE] },
    ])
  })
})

describe('two points', () => {
  const pointsOf = (query: string) =>
    twoPoints(parseAddress(new URL(`http://x/c/compare${query}`)).address, B.date)

  test('of an address in which nothing differs are the last year', () => {
    expect(pointsOf('')).toMatchObject({
      from: { date: day('2024-12-04'), known: undefined },
      to: { date: B.date, known: undefined },
    })
  })

  test.each(['?known=2025-04-30', '?position=3', '?to-without=late', '?to=2025-12-01'])(
    'of an address with %s are of today where it names no day',
    (query) => expect(pointsOf(query).from.date).toBe(B.date),
  )

  test('swapped twice are themselves; on the same day only knowledge differs', () => {
    const points = { from: A, to: { ...B, without: ['late'] } }
    expect(MOVES.swap(MOVES.swap(points))).toEqual(points)
    expect(MOVES.sameDay(points)).toEqual({ from: A, to: { ...points.to, date: A.date } })
    expect(MOVES.sameKnownDay(points)).toEqual({ from: A, to: { ...points.to, known: A.known } })
    expect(addressOf(points)).toEqual({ at: A, to: points.to })
  })

  test('begin with what is known by now of a day, where that was seen as it was known', () => {
    const begun = (query: string) => comparedWith(parseAddress(new URL(`http://x/c${query}`)).address)
    const { at, to } = begun('?date=2025-05-01&known=2025-06-01&without=late')
    expect(at.known).toBe(day('2025-06-01'))
    expect(to).toEqual({ ...at, known: undefined })
    expect(begun('?date=2025-05-01').to).toEqual(NOWHERE)
    expect(begun('/compare?known=2025-06-01&to=2025-07-01').to).toEqual({
      ...NOWHERE,
      date: day('2025-07-01'),
    })
  })

  test('of which one lacks a source are the same but for that', () => {
    expect(withoutSource({ from: A, to: B }, 'late')).toEqual({ from: B, to: { ...B, without: ['late'] } })
  })

  test('are asked for with the trust that is given, and no other', () => {
    expect(pointInput(B)).toEqual({ date: '2025-12-04', knownAt: '2025-12-31' })
    expect(pointInput({ ...B, known: undefined, position: 3, sides: ['north'] })).toEqual({
      date: '2025-12-04',
      position: 3,
      trusting: { sides: ['north'] },
    })
  })
})

describe('whom one hears', () => {
  const trust = (given: Partial<ComparedPoint>) => ({ ...B, ...given })
  const heard = (of: ComparedPoint) => SOURCES.map((each) => heardAt(each, of))

  test('depends on trust, and on the day on which a source came out', () => {
    expect(heard(A)).toEqual(['definitely', 'no', 'no'])
    expect(heard(B)).toEqual(['definitely', 'definitely', 'possibly'])
    expect(heard(trust({ known: undefined }))).toEqual(['definitely', 'definitely', 'definitely'])
    expect(heard(trust({ without: ['late'] }))).toEqual(['definitely', 'notTrusted', 'possibly'])
    expect(heard(trust({ sides: ['north'], only: ['source/late'] }))).toEqual([
      'definitely',
      'definitely',
      'notTrusted',
    ])
  })

  test('each source can be taken out and in again, whatever the trust was', () => {
    for (const given of [
      {},
      { only: ['early', 'late'] },
      { sides: ['south'] },
      { without: ['early'] },
      { only: ['late'] },
    ])
      for (const each of SOURCES)
        for (const isHeard of [true, false]) {
          const before = trust(given)
          const after = { ...before, ...withHeard(before, each, isHeard, SOURCES) }
          expect(heardAt(each, after) !== 'notTrusted').toBe(isHeard)
          for (const other of SOURCES)
            if (other !== each) expect(heardAt(other, after)).toBe(heardAt(other, before))
        }
  })

  test('a side is all its sources; all of them is everyone', () => {
    const without = { ...B, ...withSideHeard(B, 'south', false, SOURCES) }
    expect(heard(without)).toEqual(['definitely', 'notTrusted', 'notTrusted'])
    expect(withSideHeard(without, 'south', true, SOURCES)).toEqual({ only: [], without: [], sides: [] })
  })
})

describe('the summary', () => {
  test.each([
    [
      A,
      B,
      'From A to B the world went on for 220 days, and of the sources one more came out for certain, one more possibly.',
    ],
    [
      B,
      A,
      'From A to B the world goes 220 days back, and of the sources one fewer had come out for certain, one fewer possibly.',
    ],
    [B, B, 'A and B are the same day in the world, and the same sources are used.'],
    [
      B,
      { ...B, without: ['late'], position: 9 },
      'A and B are the same day in the world, and no source came out in between; they do not use the same sources; A is recorded through the latest event, B through 9.',
    ],
  ])('says what lies between', (from, to, said) => {
    expect(betweenInWords({ from, to }, SOURCES, en)).toBe(said)
  })
})

describe('the bands', () => {
  const scale = scaleOfBands({ from: A, to: B }, 1184)

  test('leave room around both points, and for names where the page is wide', () => {
    expect(scale.left).toBe(172)
    expect(scaleOfBands({ from: A, to: B }, 360).left).toBe(0)
    for (const { x } of placedHandles({ from: A, to: B }, 'date', scale, [20, 20])) {
      expect(x).toBeGreaterThan(scale.left)
      expect(x).toBeLessThan(scale.right)
    }
  })

  test.each([1, 3, 30, 220, 4000, 100_000])('name days that have room, over %d days', (distance) => {
    const own = scaleOfBands(
      { from: { ...A, known: undefined }, to: { ...B, date: A.date + distance, known: undefined } },
      390,
    )
    const { days } = namedDays(own)
    expect(days.length).toBeGreaterThan(1)
    days.slice(1).forEach((each, nth) => {
      expect(own.x(each) - own.x(days[nth] ?? 0)).toBeGreaterThan(45)
    })
  })

  test('put flags that would meet in two rows, and none beyond an edge', () => {
    const rows = (from: ComparedPoint, width: number) => {
      const points = { from, to: B }
      const own = scaleOfBands(points, width)
      return placedHandles(points, 'date', own, [20, 20]).map(({ row, flagX }) => {
        expect(flagX).toBeGreaterThanOrEqual(0)
        expect(flagX + 20 * 7.7).toBeLessThanOrEqual(width + 1)
        return row
      })
    }
    expect(rows(A, 1184)).toEqual([0, 0])
    expect(rows({ ...A, date: B.date - 3 }, 1184)).toEqual([0, 1])
    expect(rows({ ...A, date: B.date }, 360)).toEqual([0, 1])
  })

  test('stand at the end where a clock filters nothing', () => {
    const points = { from: A, to: { ...B, known: undefined } }
    const own = scaleOfBands(points, 1184)
    expect(placedHandles(points, 'known', own, [20, 20])[1]).toMatchObject({ day: undefined, x: own.right })
  })

  test('mark each source that is within, and one without a day as a bar from its earliest', () => {
    const far = source('far', undefined, '1999-01-01')
    const ticks = sourceTicks({ from: A, to: B }, [...SOURCES, far], scale)
    expect(ticks.map(({ source: { label }, heard, until }) => [label, heard, until !== undefined])).toEqual(
      expect.arrayContaining([
        ['early', 'definitely', false],
        ['late', 'definitely', false],
        ['undated', 'possibly', true],
      ]),
    )
    expect(ticks).toHaveLength(3)
  })
})

describe('a comparison as a whole', () => {
  test('is cited by its two points, in the words of the question', () => {
    const points = { from: A, to: { ...B, known: undefined, without: ['late'] } }
    const ends =
      'from A (28 April 2025, as known by 30 April 2025) to B (4 December 2025, by all sources, without late)'
    expect(comparisonTitle('What stood between North and South', points, en)).toBe(
      `What changed between North and South ${ends}`,
    )
    expect(comparisonTitle('North', points, en)).toBe(`North: what changed ${ends}`)
  })

  test('is CSV with a row for each difference, of which no cell is run', () => {
    const because = [
      {
        id: 'e7',
        position: 7,
        type: 'GiftMade',
        subject: 'gift/bell',
        evidence: [{ source: LATE }],
        premises: [],
      },
    ]
    const named = { ...item('DEFINITELY'), brief: { name: '=1+1', detail: 'a "bell", cast' } }
    const rows = [difference({ causes: ['LEARNED'], because, itemAtTo: named })]
    const groups = [{ sort: 'learned' as const, rows }]
    const loaded = { sources: SOURCES, request: { points: { from: A, to: B } } }
    expect(comparisonCsv(groups, loaded, [{ name: 'gift', heading: 'Gifts' }], en).split('\r\n')).toEqual([
      '\ufeffchange,kind,thing,subject,at A,at B,why,events',
      [
        ...["Learned since,Gifts,'=1+1,gift/bell,not told by any source used here"],
        ...['"definitely; a ""bell"", cast; 4 December 2025"'],
        ...['Nothing is known to have changed; we learned from [late],event 7 [late]'],
      ].join(','),
      '',
    ])
  })
})
