import type { Socket } from 'node:net'

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
