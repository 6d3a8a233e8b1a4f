import { createServer, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { errorBody } from '../../exchange/index.ts'
import type { ConnectionLimits } from '../../graphql/index.ts'

/** How often it is looked for connections that take too long to send a request, ms. */
const LOOKS = 1_000

/** After how long without a word a connection is asked whether its other side is still there (TCP keep-alive), ms. */
const ASKS = 30_000

/** A server that holds its connections to the limits: those that are slow to send, too many, or speak no HTTP. */
export function boundedServer(limits: ConnectionLimits, listener: RequestListener): Server {
  const answering = new WeakMap<Socket, ServerResponse>()
  const server = createServer(
    {
      // Node refuses to wait longer for a part than for the whole.
      headersTimeout: Math.min(limits.headersTime, limits.requestTime),
      requestTimeout: limits.requestTime,
      keepAliveTimeout: limits.idleTime,
      connectionsCheckingInterval: LOOKS,
      maxHeaderSize: limits.headerBytes,
      keepAlive: true,
      keepAliveInitialDelay: ASKS,
      // Looked at where requests are read, and refused there with a code.
      requireHostHeader: false,
    },
    (request, response) => {
      const before = answering.get(request.socket)
      answering.set(request.socket, response)
      // Whoever sends many without waiting for answers gets them one by one, as each would have to be sent.
      if (before === undefined || before.closed) listener(request, response)
      else before.once('close', () => listener(request, response))
    },
  )
  // To expect more than that the body may be sent is not known of, and does not matter.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  server.on('connect', (request) =>
    closeAfterLinger(request.socket, written(405, 'E_METHOD', 'expected no CONNECT')),
  )
  // How many there are is looked at where they are read: more would be left out unseen.
  server.maxHeadersCount = 0
  server.maxConnections = limits.connections
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (isLingering(socket)) return
    const response = answering.get(socket)
    // What is half sent must not be followed by a refusal that looks like the rest of it.
    const begun = response?.headersSent === true && !response.writableEnded
    if (socket.writable && !begun) closeAfterLinger(socket, refusalOf(error, limits))
    else socket.destroySoon()
  })
  return server
}

/** What is written to a connection that never came as far as a request. */
function refusalOf({ code: fault }: NodeJS.ErrnoException, limits: ConnectionLimits): string {
  return written(...wordsFor(fault, limits))
}

function written(status: number, code: string, message: string): string {
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

function wordsFor(fault: string | undefined, limits: ConnectionLimits): readonly [number, string, string] {
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

/** What a connection may still send once it has its last answer: so many bytes, for so many ms. */
export type Linger = { readonly bytes: number; readonly ms: number }

const LINGER: Linger = { bytes: 16 * 1024 * 1024, ms: 5_000 }

const lingering = new WeakSet<Socket>()

/** Whether the connection has its last answer and only waits for the client to stop sending. */
export function isLingering(socket: Socket): boolean {
  return lingering.has(socket)
}

/**
 * Ends our side of a connection, after a last text if there is one, and discards what the client still sends until it
 * ends its own side or the limits are reached; then closes. To close a socket that has unread bytes resets it, and a
 * reset may take the answer away before the client has read it (RFC 9112 §9.6). Another call changes nothing.
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
  // A body that was too long may have paused it.
  socket.resume()
}
