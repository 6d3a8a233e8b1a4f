import { appendForOthers, type OpenChronicles, openAll } from '../../archive/index.ts'
import type { Domain } from '../../domain/index.ts'
import type { Signer } from '../../engine/index.ts'
import {
  CONNECTION_LIMITS,
  createSchema,
  EXPORT_LIMITS,
  LIMITS,
  type ServerFacts,
  type SettingFacts,
  STREAM_LIMITS,
  Streams,
  searchedWords,
} from '../../graphql/index.ts'
import { SharedCache } from '../../state/index.ts'
import type { StoreDriver } from '../../stores/index.ts'
import { type Clock, clockInZone } from '../../time/index.ts'
import { packageVersion } from '../../version.ts'
import { authenticateBy } from '../access/authenticate.ts'
import { credentialsOf } from '../access/credentials.ts'
import { AnswerCache } from '../cache/answer-cache.ts'
import {
  allowedHostsIn,
  effectiveSettings,
  hasCredentials,
  limitsOf,
  readConfiguration,
} from '../config/index.ts'
import { readDocuments, trustDocuments } from '../document/trusted-documents.ts'
import { isLoopback } from '../host-names.ts'
import { readPageDocuments } from '../page/build.ts'
import { Metrics } from '../telemetry/metrics.ts'
import { createTelemetry, watchAppends } from '../telemetry/telemetry.ts'
import { startTracing } from '../telemetry/tracing.ts'
import { openLog } from './log.ts'
import { followStatusOf } from './readiness.ts'
import { stopOnSignal, stopSignal } from './shutdown.ts'
import { type StartOptions, startServer } from './start.ts'
import { openTextFolder, type TextFolder } from './text-folder.ts'

/** The flags of `regesta serve`: settings, and what to do with them. */
export type ServeFlags = Readonly<Record<string, unknown>> & {
  readonly config?: string
  readonly printConfig?: boolean
}

/** What serving takes from the program that it runs in. */
export type ServeIo = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** The stores in which ledgers may be, if not those of this program. */
  readonly drivers?: readonly StoreDriver[] | undefined
  readonly printJson: (value: unknown) => void
  readonly progress: (text: string) => void
  /** Whose chronicles are served: the first at `/graphql`, each other at `/graphql/` and its name. */
  readonly domains: readonly [Domain, ...Domain[]]
  /** The texts of a folder, by hex SHA-256. */
  readonly readTexts: (folder: string) => Promise<ReadonlyMap<string, { readonly text: string }>>
  readonly readSigner: (file: string) => Promise<Signer>
}

/** How often new events and chronicles of other servers are looked for, beside notifications of the ledger, ms. */
const POLL_INTERVAL = 1_000

const MEGABYTE = 1_048_576

/**
 * What a server takes besides once it has answered questions, as measured by `bench/memory.ts questions`: compiled code, what
 * compresses answers, and what the allocators of both hold on to; and what V8 leaves free between what is kept.
 */
const BESIDES = 48 * MEGABYTE
const FREE_SHARE = 0.1

/** How much may be kept for a server to take so many megabytes more than at rest. */
function cacheBytes(megabytes: number): number {
  const whole = megabytes * MEGABYTE
  return Math.floor(Math.max(whole - BESIDES, whole / 4) * (1 - FREE_SHARE))
}

