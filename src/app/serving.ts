import { pino } from 'pino'
import { createApi, createSchema } from '../api/index.ts'
import { readTexts } from '../batches/index.ts'
import { bilateralApi } from '../bilateral-api/index.ts'
import { RegestaError } from '../errors.ts'
import { createFeeds } from '../feeds/index.ts'
import { openRegesta, type Regesta } from './compose.ts'
import { readExamples } from './examples.ts'
import { type ChronicleFlags, openOptions } from './flags.ts'
import type { Io } from './io.ts'
import { startServer } from './server.ts'

/** What `regesta serve` is told; the environment stands in for what is not given. */
export type ServeFlags = ChronicleFlags & {
  readonly host?: string
  readonly port?: string
  readonly sources?: string
}

/** How long requests under way may take to finish once the server is told to stop, ms. */
const GRACE = 8_000

/** Serves until the process is told to stop; then finishes what is under way and closes the ledger. */
export async function serve(flags: ServeFlags, io: Io): Promise<void> {
  const port = portOf(flags.port ?? (io.env.PORT || '4000'))
  const host = flags.host ?? (io.env.HOST || '127.0.0.1')
  const sources = flags.sources ?? (io.env.REGESTA_SOURCES || undefined)
  const logger = pino({ name: 'regesta', level: io.env.LOG_LEVEL ?? 'info' })

  // Before anything is open: who stops us while we start must find the ledger closed, too.
  const told = toldToStop()
  const regesta = await openRegesta(openOptions(flags, io, 'write'))
  try {
    const chronicles = new Map([[regesta.chronicle.name, regesta.chronicle]])
    const api = createApi({
      schema: createSchema(bilateralApi),
      chronicles,
      texts: sources === undefined ? new Map() : await wordsByDigest(sources),
      examples: await readExamples(regesta.chronicle.name),
      onFault: (error, requestId) => logger.error({ err: error, requestId }, 'fault'),
    })
    const server = await startServer({
      api: (request) => api.fetch(request),
      feeds: createFeeds(chronicles),
      ready: () => answers(regesta),
      host,
      port,
      logger,
    })
    const { name, position } = regesta.chronicle
    logger.info({ chronicle: name, position }, `ask at ${server.url}`)
    const signal = await told
    logger.info({ signal }, 'stopping')
    await Promise.race([server.stop(GRACE), toldAgain().then(() => server.stop(0))])
  } finally {
    await regesta.close()
  }
}

/** Ready once the ledger answers and everything in it is taken in. */
async function answers({ chronicle }: Regesta): Promise<boolean> {
  return (await chronicle.head()).position === chronicle.position
}

async function wordsByDigest(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = await readTexts(folder)
  return new Map([...texts].map(([digest, { text }]) => [digest, text]))
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

function toldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal))
  })
}

/** Told once more by one who cannot wait. From one key both the terminal and npm tell it: that counts as once. */
function toldAgain(): Promise<void> {
  const from = performance.now()
  return new Promise((resolve) => {
    for (const signal of SIGNALS)
      process.on(signal, () => {
        if (performance.now() - from > 1_000) resolve()
      })
  })
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new RegestaError('E_PORT', 'invalid', `"${text}" is not a port; expected a number from 0 to 65535`)
}
