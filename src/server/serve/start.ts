import type { GraphQLSchema } from 'graphql'
import { type Logger, pino } from 'pino'
import type { Domain } from '../../domain/index.ts'
import type { Chronicles } from '../../engine/index.ts'
import { createCite, createExports } from '../../exchange/index.ts'
import { ANYONE, connectionLimitsWith, type ExportLimits, Streams } from '../../graphql/index.ts'
import { type Clock, systemClock } from '../../time/index.ts'
import type { Authenticate } from '../access/authenticate.ts'
import { RateLimiter } from '../access/rate-limiter.ts'
import { type Api, type ApiOptions, createApi, hasPlayground } from '../api.ts'
import { createChronicleList } from '../chronicle-list.ts'
import { EncodedStreams } from '../encoded-streams.ts'
import { isLoopback } from '../host-names.ts'
import type { Handler } from '../http/routes.ts'
import { type HttpServerOptions, type RunningServer, startHttpServer } from '../http/server.ts'
import { createPage, type Page } from '../page/page.ts'
import { servePart } from '../playground/parts.ts'
import { ReadyGrids, type ReadyGridsOptions } from '../ready-grids.ts'
import { readinessBlockers } from './readiness.ts'

/** A schema with its chronicles. The first one is served at `/graphql` unless it says otherwise. */
export type ServedApi = {
  readonly path?: string
  readonly schema: GraphQLSchema
  readonly chronicles: Chronicles
  /** What its chronicles are called by. */
  readonly domain?: Domain
} & Pick<ApiOptions, 'begin' | 'documents' | 'examples' | 'cache'>

/** What all APIs of a server share. */
type SharedOptions = Omit<ApiOptions, keyof ServedApi | 'recordings'>

export type StartOptions = SharedOptions &
  Partial<
    Omit<
      HttpServerOptions,
      'apis' | 'page' | 'list' | 'feeds' | 'playground' | 'cite' | 'blockers' | 'limits' | 'onlyRead'
    >
  > & {
    readonly apis: readonly [ServedApi, ...ServedApi[]]
    readonly connectionLimits?: HttpServerOptions['limits']
    readonly exportLimits?: Partial<ExportLimits>
    /** Why nothing can be recorded, if that is so. */
    readonly onlyRead?: string | undefined
    /** Where others reach the API: for the addresses in citations. */
    readonly publicUrl?: string | undefined
    /** Of which chronicles the grid is made in advance; by default of none. */
    readonly readyGrids?: Pick<ReadyGridsOptions, 'from' | 'rest'> | undefined
    /** The folder of the built page; by default the package's own. False: browsers get no page. */
    readonly page?: string | false | undefined
    readonly clock?: Clock
    /** The name of the clock's zone, for `/ready`. */
    readonly timezone?: string
  }

