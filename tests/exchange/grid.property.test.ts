import { describe, expect, it } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import type { PointRequest } from '../../src/engine/index.ts'
import type { CivilDay } from '../../src/time/index.ts'
import { parseDay } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { storyAt, taleAt } from '../graphql/look-ahead/worlds.ts'
import { differences, gridOf } from './grid-places.ts'
import { libraryDomain } from './library-domain.ts'

const FIRST = parseDay('2020-01-01')
/** Every day on which something of a random chronicle may turn, and some about them. */
const DAYS = [FIRST - 40_000, ...Array.from({ length: 24 }, (_, nth) => FIRST - 3 + nth), FIRST + 40_000]
const PLACES = DAYS.flatMap((date): readonly (readonly [CivilDay, CivilDay | undefined])[] =>
  [...DAYS, undefined].map((knownAt) => [date, knownAt]),
)

/** A point without its date; with or without its known day. */
function asked({ position, trusting, knownAt }: Point, withKnownDay: boolean): PointRequest {
  return { position, trusting, ...(withKnownDay && knownAt !== undefined && { knownAt }) }
}

describe('readGrid()', () => {
  const first = Array.from(
    { length: Number(process.env.GRID_SEEDS ?? atLength(25, 10)) },
    (_, nth) => nth + 1,
  )
  // The others once differed, where an end is stated without a last day.
  const seeds = [...new Set([...first, 45, 68, 178])]

  it.each(seeds)('holds what asOf() does everywhere, of random lending %i', async (seed) => {
    const { events, points } = taleAt(seed)
    const chronicle = await openAsWritten('library', libraryDomain.vocabulary, events)
    for (const [nth, each] of [...points, points[0]].entries()) {
      const point = asked(each, nth < 2)
      const grid = await gridOf(libraryDomain, chronicle, point)
      expect(differences(libraryDomain, chronicle, point, grid, PLACES).slice(0, 5)).toEqual([])
    }
  })

  it.each(seeds)('holds what asOf() does everywhere, of random relations %i', async (seed) => {
    const { events, points } = storyAt(seed)
    const chronicle = await openAsWritten('story', bilateral.vocabulary, events)
    const point = asked(points[0], seed % 3 === 0)
    const grid = await gridOf(bilateral, chronicle, point)
    expect(differences(bilateral, chronicle, point, grid, PLACES).slice(0, 5)).toEqual([])
  })
})
