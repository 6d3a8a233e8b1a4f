import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { canonicalJson, type RecordedEvent } from '../../src/event/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { compare, inOneGo, type State, type SteppedClock, type Vocabulary } from '../../src/state/index.ts'
import { fixedClock, formatDay, parseDay } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { asked, caseOf, DAYS_ASKED, moves, preface } from '../oracle/generate.ts'
import { library, loanMade, readerJoined, stated, TALE, Tale } from '../toy/index.ts'

const [FIRST, LAST] = [(DAYS_ASKED[0] ?? 0) - 15, (DAYS_ASKED.at(-1) ?? 0) + 20]

/** Opens events, so many in a batch. */
async function openInBatches(
  events: readonly RecordedEvent[],
  sizes: readonly number[],
  vocabulary: Vocabulary = library,
): Promise<Chronicle> {
  const ledger = openMemoryLedger()
  for (let from = 0, batch = 0; from < events.length; batch += 1) {
    const some = events.slice(from, from + (sizes[batch % sizes.length] ?? 1))
    await ledger.append({
      chronicle: TALE,
      name: `batch-${batch + 1}`,
      recordedAt: (batch + 1) * 1_000,
      events: some.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
    })
    from += some.length
  }
  return openChronicle({ name: TALE, vocabulary, ledger, clock: fixedClock('2030-01-01T00:00:00Z') })
}

/** Whether anything of any kind differs, every subject looked at. */
function differ(here: State, there: State): boolean {
  const { vocabulary } = here.projection
  return [...vocabulary.kinds.keys()].some(
    (kind) => compare(kind, here, there, here.projection.subjectsOf(kind)).length > 0,
  )
}

/** The places on a clock, nearest first, one after the other; days within the range alone. */
function placesFrom(
  chronicle: Chronicle,
  point: Point,
  clock: SteppedClock,
  back: boolean,
): readonly Point[] {
  if (clock === 'recorded') {
    const ends = Array.from({ length: chronicle.position + 1 }, (_, position) => position).filter(
      (position) =>
        position === chronicle.position ||
        position === 0 ||
        chronicle.recordedAt(position) !== chronicle.recordedAt(position + 1),
    )
    const those = ends.filter((end) => (back ? end < point.position : end > point.position))
    return (back ? those.reverse() : those).map((position) => ({ ...point, position }))
  }
  const from = clock === 'valid' ? point.date : (point.knownAt ?? Infinity)
  const days = Array.from({ length: LAST - FIRST + 1 }, (_, nth) => FIRST + nth)
  const those = days.filter((day) => (back ? day < from : day > from))
  return (back ? those.reverse() : those).map((day) =>
    clock === 'valid' ? { ...point, date: day } : { ...point, knownAt: day },
  )
}

const isInRange = ({ date, knownAt = FIRST }: Point) =>
  [date, knownAt].every((day) => day >= FIRST && day <= LAST)

/** What the two ways of finding the nearest place come to. */
function found(chronicle: Chronicle, point: Point, clock: SteppedClock, back: boolean) {
  const here = chronicle.at(point)
  const nearest = inOneGo(chronicle.nearestChange(here, clock, back))
  // Without a known day, one stands at the end of that clock: by then everything was known that ever comes out.
  const stands =
    clock === 'known' && back && point.knownAt === undefined ? { ...point, knownAt: LAST } : point
  const place = placesFrom(chronicle, stands, clock, back).find((each) =>
    differ(chronicle.at(stands), chronicle.at(each)),
  )
  if (nearest !== undefined) expect(differ(chronicle.at(stands), nearest)).toBe(true)
  return { nearest: nearest && isInRange(nearest.point) ? nearest.point : undefined, place }
}

const RUNS = atLength(200, 60, 40)

const WAYS = (['valid', 'known', 'recorded'] as const).flatMap((clock) =>
  [false, true].map((back) => [clock, back] as const),
)

/** The library without word of the days on which what is derived turns: any subject of that kind may turn on any day. */
const UNTOLD: Vocabulary = {
  ...library,
  kinds: new Map(
    [...library.kinds].map(([name, kind]) => {
      const derived = kind.derived?.map(({ turns: _, ...others }) => others)
      return [name, { ...kind, ...(derived && { derived }) }]
    }),
  ),
}

describe.each([
  ...WAYS.map(([clock, back]) => [clock, back, 'told', library] as const),
  ['valid', false, 'not told', UNTOLD] as const,
  ['valid', true, 'not told', UNTOLD] as const,
])('nearestChange(), on the clock %s, back: %s, where turning days are %s', (clock, back, _, vocabulary) => {
  test('is the first place, looked at one by one, from which anything differs', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
    let [some, none] = [0, 0]
    await fc.assert(
      fc.asyncProperty(preface, moves, asked, sizes, async (first, told, points, batches) => {
        const { events, points: stands } = caseOf(first, told, points)
        const chronicle = await openInBatches(events, batches, vocabulary)
        for (const point of stands) {
          const { nearest, place } = found(chronicle, point, clock, back)
          expect(nearest).toEqual(place)
          if (place === undefined) none += 1
          else some += 1
        }
      }),
      { numRuns: RUNS, seed: 20_261_129 },
    )
    expect(some).toBeGreaterThan(15)
    expect(none).toBeGreaterThan(0)
  })
})

describe('nearestChange()', () => {
  const tale = new Tale()
  tale.source('gazette', '1990-01-10')
  for (let reader = 0; reader < 3_000; reader += 1)
    tale.tell(readerJoined, `reader/r${reader}`, { name: `R${reader}` }, { on: '1985-03-02', by: 'gazette' })
  tale.tell(
    loanMade,
    'loan/a',
    { book: 'book/a', due: stated('1986-05-01') },
    { on: '1986-02-01', by: 'gazette' },
  )

  /** The days of the changes from one on, and how many steps it took to find them. */
  async function walk(from: string, back: boolean) {
    const chronicle = await openInBatches(tale.events, [5_000])
    const days: string[] = []
    let taken = 0
    let state: State | undefined = chronicle.asOf({ date: parseDay(from) })
    while (state !== undefined) {
      const steps = chronicle.nearestChange(state, 'valid', back)
      let step = steps.next()
      for (; step.done !== true; step = steps.next()) taken += 1
      state = step.value
      if (state !== undefined) days.push(formatDay(state.point.date))
    }
    return { days, taken }
  }

  test('steps through centuries by what happened and by what fell due', async () => {
    const { days, taken } = await walk('0800-01-01', false)
    // A reader is attested on one day.
    expect(days).toEqual(['1985-03-02', '1985-03-03', '1986-02-01', '1986-05-02'])
    // The first fifty readers suffice to say that something differs.
    expect(taken).toBeLessThan(500)
    expect((await walk('2900-01-01', true)).days).toEqual([
      '1986-05-01',
      '1986-01-31',
      '1985-03-02',
      '1985-03-01',
    ])
  })
})