/**
 * Starts a server for the APIs, with feeds, citations and health checks. Without other options it listens on this
 * machine only, answers to its names alone, lets everyone read, and logs warnings. Throws E_ADDRESS if it cannot listen there.
 *
 * Several schemas are served in one process, each at its path:
 *
 * ```ts
 * await startServer({ apis: [{ schema, chronicles }, { path: '/graphql/lawsuits', schema: lawsuits, chronicles: cases }] })
 * ```
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { apis, host = '127.0.0.1', port = 4000, logger = pino({ name: 'regesta', level: 'warn' }) } = options
  const { authenticate = async () => ANYONE, streams = new Streams() } = options
  const { connectionLimits, metrics, metricsRole, origins, proxies, around, onlyRead } = options
  // Whoever leads a browser here by a name of their own could read what anyone may.
  const isOpen = options.authenticate === undefined && isLoopback(host)
  const hosts = options.hosts ?? (isOpen ? [] : undefined)
  const servedAt = (name: string) => {
    const api = apis.find(({ chronicles }) => chronicles.has(name))
    return api && (api.path ?? '/graphql')
  }
  const recordings = new RateLimiter('recordings', connectionLimitsWith(connectionLimits).recordings)
  const shared = { ...options, authenticate, streams, servedAt, recordings }
  const served = apis.map((each) => createApi({ ...shared, ...each }))
  const feeds = exportsOf(options)
  const ready = new ReadyGrids({
    ...(options.readyGrids ?? { from: Infinity, rest: 0 }),
    chronicles: apis.map(({ chronicles }) => chronicles),
    // Nobody in particular asks: a grid has no texts, and is the same for all who may read.
    answer: async (request) => feeds(request, '', ANYONE),
    onFault: (error) => logger.warn({ err: error }, 'grid in advance'),
  })
  const server = await startHttpServer({
    apis: served,
    page: options.page === false ? undefined : pageOf(options, authenticate, logger),
    list: chronicleListOf(options),
    feeds,
    playground: apis.some((each) => hasPlayground({ ...options, ...each })) ? servePart : undefined,
    cite: citationsOf(served, options),
    blockers: () =>
      readinessBlockers(
        apis.flatMap(({ chronicles }) => [...chronicles.values()]),
        (error) => logger.error({ err: error }, 'not ready'),
        new Map(apis.flatMap(({ chronicles }) => [...(chronicles.failed ?? [])])),
      ),
    onlyRead,
    timezone: options.timezone,
    authenticate,
    metrics,
    metricsRole,
    ...(around && { around }),
    ...(connectionLimits && { limits: connectionLimits }),
    ...(origins && { origins }),
    ...(proxies && { proxies }),
    hosts,
    host,
    port,
    logger,
  })
  void ready.start()
  return {
    ...server,
    stop: async (graceMs) => {
      ready.stop()
      await server.stop(graceMs)
    },
  }
}

function pageOf({ apis, page, publicUrl }: StartOptions, authenticate: Authenticate, logger: Logger): Page {
  return createPage({
    chronicles: apis.map(({ chronicles }) => chronicles),
    authenticate,
    api: apis[0].path ?? '/graphql',
    address: publicUrl?.replace(/(\/graphql)?\/?$/, ''),
    folder: page === false ? undefined : page,
    onFault: (error) => logger.warn({ err: error }, 'preview'),
  })
}

function chronicleListOf({
  apis,
  texts,
  version = '',
  clock = systemClock(),
  timezone = 'UTC',
}: StartOptions) {
  return createChronicleList({
    apis: apis.map(({ path = '/graphql', chronicles, domain }) => ({ path, chronicles, domain })),
    ...{ texts, clock, timezone },
    program: `Regesta ${version}`.trim(),
  })
}

/** What chronicles hold, written for other programs, under `/feeds/`. */
function exportsOf({ apis, texts, version = '', publicUrl, exportLimits, shared }: StartOptions): Handler {
  const streams = new EncodedStreams(shared)
  const answer = createExports({
    chronicles: apis.map(({ chronicles }) => chronicles),
    // Whoever may read may read the texts, too: as the API quotes them.
    textsFor: () => texts ?? new Map(),
    program: `Regesta ${version}`.trim(),
    address: publicUrl?.replace(/(\/graphql)?\/?$/, '/feeds'),
    limits: exportLimits,
    isKept: (request, etag) => streams.has(request, etag),
  })
  return async (request, _, viewer) => streams.encode(request, await answer(request, viewer))
}

/** Citations of the answers of each API, by their paths: `/cite` for `/graphql`, `/cite/lawsuits` for `/graphql/lawsuits`. */
function citationsOf(served: readonly Api[], options: StartOptions): Readonly<Record<string, Handler>> {
  const { texts, version = '', publicUrl, clock = systemClock() } = options
  return Object.fromEntries(
    served.map(({ path, answer }, index) => [
      path.replace(/^\/graphql/, '/cite'),
      createCite({
        answer,
        path,
        chronicles: options.apis[index]?.chronicles ?? new Map(),
        texts: () => texts?.keys() ?? [],
        program: `Regesta ${version}`.trim(),
        clock,
        address: publicUrl === undefined ? undefined : `${publicUrl}${path.replace(/^\/graphql/, '')}`,
      }),
    ]),
  )
}
