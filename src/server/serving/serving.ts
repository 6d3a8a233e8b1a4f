import { pino } from 'pino'
import { openAll } from '../../archive/index.ts'
import { examplesFor, type Io, printJson, progress, readSignerIn, readTextsOf } from '../../cli/index.ts'
import { bilateral, vocabulary } from '../../domains/index.ts'
import type { Chronicle } from '../../engine/index.ts'
import { createCite, createFeeds } from '../../exchange/index.ts'
import { createSchema, Streams } from '../../graphql/index.ts'
import { authenticating, credentialsOf } from '../access/credentials-index.ts'
import { createApi } from '../api.ts'
import { AnswerCache } from '../cache/answer-cache.ts'
import {
  connectionLimitsIn,
  type Effective,
  effectiveOf,
  hostsIn,
  operationLimitsIn,
  readConfiguration,
  streamLimitsIn,
} from '../config/index.ts'
import { readDocuments } from '../document/manifest.ts'
import { trustDocuments } from '../document/trusted-documents.ts'
import { Figures, observatoryOf, reachOf, startTracing, watchAppends } from '../observe/index.ts'
import { packageVersion } from '../version.ts'
import { isLoopback } from './loopback.ts'
import { hindrancesOf } from './readiness.ts'
import { startServer } from './server.ts'
import { type Counted, serverFacts } from './server-facts.ts'
import { toldAgain, toldToStop } from './told-to-stop.ts'

/** What `regesta serve` is told: its settings by flag, and what to do with them. */
export type ServeFlags = Readonly<Record<string, unknown>> & {
  readonly config?: string
  readonly printConfig?: boolean
}

/** How long requests under way may take to finish once the server is told to stop, ms. */
const GRACE = 8_000

/** How often it looks for what other servers recorded and began, beside being told by the ledger, ms. */
const LOOK = 1_000

const MEGABYTE = 1_048_576

/** Serves until the process is told to stop; then finishes what is under way and closes the ledger. */
export async function serve(flags: ServeFlags, io: Io): Promise<void> {
  const configuration = await readConfiguration(flags, io.env)
  const effective = effectiveOf(configuration)
  if (flags.printConfig === true) return printJson(io, effective)
  const { settings } = configuration
  const { host, port, sources, introspection } = settings
  const version = packageVersion()
  const logger = pino({ name: 'regesta', level: settings.logLevel })
  const authenticate = authenticating(
    await credentialsOf(configuration, (error) => logger.error({ err: error }, 'credentials')),
  )
  logger.info({ version, configuration: byName(effective) }, 'configuration')

  const schema = createSchema(bilateral)
  const documents = trustDocuments(
    settings.documents === undefined ? [] : await readDocuments(settings.documents),
    schema,
  )

  // Before anything is open: who stops us while we start must find the ledger closed, too.
  const told = toldToStop()
  const tracing = await startTracing(io.env, version, (why) => logger.warn({ why }, 'tracing'))
  const cache = new AnswerCache(settings.cache * MEGABYTE)
  const streams = new Streams(streamLimitsIn(settings))
  const counted: Counted = { cache: () => cache.metrics, openSubscriptions: () => streams.open }
  const figures = new Figures({
    version,
    reaches: () => Promise.all([...chronicles.values()].map((each) => reachOf(each, open.ledger, io.clock))),
    cache: () => counted.cache?.(),
    openSubscriptions: () => counted.openSubscriptions?.(),
  })
  const observatory = observatoryOf(figures, tracing)
  const open = await openAll({
    vocabulary,
    eventsDir: settings.events,
    ledgerPath: settings.ledger,
    drivers: io.drivers,
    chronicles: settings.chronicle,
    // Who has the role for it can begin the first one.
    mayBeNone: settings.tokens !== undefined || settings['jwt.keys'] !== undefined,
    clock: io.clock,
    progress: (text) => progress(io, text),
    report: ({ code, message }) => logger.warn({ code }, message),
    over: (ledger) => watchAppends(ledger, observatory.appends),
  })
  const chronicles = open.byName
  const stopFollowing = open.keepUp({
    every: LOOK,
    onFault: (error, chronicle) => logger.warn({ err: error, chronicle }, 'following'),
    onFound: ({ name, position }) => logger.info({ chronicle: name, position }, 'found'),
  })
  try {
    const texts = sources === undefined ? new Map() : await wordsByDigest(sources)
    const api = createApi({
      schema,
      chronicles,
      begin: (name) => open.begin(name),
      documents,
      documentsOnly: settings.documentsOnly,
      texts,
      cache,
      streams,
      version,
      examples: settings.playground ? examplesFor([...chronicles.keys()]) : [],
      authenticate,
      introspection,
      limits: operationLimitsIn(settings),
      csrf: settings.csrf,
      body: settings['http.body'],
      ...(settings.checkpointKey !== undefined && { signer: await readSignerIn(settings.checkpointKey) }),
      server: () => serverFacts(version, effective, counted),
      observer: observatory.operations,
      onFault: (error, requestId) => logger.error({ err: error, requestId }, 'fault'),
    })
    const server = await startServer({
      apis: [api],
      feeds: createFeeds(chronicles),
      cite: createCite({
        answer: api.answer,
        chronicles,
        texts: texts.keys(),
        program: `Regesta ${version}`,
        clock: io.clock,
        address: settings.publicUrl,
      }),
      hindrances: () =>
        hindrancesOf(chronicles.values(), (error) => logger.error({ err: error }, 'not ready')),
      authenticate,
      metrics: settings.metrics ? () => figures.page() : undefined,
      figuresTake: isLoopback(host) ? undefined : 'admin',
      around: observatory.requests,
      limits: connectionLimitsIn(settings),
      origins: settings.origins,
      hosts: hostsIn(settings),
      host,
      port,
      logger,
    })
    logger.info({ chronicles: positionsOf(chronicles.values()) }, `ask at ${server.url}`)
    const signal = await told
    logger.info({ signal }, 'stopping')
    streams.end()
    await Promise.race([server.stop(GRACE), toldAgain().then(() => server.stop(0))])
  } finally {
    stopFollowing()
    await open.close()
    await tracing.stop().catch((error: unknown) => logger.warn({ err: error }, 'tracing'))
  }
}

async function wordsByDigest(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = await readTextsOf(folder)
  return new Map([...texts].map(([digest, { text }]) => [digest, text]))
}

function positionsOf(chronicles: Iterable<Chronicle>): Readonly<Record<string, number>> {
  return Object.fromEntries([...chronicles].map(({ name, position }) => [name, position]))
}

function byName(effective: readonly Effective[]) {
  return Object.fromEntries(effective.map(({ setting, value, origin }) => [setting, { value, origin }]))
}
