import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Batch, Head } from '../../src/ledger/index.ts'
import type { Seen } from './history.ts'
import type { Ask, Told } from './host-process.ts'
import { Refused, type Store, Unanswered } from './store.ts'

/**
 * A store served by `hosts` processes over one ledger, each of which may be killed: client by client, they take turns.
 * A SQLite file has one.
 */
export async function hostedStore(
  target: string,
  chronicle: string,
  hosts: number,
  dice: () => number,
): Promise<Store> {
  const serving = await Promise.all(Array.from({ length: hosts }, () => startHost(target)))
  const hostOf = (client: number) => serving[client % hosts] ?? serving[0]
  const followers = new Map<() => void, number>()
  let restarting: Promise<void> = Promise.resolve()
  let closed = false

  const ask = async (client: number, what: Asked): Promise<unknown> => {
    await restarting
    const host = hostOf(client)
    if (host === undefined) throw new Unanswered()
    return host.ask(what)
  }
  return {
    append: async (client, batch) => (await ask(client, { ask: 'append', batch })) as Head,
    read: async (client) => {
      for (;;)
        try {
          return (await ask(client, { ask: 'read', chronicle })) as readonly Seen[]
        } catch (error) {
          if (!(error instanceof Unanswered) || closed) throw error
        }
    },
    follow(client, after, hear) {
      let at = after
      let stopped = false
      const begin = () => {
        const host = hostOf(client)
        if (stopped || host === undefined) return
        host.follow({ ask: 'follow', chronicle, after: at }, (entry) => {
          if (stopped || host !== hostOf(client)) return
          at = entry.position
          hear(entry)
        })
      }
      begin()
      followers.set(begin, client % hosts)
      return () => {
        stopped = true
        followers.delete(begin)
      }
    },
    crash() {
      const index = Math.floor(dice() * hosts)
      restarting = restarting.then(async () => {
        await serving[index]?.kill()
        serving[index] = await startHost(target)
        for (const [begin, host] of followers) if (host === index) begin()
      })
      return restarting
    },
    async close() {
      closed = true
      await Promise.all(serving.map((host) => host.kill()))
    },
  }
}

type Asked =
  | { readonly ask: 'append'; readonly batch: Omit<Batch, 'recordedAt'> }
  | { readonly ask: 'read'; readonly chronicle: string }

type Host = {
  ask(what: Asked): Promise<unknown>
  follow(what: { ask: 'follow'; chronicle: string; after: number }, hear: (entry: Seen) => void): void
  kill(): Promise<void>
}

async function startHost(target: string): Promise<Host> {
  const child: ChildProcess = fork(join(import.meta.dirname, 'host-process.ts'), [target], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const hearing = new Map<number, (entry: Seen) => void>()
  let number = 0
  const exited = once(child, 'exit')
  void exited.then(() => {
    for (const { reject } of waiting.values()) reject(new Unanswered())
    waiting.clear()
  })
  const ready = Promise.withResolvers<unknown>()
  waiting.set(0, ready)
  child.on('message', (told: Told) => {
    hearing.get(told.number)?.(told.value as Seen)
    const asked = waiting.get(told.number)
    waiting.delete(told.number)
    if (told.refused !== undefined) asked?.reject(new Refused(told.refused))
    else if (told.value === undefined) asked?.reject(new Unanswered())
    else asked?.resolve(told.value)
  })
  await ready.promise
  const send = (message: Ask) => {
    if (child.connected) child.send(message, () => undefined)
  }
  return {
    ask: (what) =>
      new Promise((resolve, reject) => {
        if (!child.connected || child.exitCode !== null || child.signalCode !== null)
          return reject(new Unanswered())
        number += 1
        waiting.set(number, { resolve, reject })
        send({ ...what, number })
      }),
    follow: (what, hear) => {
      number += 1
      hearing.set(number, hear)
      send({ ...what, number })
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
