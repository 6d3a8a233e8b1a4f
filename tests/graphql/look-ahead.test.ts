import { describe, expect, it } from 'vitest'
import { parseDay } from '../../src/time/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { Tale } from '../toy/index.ts'
import { Dice } from './look-ahead/dice.ts'
import { LeakSearch } from './look-ahead/leaks.ts'
import { otherwise } from './look-ahead/unseen.ts'
import { lending, relationship, storyAt, taleAt } from './look-ahead/worlds.ts'

/**
 * REGESTA_LEAKS=200 REGESTA_SEED=7 npx vitest run tests/graphql/look-ahead.test.ts: so many chronicles of each domain,
 * from that seed on. What fails prints its seed.
 */
const CHRONICLES = Number(process.env.REGESTA_LEAKS ?? atLength(150, 30))
const SEED = Number(process.env.REGESTA_SEED ?? 1)

const LONG = { timeout: 600_000 + CHRONICLES * 1000 }

it('what can be seen because a registration is retracted is left as it is', () => {
  const tale = new Tale()
  tale.source('early', '2020-01-01')
  tale.source('late', '2020-02-01')
  const registration = tale.events[1]
  if (registration === undefined) throw new Error('two sources were registered')
  tale.withdraw('late')
  const point = { date: parseDay('2030-01-01'), knownAt: parseDay('2020-01-15'), trusting: {} }
  const changed = () => otherwise(tale.events, [{ ...point, position: tale.events.length }]).left
  expect(changed()).toEqual([3])
  tale.retract(registration.id, { by: 'early' })
  expect(changed()).toEqual([])
})

describe.each([
  { name: 'a relationship', world: relationship, tell: storyAt },
  { name: 'a library', world: lending, tell: taleAt },
])('no answer about $name depends on what cannot be seen from its point', ({ world, tell }) => {
  const search = new LeakSearch(world)

  it('whatever is asked, of random chronicles that differ in nothing else', LONG, async () => {
    const leaks: string[] = []
    for (let seed = SEED; seed < SEED + CHRONICLES && leaks.length < 5; seed += 1)
      leaks.push(...(await search.search(tell(seed), new Dice(seed))).map((leak) => `seed ${seed}: ${leak}`))
    expect(leaks.join('\n\n')).toBe('')
    expect(search.hidden).toBeGreaterThan(CHRONICLES * 5)
  })

  it('and every field of the schema was asked for, but for those that stand aside with their reasons', () => {
    expect([...search.wanted.difference(search.asked)]).toEqual([])
  })
})
