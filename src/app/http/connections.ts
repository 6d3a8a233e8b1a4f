import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * The open connections of a server. Node closes the idle ones that have asked something before; a browser also
 * keeps some in reserve that never asked, and these would hold a stopping server up until it loses patience.
 */
export class Connections {
  readonly #open = new Set<Socket>()
  readonly #busy = new Set<Socket>()
  #closing = false

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#open.add(socket)
      socket.once('close', () => this.#open.delete(socket))
    })
    server.on('request', ({ socket }, response) => {
      this.#busy.add(socket)
      response.once('close', () => {
        this.#busy.delete(socket)
        if (this.#closing) socket.destroySoon()
      })
    })
  }

  /** Closes what waits for nothing, and the rest as soon as it has its answer. */
  close(): void {
    this.#closing = true
    for (const socket of this.#open) if (!this.#busy.has(socket)) socket.destroy()
  }
}
