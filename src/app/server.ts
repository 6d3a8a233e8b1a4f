import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { Api } from '../api/index.ts'
import { RegestaError } from '../errors.ts'

export type ServerOptions = {
  readonly api: Api
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly logger: Logger
  /** Whether it can answer now; asked by `/ready`. */
  readonly ready: () => Promise<boolean>
}

export type RunningServer = {
  /** Where the API is, as in `http://127.0.0.1:4000/graphql`. */
  readonly url: string
  /** Takes no new requests, finishes those under way for at most `graceMs`, then cuts off the rest. */
  stop(graceMs: number): Promise<void>
}

/**
 * Serves the API at `/graphql`, `/health` (the process lives) and `/ready` (it can answer). Throws
 * `E_ADDRESS` where the address cannot be had.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { api, host, port, logger } = options
  let stopping = false
  const server = createServer((request, response) => {
    if (stopping) response.setHeader('connection', 'close')
    logWhenDone(logger, request, response)
    void route(options, () => stopping, request, response, api)
  })
  await listen(server, host, port)
  const { address, port: actual } = server.address() as AddressInfo
  const url = `http://${address.includes(':') ? `[${address}]` : address}:${actual}/graphql`
  logger.info({ url }, 'serving')
  return {
    url,
    stop: async (graceMs) => {
      stopping = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const cutOff = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(cutOff)
      logger.info('stopped')
    },
  }
}

async function route(
  { ready, logger }: ServerOptions,
  stopping: () => boolean,
  request: IncomingMessage,
  response: ServerResponse,
  api: Api,
): Promise<void> {
  const path = request.url?.split('?')[0]
  switch (path) {
    case '/graphql':
      await api(request, response)
      return
    case '/health':
      return answer(response, 200, { status: 'alive' })
    case '/ready': {
      const able = !stopping() && (await ready().catch(() => false))
      return answer(response, able ? 200 : 503, { status: able ? 'ready' : 'not ready' })
    }
    case '/':
      response.writeHead(302, { location: '/graphql' }).end()
      return
    default:
      logger.debug({ path }, 'no such path')
      return answer(response, 404, { error: 'nothing is here; the API is at /graphql' })
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

function logWhenDone(logger: Logger, request: IncomingMessage, response: ServerResponse): void {
  const from = performance.now()
  response.on('close', () => {
    logger.info(
      {
        requestId: response.getHeader('x-request-id'),
        method: request.method,
        path: request.url?.split('?')[0],
        status: response.statusCode,
        finished: response.writableFinished,
        ms: Math.round(performance.now() - from),
      },
      'request',
    )
  })
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new RegestaError('E_ADDRESS', 'conflict', `cannot listen on ${host}:${port}: ${error.code}`, {
          host,
          port,
        }),
      ),
    )
    server.listen(port, host, resolve)
  })
}
