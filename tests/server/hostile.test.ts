import { afterAll, beforeAll, expect, test } from 'vitest'
import { diceOf } from '../../torture/rig/dice.ts'
import { brokenIn, CLASSES, HEAD, lineOf, sendHostile } from '../../torture/rig/hostile/run.ts'
import { hostileFlags } from '../../torture/rig/hostile/strangers.ts'
import { startNeighbour } from '../../torture/rig/neighbour.ts'
import { type Serving, startServing } from '../../torture/rig/serving.ts'

/** The short form of `npm run torture -- hostile 500`: four of each class. */
const FEW = 4 * Object.keys(CLASSES).length

let server: Serving
beforeAll(async () => {
  server = await startServing(hostileFlags())
})
afterAll(() => server.stop())

test('the same seed makes the same requests, another one others', () => {
  const made = (seed: number) =>
    Object.values(CLASSES).map((make) => make(diceOf(seed)).bytes.toString('latin1'))
  expect(made(1)).toEqual(made(1))
  expect(made(1)).not.toEqual(made(2))
})

test('hostile requests are refused or answered in bounded time and memory, while a neighbour is served', async () => {
  const neighbour = startNeighbour(server.origin)
  const before = server.memory() ?? 0
  const rows = await sendHostile(server, neighbour, FEW, 1)
  await neighbour.stop()
  if (process.env.REGESTA_SHOW_ATTACKS === '1') console.log([HEAD, ...rows.map(lineOf)].join('\n'))
  expect(brokenIn(rows)).toEqual([])
  expect(server.faults).toEqual([])
  const outcomes = rows.flatMap((row) => row.outcomes)
  expect(outcomes).toHaveLength(FEW)
  expect(outcomes.filter(({ what }) => what !== 'refused' && what !== 'finished')).toEqual([])
  expect((server.memory() ?? 0) - before).toBeLessThan(400)
  const beside = rows.flatMap((row) => row.neighbour)
  expect(beside.length).toBeGreaterThan(10)
})
