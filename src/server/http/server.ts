import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { RegestaError } from '../../errors.ts'
import { type ConnectionLimits, connectionLimitsWith } from '../../graphql/index.ts'
import { RateLimiter } from '../access/rate-limiter.ts'
import type { AroundRequest } from '../telemetry/telemetry.ts'
import { proxiesAt } from './client-address.ts'
import { handle } from './handle.ts'
import { boundedServer } from './listen.ts'
import { type Routes, receivedRoutesOf } from './routes.ts'
import { Load } from './waiting.ts'

export type HttpServerOptions = Routes & {
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  readonly logger: Logger
  /** Limits of connections; what is left out is as declared. */
  readonly limits?: Partial<ConnectionLimits>
  /** The origins whose pages may read answers (CORS), `*` for any; by default only its own. */
  readonly origins?: readonly string[]
  /** The host names that it answers to, beside those of this machine; by default any. */
  readonly hosts?: readonly string[] | undefined
  /** The addresses and networks of proxies, whose header X-Forwarded-For is believed; by default none. */
  readonly proxies?: readonly string[]
  /** Wraps the work of each request, as telemetry does. */
  readonly around?: AroundRequest
}

export type RunningServer = {
  /** Where the API is, as in `http://127.0.0.1:4000/graphql`. */
  readonly url: string
  /** Accepts no new requests, finishes those in progress for at most `graceMs`, then closes their connections. */
  stop(graceMs: number): Promise<void>
}

/** Listens, and answers by the routes. Throws `E_ADDRESS` if it cannot listen there. */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const { host, port, logger, around = (_, __, work) => work() } = options
  const limits = connectionLimitsWith(options.limits)
  const { authenticate, origins = [], hosts, proxies = [] } = options
  const handling = {
    answer: receivedRoutesOf(options),
    authenticate,
    requests: new RateLimiter('requests', limits.requests),
    isProxy: proxiesAt(proxies),
    origins,
    hosts,
    limits,
    load: new Load(limits.held),
    logger,
  }
  const server = boundedServer(limits, (request, response) => {
    void around(request, response, () => handle(handling, request, response))
    // While stopping, an idle kept-alive connection would delay the end by some seconds.
    response.on('close', () => {
      if (!server.listening) request.socket.destroySoon()
    })
  })
  await listen(server, host, port)
  const url = urlOf(server.address(), host, port)
  logger.info({ url }, 'serving')
  return {
    url,
    stop: async (graceMs) => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const cutOff = setTimeout(() => {
        logger.warn({ graceMs }, 'cut off')
        server.closeAllConnections()
      }, graceMs)
      await closed
      clearTimeout(cutOff)
      logger.info('stopped')
    },
  }
}

function urlOf(address: string | AddressInfo | null, host: string, port: number): string {
  const at = typeof address === 'object' && address !== null ? address : { address: host, port }
  return `http://${at.address.includes(':') ? `[${at.address}]` : at.address}:${at.port}/graphql`
}

/** The backlog of connections: more are retried by clients after a second. The system may allow fewer. */
const BACKLOG = 4_096

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new RegestaError(
          'E_ADDRESS',
          'conflict',
          `cannot listen on ${host}:${port}: ${error.code}; ${remedyOf(error)}`,
          { host, port },
        ),
      ),
    )
    server.listen(port, host, BACKLOG, resolve)
  })
}

function remedyOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another process listens there; --port takes another'
  return 'expected an address of this machine by --host, and by --port one that is free to take'
}
