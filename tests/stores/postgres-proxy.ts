import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * When a connection is cut: `inside` the transaction, as the first event is sent; `before` the server sees the COMMIT;
 * `after` it has done it, its answer lost.
 */
export type Moment = 'inside' | 'before' | 'after'

/** Stands between a ledger and its server, and cuts connections at chosen moments. */
export type CuttingProxy = {
  /** The URL that leads through it to the database of `url`. */
  through(url: string): string
  /** Cuts at the next moments of this kind, so many times; `cut` hears of each and may hold up what comes next. */
  cutting(moment: Moment, times: number, cut?: () => Promise<unknown>): void
  /** Of all connections that are open, as when a network goes. */
  cutAll(): void
  /** Lets nobody in, or everybody again. */
  refuse(refusing: boolean): void
  close(): Promise<void>
}

export async function startProxy(serverUrl: string): Promise<CuttingProxy> {
  const { hostname, port: serverPort } = new URL(serverUrl)
  const open = new Set<Socket>()
  let moment: Moment = 'inside'
  let left = 0
  let refusing = false
  let cut: () => Promise<unknown> = async () => undefined
  let held: Promise<unknown> = Promise.resolve()

  const server = createServer((client) => {
    if (refusing) {
      client.destroy()
      return
    }
    const upstream = connect(Number(serverPort), hostname)
    let awaited = false
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    const cutHere = () => {
      left -= 1
      end()
      held = cut()
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        open.delete(socket)
        end()
      })
    }
    client.on('data', (chunk) => {
      const seen = chunk.toString('latin1')
      const committing = /^Q.{4}COMMIT\0/s.test(seen)
      if (left > 0 && moment === 'inside' && /INSERT INTO \w+\.event/.test(seen)) cutHere()
      else if (left > 0 && moment === 'before' && committing) cutHere()
      else {
        awaited = left > 0 && moment === 'after' && committing
        void held.then(() => upstream.writable && upstream.write(chunk))
      }
    })
    upstream.on('data', (chunk) => {
      if (awaited) cutHere()
      else if (client.writable) client.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  return {
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    cutting: (at, times, hear = async () => undefined) => {
      moment = at
      left = times
      cut = hear
    },
    cutAll: () => {
      for (const socket of open) socket.destroy()
    },
    refuse: (refuse) => {
      refusing = refuse
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
