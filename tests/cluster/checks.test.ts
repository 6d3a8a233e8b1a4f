import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/ledger/index.ts'
import { eventOf } from '../ledger/events.ts'
import { naiveRootOfLeaves } from '../ledger/naive-tree.ts'
import type { ApiServer } from './api-server.ts'
import { brokenBy, type Remains } from './checks.ts'
import { CHRONICLE } from './writer.ts'

const server: ApiServer = {
  url: '',
  log: [],
  isUp: () => true,
  kill: async () => undefined,
  stop: async () => undefined,
}

/** Six events, the first two there before the load; each of the others a batch of its own, one after the other. */
function sound(): Remains {
  const entries = Array.from({ length: 6 }, (_, index): Entry => {
    const position = index + 1
    return { chronicle: CHRONICLE, position, recordedAt: position, batch: 'load', ...eventOf(`${position}`) }
  })
  const load = entries.slice(2)
  return {
    entries,
    root: naiveRootOfLeaves(entries),
    before: 2,
    acknowledged: load.map(({ id, position }) => ({
      ids: [id],
      position,
      server,
      asked: 10 * position,
      answered: 10 * position + 5,
      tries: 1,
    })),
    followers: [load.map(({ id, position }) => ({ id, position, at: 0 }))],
  }
}

const without = <T>(list: readonly T[], index: number) => list.filter((_, at) => at !== index)
const swapped = <T>(list: readonly T[]) =>
  [list[1], list[0], ...list.slice(2)].filter((each) => each !== undefined)

describe('brokenBy()', () => {
  it('finds nothing in a run that kept its promises', () => {
    expect(brokenBy(sound())).toEqual([])
  })

  it.each<{ why: string; plant: (run: Remains) => Partial<Remains>; told: RegExp }>([
    {
      why: 'an event that was acknowledged and lost',
      plant: ({ entries }) => ({ entries: entries.slice(0, -1) }),
      told: /^acknowledged and lost/,
    },
    {
      why: 'one that is recorded twice',
      plant: ({ entries }) => ({ entries: [...entries, { ...(entries[3] as Entry), position: 7 }] }),
      told: /recorded twice/,
    },
    {
      why: 'a gap',
      plant: ({ entries }) => ({ entries: without(entries, 0) }),
      told: /event 1 stands at position 2/,
    },
    { why: 'another root', plant: () => ({ root: '00' }), told: /the root is not/ },
    {
      why: 'one that nobody was told of',
      plant: ({ acknowledged }) => ({ acknowledged: without(acknowledged, 1) }),
      told: /acknowledged to nobody/,
    },
    {
      why: 'one that stands before what was acknowledged before it was asked for',
      plant: ({ acknowledged }) => ({
        acknowledged: acknowledged.map((batch, index) =>
          index === 0 ? { ...batch, asked: 100, answered: 105 } : batch,
        ),
      }),
      told: /asked for after position 6 was acknowledged, and stands at 3/,
    },
    {
      why: 'one beyond the position that was told',
      plant: ({ acknowledged }) => ({
        acknowledged: acknowledged.map((batch) => ({ ...batch, position: batch.position - 1 })),
      }),
      told: /after the position 2 that was told/,
    },
    {
      why: 'a subscriber who missed one',
      plant: ({ followers }) => ({ followers: followers.map((told) => without(told, 1)) }),
      told: /subscriber 0 was told position 5 where 4 was next/,
    },
    {
      why: 'a subscriber who missed the last',
      plant: ({ followers }) => ({ followers: followers.map((told) => told.slice(0, -1)) }),
      told: /subscriber 0 was told position undefined where 6 was next/,
    },
    {
      why: 'a subscriber who was told one twice',
      plant: ({ followers }) => ({
        followers: followers.map((told) => [...told.slice(0, 2), ...told.slice(1)]),
      }),
      told: /subscriber 0 was told position 4 where 5 was next/,
    },
    {
      why: 'a subscriber who was told in another order',
      plant: ({ followers }) => ({ followers: followers.map(swapped) }),
      told: /subscriber 0 was told position 4 where 3 was next/,
    },
  ])('finds $why', ({ plant, told }) => {
    const run = sound()
    const broken = brokenBy({ ...run, ...plant(run) })
    expect(broken).toContainEqual(expect.stringMatching(told))
  })
})