/** Serves until a signal to stop; then finishes requests in progress and closes the ledger. */
export async function serve(flags: ServeFlags, io: ServeIo): Promise<void> {
  const configuration = await readConfiguration(flags, io.env)
  const effective = effectiveSettings(configuration)
  if (flags.printConfig === true) return io.printJson(effective)
  const { settings } = configuration
  const clock = {
    ...clockInZone(io.clock, settings.timezone),
    tolerance: settings.clockTolerance * 1000,
  }
  const version = packageVersion()
  const { logger, written } = openLog(settings.logLevel)
  const authenticate = authenticateBy(
    await credentialsOf(configuration, (error) => logger.error({ err: error }, 'credentials')),
  )
  logger.debug({ version, configuration: byName(effective) }, 'configuration')

  const [first, ...others] = io.domains
  const schema = createSchema(first)
  // Where documents alone are answered, those of the page are.
  const ofPage = settings.page && settings.documentsOnly ? await readPageDocuments() : []
  const given = settings.documents === undefined ? [] : await readDocuments(settings.documents)
  const documents = trustDocuments([...given, ...ofPage], schema)

  // Before anything is open: a signal during the start must find the ledger closed, too.
  const signal = stopSignal()
  const tracing = await startTracing(io.env, version, (why) => logger.warn({ why }, 'tracing'))
  const share = (settings.cache * MEGABYTE) / io.domains.length
  const cache = new AnswerCache(share)
  const streams = new Streams(limitsOf('streams', STREAM_LIMITS, settings))
  const metrics = new Metrics({
    version,
    followStatuses: () =>
      Promise.all([...open.byName.values()].map((each) => followStatusOf(each, open.ledger, clock))),
    cache: () => cache.metrics,
    openSubscriptions: () => streams.open,
  })
  const telemetry = createTelemetry(metrics, tracing)
  const shared = new SharedCache(cacheBytes(settings.viewCache))
  const open = await openAll({
    vocabulary: first.vocabulary,
    otherVocabularies: others.map(({ vocabulary }) => vocabulary),
    eventsDir: settings.events,
    ledgerPath: settings.ledger,
    drivers: io.drivers,
    chronicles: settings.chronicle,
    mostOpen: settings.openChronicles,
    cache: shared,
    // Whoever has the role for it can begin the first one.
    mayBeNone: hasCredentials(settings),
    clock,
    progress: io.progress,
    report: ({ code, message }) => logger.warn({ code }, message),
    over: (ledger) => watchAppends(ledger, telemetry.appends),
  })
  const stopFollowing = open.keepUp({
    every: POLL_INTERVAL,
    onFault: (error, chronicle) => logger.warn({ err: error, chronicle }, 'following'),
    onFound: ({ name, position }) => logger.info({ chronicle: name, position }, 'found'),
  })
  const chroniclesOf = (domain: Domain) => {
    const own = open.readBy(domain.vocabulary)
    return {
      chronicles: own,
      domain,
      begin: (name: string) => open.begin(name, domain.vocabulary),
      examples: settings.playground ? domain.examples([...own.keys()]).map((query) => ({ query })) : [],
    }
  }
  const stopAppending = await appendForOthers(open, settings.ledger)
  let folder: TextFolder | undefined
  try {
    const { sources, checkpointKey } = settings
    const fault = (error: unknown) => logger.warn({ err: error }, 'texts')
    if (sources !== undefined) folder = await openTextFolder(sources, io.readTexts, fault)
    const apis: StartOptions['apis'] = [
      { schema, documents, cache, ...chroniclesOf(first) },
      ...others.map((domain) => {
        const own = createSchema(domain)
        return {
          path: `/graphql/${domain.name}`,
          schema: own,
          documents: trustDocuments(ofPage, own),
          cache: new AnswerCache(share),
          ...chroniclesOf(domain),
        }
      }),
    ]
    const server = await startServer({
      apis,
      documentsOnly: settings.documentsOnly,
      ...(settings.page ? { readyGrids: READY_GRIDS } : { page: false }),
      shared,
      ...(folder && { texts: folder.texts }),
      streams,
      version,
      authenticate,
      introspection: settings.introspection,
      limits: limitsOf('limits', LIMITS, settings),
      csrf: settings.csrf,
      body: settings['http.body'],
      ...(checkpointKey !== undefined && { signer: await io.readSigner(checkpointKey) }),
      server: () => serverFacts(version, effective, { cache, streams }),
      onlyRead: open.onlyRead,
      observer: telemetry.operations,
      onFault: (error, requestId) => logger.error({ err: error, requestId }, 'fault'),
      metrics: settings.metrics ? () => metrics.page() : undefined,
      metricsRole: isLoopback(settings.host) && !hasCredentials(settings) ? undefined : 'admin',
      around: telemetry.requests,
      connectionLimits: limitsOf('http', CONNECTION_LIMITS, settings),
      exportLimits: limitsOf('exports', EXPORT_LIMITS, settings),
      origins: settings.origins,
      hosts: allowedHostsIn(settings),
      proxies: settings.proxies,
      host: settings.host,
      port: settings.port,
      publicUrl: settings.publicUrl,
      timezone: settings.timezone,
      clock,
      logger,
    })
    const api = `the API is at ${server.url}`
    const where = settings.page ? `the page is at ${new URL('/', server.url)}, ${api}` : api
    logger.info({ version, chronicles: positionsOf(open), ...places(effective) }, where)
    for (const { schema, chronicles } of apis) {
      const words = searchedWords(schema)
      if (words !== undefined) for (const each of chronicles.values()) each.buildIndexes(words)
    }
    await stopOnSignal(signal, { server, endStreams: () => streams.end(), logger })
  } finally {
    folder?.close()
    stopFollowing()
    await stopAppending()
    await open.close()
    await tracing.stop().catch((error: unknown) => logger.warn({ err: error }, 'tracing'))
    await written()
  }
}

/** The positions of all, by name; where not all are open, how many there are. */
function positionsOf({ byName, names }: OpenChronicles): Readonly<Record<string, number>> | number {
  if (byName.size < names.length) return names.length
  return Object.fromEntries([...byName].map(([name, { position }]) => [name, position]))
}

/** Where its ledger, its files and its texts lie, secrets hidden. */
function places(effective: readonly SettingFacts[]) {
  const isPlace = ({ setting, value }: SettingFacts) => PLACES.has(setting) && value !== null
  return Object.fromEntries(effective.filter(isPlace).map(({ setting, value }) => [setting, value]))
}

const PLACES: ReadonlySet<string> = new Set(['ledger', 'events', 'sources'])

function byName(effective: readonly SettingFacts[]) {
  return Object.fromEntries(effective.map(({ setting, value, origin }) => [setting, { value, origin }]))
}

/** The page of a chronicle of fewer events has its grid within a second or two of asking. */
const READY_GRIDS = { from: 20_000, rest: 5_000 }

type Counted = { readonly cache: AnswerCache; readonly streams: Streams }

/** What administrators can read about the server, at this moment. */
function serverFacts(
  version: string,
  effective: readonly SettingFacts[],
  { cache, streams }: Counted,
): ServerFacts {
  const { rss, heapUsed, heapTotal } = process.memoryUsage()
  const uptimeSeconds = process.uptime()
  return {
    version,
    startedAt: Math.round(Date.now() - uptimeSeconds * 1000),
    uptimeSeconds,
    configuration: effective,
    memory: { residentBytes: rss, heapUsedBytes: heapUsed, heapTotalBytes: heapTotal },
    openSubscriptions: streams.open,
    cache: cache.metrics,
  }
}
