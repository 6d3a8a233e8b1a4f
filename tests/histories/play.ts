import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../../torture/rig/dice.ts'
import { eventOf } from '../ledger/events.ts'
import type { Appended, Followed, History, Operation, Seen } from './history.ts'
import { Refused, type Store, Unanswered } from './store.ts'

/** How much happens in a history. */
export type Size = {
  readonly writers: number
  /** Operations of each writer. */
  readonly each: number
  readonly followers: number
  readonly crashes: number
}

/** Two sources of truth that a follower may lag behind: so long it may take to hear the end, ms. */
const PATIENCE = 10_000

/**
 * Lets writers append, read and try again at the same time, with and without an expected position, while the store is
 * killed under them; then reads what stands. What each does is the dice's; when, the machine's.
 */
export async function play(chronicle: string, store: Store, dice: Dice, size: Size): Promise<History> {
  const operations: Operation[] = []
  const followed: { client: number; after: number; heard: Seen[] }[] = []
  const stops = Array.from({ length: size.followers }, (_, client) => {
    const heard: Seen[] = []
    followed.push({ client, after: 0, heard })
    return store.follow(client, 0, (entry) => heard.push(entry))
  })
  const all = size.writers * size.each
  const crashAt = new Set(Array.from({ length: size.crashes }, () => 1 + dice.below(Math.max(1, all - 1))))
  const crashes: Promise<void>[] = []
  const after = () => {
    if (crashAt.has(operations.length)) crashes.push(store.crash())
  }
  await Promise.all(
    Array.from({ length: size.writers }, (_, client) =>
      write(chronicle, store, { client, dice: dice.fork(), each: size.each }, (operation) => {
        operations.push(operation)
        after()
      }),
    ),
  )
  await Promise.all(crashes)
  const end = await store.read(0)
  const until = performance.now() + PATIENCE
  while (followed.some(({ heard }) => heard.length < end.length) && performance.now() < until) await sleep(5)
  for (const stop of stops) stop()
  return { operations, followers: followed satisfies Followed[], end }
}

async function write(
  chronicle: string,
  store: Store,
  { client, dice, each }: { readonly client: number; readonly dice: Dice; readonly each: number },
  done: (operation: Operation) => void,
): Promise<void> {
  let known = 0
  let again: readonly string[] | undefined
  for (let round = 0; round < each; round++) {
    const invoked = performance.now()
    if (again === undefined && dice.below(4) === 0) {
      const seen = await store.read(client).catch(() => undefined)
      if (seen === undefined) continue
      known = seen.length
      done({ kind: 'read', client, invoked, returned: performance.now(), seen })
      continue
    }
    const texts = again ?? Array.from({ length: 1 + dice.below(4) }, (_, at) => `${client}.${round}.${at}`)
    const append = await appendOne(chronicle, store, { client, invoked, texts, dice, known })
    if (append.outcome.is === 'acknowledged') known = append.outcome.position
    again = append.outcome.is === 'unknown' && dice.below(2) === 0 ? texts : undefined
    done(append)
  }
}

async function appendOne(
  chronicle: string,
  store: Store,
  asked: {
    readonly client: number
    readonly invoked: number
    readonly texts: readonly string[]
    readonly dice: Dice
    readonly known: number
  },
): Promise<Appended> {
  const { client, invoked, texts, dice, known } = asked
  const events = texts.map(eventOf)
  const expected = dice.below(2) === 0 ? { expectedPosition: known } : {}
  const operation = { kind: 'append', client, invoked, ids: events.map(({ id }) => id), ...expected } as const
  try {
    const { position } = await store.append(client, { chronicle, name: `by ${client}`, events, ...expected })
    return { ...operation, returned: performance.now(), outcome: { is: 'acknowledged', position } }
  } catch (error) {
    if (error instanceof Refused)
      return { ...operation, returned: performance.now(), outcome: { is: 'refused', code: error.code } }
    if (error instanceof Unanswered) return { ...operation, returned: Infinity, outcome: { is: 'unknown' } }
    throw error
  }
}
