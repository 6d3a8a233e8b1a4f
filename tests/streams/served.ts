import { pino } from 'pino'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../src/event/index.ts'
import type { ConnectionLimits, StreamLimits } from '../../src/graphql/index.ts'
import { ANYONE, Streams } from '../../src/graphql/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { type RunningServer, startHttpServer } from '../../src/server/http/server.ts'
import { createApi } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import type { Dice } from '../../torture/rig/dice.ts'
import { contrary } from '../engine/contrary-ledger.ts'
import { librarySchema } from '../graphql/library-api.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'

/** A server on a socket of its own, over a ledger that others write. */
export type Served = {
  readonly port: number
  readonly chronicle: Chronicle
  readonly streams: Streams
  /** What stands in the ledger, whether or not the server has heard of it. */
  readonly ledger: Ledger
  /** Where the batches end that were put there. */
  readonly ends: ReadonlySet<number>
  /** Puts the tale's next events into the ledger as one batch, up to this position, as another server would. */
  putUpTo(position: number): Promise<void>
  stop(graceMs: number): Promise<void>
}

export const TOLD = new Tale()
TOLD.source('list', '2020-01-01')
for (let book = 1; book < 200; book++)
  TOLD.tell(bookCatalogued, `book/b${book}`, { title: `${book}` }, { by: 'list', on: '2020-01-01' })

export type ServedWith = {
  /** Make the ledger contrary, so that one hears of things late, twice, or by looking alone. */
  readonly dice?: Dice
  readonly streams?: Partial<StreamLimits>
  readonly limits?: Partial<ConnectionLimits>
  readonly events?: readonly Envelope[]
}

/** Serves the tale of a library, of which nothing is recorded yet. */
export async function served({
  dice,
  streams: limited,
  limits,
  events = TOLD.envelopes,
}: ServedWith): Promise<Served> {
  const ledger = openMemoryLedger()
  const chronicle = await openChronicle({
    name: TALE,
    vocabulary: library,
    ledger: dice === undefined ? ledger : contrary(ledger, dice),
    clock: fixedClock('2030-01-01T00:00:00Z'),
  })
  const ends = new Set([0])
  const stopFollowing = chronicle.keepUp({ every: 2, onFault: () => undefined })
  const streams = new Streams(limited)
  const chronicles = new Map([[TALE, chronicle]])
  const api = createApi({ schema: librarySchema, chronicles, streams })
  const server: RunningServer = await startHttpServer({
    apis: [api],
    feeds: () => new Response(null, { status: 404 }),
    blockers: async () => [],
    authenticate: async () => ANYONE,
    host: '127.0.0.1',
    port: 0,
    logger: pino({ level: 'silent' }),
    ...(limits && { limits }),
  })
  return {
    port: Number(new URL(server.url).port),
    chronicle,
    streams,
    ledger,
    ends,
    async putUpTo(position) {
      ends.add(position)
      const { position: head } = await ledger.head(TALE)
      const batch = events
        .slice(head, position)
        .map((event) => ({ id: eventId(event), body: canonicalJson(event) }))
      if (batch.length > 0)
        await ledger.append({ chronicle: TALE, name: `batch-${head}`, recordedAt: head + 1, events: batch })
    },
    async stop(graceMs) {
      streams.end()
      await server.stop(graceMs)
      stopFollowing()
    },
  }
}
