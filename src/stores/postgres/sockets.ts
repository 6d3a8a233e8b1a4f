import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** The sockets of some sessions: a server that hangs takes no leave of anyone, and would keep them open for ever. */
export class Sockets {
  readonly #open = new Set<Socket>()

  /** One more, for `pg` to connect. */
  readonly make = (): Socket => {
    const socket = new Socket()
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
    return socket
  }

  /** Waits for a polite end, for at most so many ms, and then cuts off what is still open. */
  async end(politely: Promise<unknown>, within: number): Promise<void> {
    await Promise.race([politely.catch(() => undefined), setTimeout(within, undefined, { ref: false })])
    this.cutOff()
  }

  cutOff(): void {
    for (const socket of this.#open) socket.destroy()
  }
}
