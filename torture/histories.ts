import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultsOf } from '../tests/histories/check.ts'
import { hostedStore } from '../tests/histories/hosted-store.ts'
import { play } from '../tests/histories/play.ts'
import { postgres } from '../tests/stores/postgres-binaries.ts'
import { startPostgres } from '../tests/stores/postgres-server.ts'
import { diceOf } from './rig/dice.ts'
import type { Torture } from './rig/torture.ts'

const SIZE = { writers: 16, each: 5, followers: 2, crashes: 1 }

type Tried = Record<'histories' | 'kills' | 'operations' | 'events' | 'followers', number>

export const torture: Torture = {
  summary: '16 writers at once, their server killed under them, and every answer checked against what stands',
  count: 500,
  async run(count, seed, say) {
    const sqlite = await onSqlite(count, seed, say)
    if (!postgres.there) return { tried: { ...sqlite.tried, postgres: 'is not here' }, broken: sqlite.broken }
    const pg = await onPostgres(count, seed, say)
    const tried = [
      ...Object.entries(sqlite.tried).map(([what, times]) => [`${what} on SQLite`, times] as const),
      ...Object.entries(pg.tried).map(([what, times]) => [`${what} on PostgreSQL`, times] as const),
    ]
    return { tried: Object.fromEntries(tried), broken: [...sqlite.broken, ...pg.broken] }
  },
}

type Say = (text: string) => void

async function onSqlite(count: number, seed: number, say: Say) {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-histories-'))
  try {
    return await histories('SQLite', count, seed, say, (round) => [join(folder, `${round}.sqlite`), 1])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every history is a chronicle of its own, in one database. */
async function onPostgres(count: number, seed: number, say: Say) {
  const server = await startPostgres()
  try {
    const url = await server.newDatabase()
    return await histories('PostgreSQL', count, seed, say, () => [url, 2])
  } finally {
    await server.stop()
  }
}

async function histories(
  store: string,
  count: number,
  seed: number,
  say: Say,
  servedBy: (round: number) => readonly [target: string, processes: number],
) {
  const dice = diceOf(seed)
  const broken: string[] = []
  const tried: Tried = { histories: 0, kills: 0, operations: 0, events: 0, followers: 0 }
  for (let round = 1; round <= count; round++) {
    const [own, kills] = [dice.fork(), dice.fork()]
    const chronicle = `history-${round}`
    const hosted = await hostedStore(...targetOf(servedBy(round), chronicle), () => kills.fraction())
    try {
      const history = await play(chronicle, hosted, own, SIZE)
      broken.push(...faultsOf(history).map((fault) => `${chronicle}: ${fault}`))
      tried.histories += 1
      tried.kills += SIZE.crashes
      tried.operations += history.operations.length
      tried.events += history.end.length
      tried.followers += history.followers.length
    } finally {
      await hosted.close()
    }
    if (round % 50 === 0) say(`${round} of ${count} histories, ${broken.length} faults`)
  }
  return { tried, broken: broken.map((fault) => `${store}, ${fault}`) }
}

function targetOf([target, processes]: readonly [string, number], chronicle: string) {
  return [target, chronicle, processes] as const
}
