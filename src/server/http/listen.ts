import { createServer, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { errorBody } from '../../exchange/index.ts'
import type { ConnectionLimits } from '../../graphql/index.ts'

/** How often slow connections are looked for, ms. */
const CHECK_INTERVAL = 1_000

/** How long a connection is idle before the first TCP keep-alive probe, ms. */
const KEEP_ALIVE_DELAY = 30_000

/** A server with limits for its connections: slow ones, too many, and those that do not speak HTTP. */
export function boundedServer(limits: ConnectionLimits, listener: RequestListener): Server {
  const answering = new WeakMap<Socket, ServerResponse>()
  const server = createServer(
    {
      // Node does not accept a longer timeout for the headers than for the whole request.
      headersTimeout: Math.min(limits.headersTime, limits.requestTime),
      requestTimeout: limits.requestTime,
      keepAliveTimeout: limits.idleTime,
      connectionsCheckingInterval: CHECK_INTERVAL,
      maxHeaderSize: limits.headerBytes,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_DELAY,
      // Checked where requests are read, and refused there with a code.
      requireHostHeader: false,
    },
    (request, response) => {
      const before = answering.get(request.socket)
      answering.set(request.socket, response)
      // Pipelined requests are answered one by one, in the order in which their answers must be sent; others go between.
      if (before === undefined || before.closed) listener(request, response)
      else before.once('close', () => setImmediate(listener, request, response))
    },
  )
  // An unknown expectation is ignored.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('connect', (request) =>
    closeAfterLinger(request.socket, rawResponse(405, 'E_METHOD', 'expected no CONNECT')),
  )
  // Their number is checked where they are read: with a limit here, Node would silently drop the rest.
  server.maxHeadersCount = 0
  server.maxConnections = limits.connections
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (isLingering(socket)) return
    const response = answering.get(socket)
    // A refusal after half an answer would look like the rest of it.
    const begun = response?.headersSent === true && !response.writableEnded
    if (socket.writable && !begun) closeAfterLinger(socket, rawRefusal(error, limits))
    else socket.destroySoon()
  })
  return server
}

/** The response to a connection that sent no valid request. */
function rawRefusal({ code: fault }: NodeJS.ErrnoException, limits: ConnectionLimits): string {
  return rawResponse(...reasonFor(fault, limits))
}

function rawResponse(status: number, code: string, message: string): string {
  const body = errorBody([{ code, category: 'invalid', message }])
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

function reasonFor(fault: string | undefined, limits: ConnectionLimits): readonly [number, string, string] {
  switch (fault) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'E_HEADERS', `the headers are longer than ${limits.headerBytes} bytes; send fewer`]
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 'E_BODY', 'the body has more about its parts than parts']
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [
        408,
        'E_SLOW',
        `the headers must have come within ${limits.headersTime} ms, the whole within ${limits.requestTime} ms`,
      ]
    default:
      return [400, 'E_REQUEST', 'this is no HTTP request']
  }
}

/** How much a client may still send after the last answer, and for how long. */
export type Linger = { readonly bytes: number; readonly ms: number }

const LINGER: Linger = { bytes: 16 * 1024 * 1024, ms: 5_000 }

const lingering = new WeakSet<Socket>()

/** Whether the last answer is sent and the connection only waits for the client to stop sending. */
export function isLingering(socket: Socket): boolean {
  return lingering.has(socket)
}

/**
 * Ends our side of a connection, after a last text if given, and discards what the client still sends until it ends its
 * own side or the limits are reached; then closes. Closing a socket with unread bytes resets the connection, and a reset
 * may discard the answer before the client has read it (RFC 9112 §9.6). A second call has no effect.
 */
export function closeAfterLinger(socket: Socket, last = '', { bytes, ms }: Linger = LINGER): void {
  if (lingering.has(socket) || socket.destroyed) return
  lingering.add(socket)
  let left = bytes
  socket.removeAllListeners('data')
  socket.on('error', () => {})
  socket.on('data', (part) => {
    left -= part.length
    if (left < 0) socket.destroy()
  })
  const timer = setTimeout(() => socket.destroy(), ms)
  socket.once('close', () => clearTimeout(timer))
  if (socket.writable) socket.end(last)
  // It may be paused because of a body that was too long.
  socket.resume()
}
