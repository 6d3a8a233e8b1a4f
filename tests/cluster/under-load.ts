import { setTimeout as wait } from 'node:timers/promises'
import type { Entry, Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { askApi } from './api-client.ts'
import type { ApiServer } from './api-server.ts'
import { brokenBy } from './checks.ts'
import { type Spread, spreadOf } from './figures.ts'
import { follow, type Told } from './follower.ts'
import { type Acknowledged, CHRONICLE, writeThrough } from './writer.ts'

/** What goes on, and what is done to it meanwhile. */
export type Play = {
  /** The URL of the ledger that all servers are on. */
  readonly ledger: string
  readonly token: string
  /** Those who are to be asked, as they stand now. */
  readonly servers: () => readonly ApiServer[]
  /** Who records at the same time. */
  readonly lanes: number
  /** Between two batches of a lane, ms. */
  readonly pause: number
  /** Who follows all events at the same time. */
  readonly followers: number
  /** Whether every server is to be ready all the time, as long as it is up. */
  readonly alwaysReady: boolean
  /** What happens while all that goes on, `batches` being acknowledged; when it is over, so is the load. */
  readonly meanwhile: (batches: Batches) => Promise<void>
}

/** Resolves once so many more batches were acknowledged. */
export type Batches = (more: number) => Promise<void>

/** What came of it. */
export type Run = {
  readonly broken: readonly string[]
  readonly batches: number
  readonly events: number
  /** From sending a batch to its acknowledgement, tries and all. */
  readonly acknowledging: Spread
  /** From an acknowledgement by one server until another shows it. */
  readonly showing: Spread
  readonly shown: number
  /** From an acknowledgement until a subscriber was told, wherever it was subscribed. */
  readonly telling: Spread
  /** The longest time without any acknowledgement, and when it was over, of performance.now(). */
  readonly silence: { readonly ms: number; readonly until: number }
  /** How often a subscriber moved to another server. */
  readonly moves: number
  /** How many batches were sent more than once. */
  readonly resent: number
}

/** How long it is waited for what subscribers have not been told yet, ms: then it counts as lost. */
const PATIENCE = 60_000

const POSITION = `query ($chronicle: ID!, $atLeast: Int) {
  relationship(id: $chronicle, atLeast: $atLeast) { position root { root } }
}`
const PLACE = `query ($chronicle: ID!, $atLeast: Int) { relationship(id: $chronicle, atLeast: $atLeast) { position } }`

/** Records and follows through all servers until it is over, and checks what is left against all that was told. */
export async function underLoad(play: Play): Promise<Run> {
  const { servers, token, lanes, pause, followers } = play
  const acknowledged: Acknowledged[] = []
  const refused: string[] = []
  const probes: Promise<void>[] = []
  const showing: number[] = []
  const told: Told[][] = Array.from({ length: followers }, () => [])
  const [writing, following] = [new AbortController(), new AbortController()]
  let moves = 0

  const ledger = await openPostgresLedger({ url: play.ledger, mode: 'read' })
  const { position: before } = await ledger.head(CHRONICLE)

  const probe = async ({ position, server, answered }: Acknowledged) => {
    const others = servers().filter((other) => other !== server && other.isUp())
    const other = others[acknowledged.length % Math.max(1, others.length)]
    if (other === undefined) return
    try {
      await askApi(other.url, PLACE, { chronicle: CHRONICLE, atLeast: position })
      showing.push(performance.now() - answered)
    } catch (error) {
      if (other.isUp()) refused.push(`position ${position} was not shown by another server: ${error}`)
    }
  }
  const writers = Array.from({ length: lanes }, (_, lane) =>
    writeThrough(lane, {
      servers,
      token,
      pause,
      until: writing.signal,
      refused: (why) => refused.push(why),
      acknowledged: (batch) => {
        acknowledged.push(batch)
        if (acknowledged.length % 2 === 0) probes.push(probe(batch))
      },
    }),
  )
  const subscribers = told.map((heard, first) =>
    follow({
      told: heard,
      after: before,
      servers,
      first,
      until: following.signal,
      moved: () => {
        moves += 1
      },
    }),
  )
  const readying = play.alwaysReady ? unreadyOf(servers, following.signal) : Promise.resolve([])
  await play.meanwhile(async (more) => {
    const enough = acknowledged.length + more
    while (acknowledged.length < enough) await wait(10)
  })
  writing.abort()
  await Promise.all(writers)
  await Promise.all(probes)
  const { position: last, root } = await ledger.head(CHRONICLE)
  const behind = await laggards(servers(), last)
  const late = performance.now() + PATIENCE
  while (told.some((heard) => (heard.at(-1)?.position ?? before) < last) && performance.now() < late)
    await wait(10)
  // Nothing is told twice.
  await wait(200)
  following.abort()
  await Promise.all(subscribers)
  const entries = await allOf(ledger)
  await ledger.close()

  const answeredAt = new Map(acknowledged.flatMap(({ ids, answered }) => ids.map((id) => [id, answered])))
  return {
    broken: [
      ...refused,
      ...behind,
      ...(await readying),
      ...brokenBy({ entries, root, before, acknowledged, followers: told }),
    ],
    batches: acknowledged.length,
    events: entries.length - before,
    acknowledging: spreadOf(acknowledged.map(({ asked, answered }) => answered - asked)),
    showing: spreadOf(showing),
    shown: showing.length,
    telling: spreadOf(told.flat().map(({ id, at }) => Math.max(0, at - (answeredAt.get(id) ?? at)))),
    silence: longestSilence(acknowledged.map(({ answered }) => answered)),
    moves,
    resent: acknowledged.filter(({ tries }) => tries > 1).length,
  }
}

/** What servers answered who were not ready, asked over and over until the signal says so. */
async function unreadyOf(
  servers: () => readonly ApiServer[],
  until: AbortSignal,
): Promise<readonly string[]> {
  const unready: string[] = []
  for (; !until.aborted; await wait(200))
    for (const server of servers()) {
      const told = await fetch(new URL('/ready', server.url)).then(
        async (response) => (response.ok ? undefined : await response.text()),
        (error: unknown) => `${error}`,
      )
      if (told !== undefined && server.isUp()) unready.push(`a server was not ready: ${told}`)
    }
  return unready
}

/** Those servers that do not show the last position, or another root than the first shows. */
async function laggards(servers: readonly ApiServer[], last: number): Promise<readonly string[]> {
  const shown = await Promise.all(
    servers.map(({ url }) =>
      askApi(url, POSITION, { chronicle: CHRONICLE, atLeast: last }).then(
        ({ relationship }) => JSON.stringify(relationship),
        (error: unknown) => `${error}`,
      ),
    ),
  )
  return new Set(shown).size > 1 ? [`the servers stand apart: ${shown.join(', ')}`] : []
}

async function allOf(ledger: Ledger): Promise<readonly Entry[]> {
  return Array.fromAsync(ledger.read(CHRONICLE))
}

function longestSilence(answered: readonly number[]): Run['silence'] {
  const times = answered.toSorted((a, b) => a - b)
  return times.reduce(
    (longest, until, index) => {
      const ms = Math.round(until - (times[index - 1] ?? until))
      return ms > longest.ms ? { ms, until } : longest
    },
    { ms: 0, until: 0 },
  )
}
