import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { plainRequestId } from '../api/index.ts'
import { RegestaError } from '../errors.ts'
import { readRequest, sendResponse } from './http/exchange.ts'
import { errorResponse, type Handler, type Routes, routesOf } from './http/routes.ts'

export type ServerOptions = Routes & {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly logger: Logger
}

export type RunningServer = {
  /** Where the API is, as in `http://127.0.0.1:4000/graphql`. */
  readonly url: string
  /** Takes no new requests, finishes those under way for at most `graceMs`, then cuts off the rest. */
  stop(graceMs: number): Promise<void>
}

/** Whoever takes longer to send a request is let go, ms. */
const TO_SEND = { headersTimeout: 10_000, requestTimeout: 30_000 } as const

/** Serves the API and what goes with it. Throws `E_ADDRESS` where the address cannot be had. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, logger } = options
  const answer = routesOf(options)
  const server = createServer(TO_SEND, (request, response) => {
    void handle(answer, logger, request, response)
    // Once it takes no more, a connection that had its answer would be kept for some seconds, and the end with it.
    response.once('close', () => {
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
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(cutOff)
      logger.info('stopped')
    },
  }
}

/** Answers one request and says so in the log; whatever goes wrong, it is answered. */
async function handle(
  answer: Handler,
  logger: Logger,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const from = performance.now()
  const requestId = plainRequestId(incoming.headers['x-request-id'])
  incoming.headers['x-request-id'] = requestId
  response.setHeader('x-request-id', requestId)
  const gone = new AbortController()
  response.once('close', () => {
    gone.abort()
    const ms = Math.round(performance.now() - from)
    const { statusCode: status, writableFinished: finished } = response
    const path = incoming.url?.split('?')[0]?.slice(0, 200)
    logger.info({ requestId, method: incoming.method, path, status, finished, ms }, 'request')
  })
  try {
    const answered = await readRequest(incoming, gone.signal)
      .then(answer)
      .catch((error: unknown) => {
        if (!gone.signal.aborted && !(error instanceof RegestaError))
          logger.error({ err: error, requestId }, 'fault')
        return errorResponse(error, requestId)
      })
    // What was not read of a body is not waited for: the connection goes with it.
    if (!incoming.complete) response.setHeader('connection', 'close')
    await sendResponse(answered, response)
  } catch (error) {
    if (!gone.signal.aborted) logger.error({ err: error, requestId }, 'fault')
    response.destroy()
  }
}

function urlOf(address: string | AddressInfo | null, host: string, port: number): string {
  const at = typeof address === 'object' && address !== null ? address : { address: host, port }
  return `http://${at.address.includes(':') ? `[${at.address}]` : at.address}:${at.port}/graphql`
}

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
    server.listen(port, host, resolve)
  })
}

function remedyOf({ code }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'another process listens there; --port takes another'
  return 'expected an address of this machine by --host, and by --port one that is free to take'
}
