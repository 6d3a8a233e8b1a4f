import { diceOf } from '../dice.ts'
import { type Neighbour, quantile } from '../neighbour.ts'
import type { Serving } from '../serving.ts'
import { DOCUMENTS } from './documents.ts'
import { LINES } from './lines.ts'
import { type Outcome, send } from './send.ts'
import { STRANGERS } from './strangers.ts'

/** How many hostile requests are under way at once. */
const AT_ONCE = 4

/** Every class of hostile requests. */
export const CLASSES = { ...DOCUMENTS, ...LINES, ...STRANGERS }

/** What came of one class. */
export type Row = {
  readonly name: string
  readonly outcomes: readonly (Outcome & { readonly request: string })[]
  /** How long the neighbour's answers took meanwhile, ms. */
  readonly neighbour: readonly number[]
  /** MiB that the server took more while the class was sent, at its highest. */
  readonly memory: number
}

/**
 * Sends `count` hostile requests, as many of each class, some at once, while the neighbour asks on. The same seed
 * sends the same.
 */
export async function sendHostile(
  server: Serving,
  neighbour: Neighbour,
  count: number,
  seed: number,
  say: (row: Row) => void = () => {},
): Promise<readonly Row[]> {
  const dice = diceOf(seed)
  const names = Object.keys(CLASSES)
  const rows: Row[] = []
  for (const [index, [name, make]] of Object.entries(CLASSES).entries()) {
    const own = dice.fork()
    const share = Math.floor(count / names.length) + (index < count % names.length ? 1 : 0)
    const requests = Array.from({ length: share }, () => make(own.fork()))
    neighbour.taken()
    const before = server.memory() ?? 0
    let highest = before
    const outcomes: Row['outcomes'][number][] = []
    const worker = async () => {
      for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
        const outcome = await send(request, server.port)
        outcomes.push({ ...outcome, request: request.name })
        highest = Math.max(highest, server.memory() ?? 0)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    const row = { name, outcomes, neighbour: neighbour.taken(), memory: highest - before }
    say(row)
    rows.push(row)
  }
  return rows
}

/** A row as a person reads it. */
export function lineOf({ name, outcomes, neighbour, memory }: Row): string {
  const counted = (what: Outcome['what']) => outcomes.filter((each) => each.what === what).length
  const slowest = Math.max(0, ...outcomes.map(({ ms }) => ms))
  const cells = [
    outcomes.length,
    counted('refused'),
    counted('finished'),
    counted('cut'),
    Math.round(slowest),
    Math.round(quantile(neighbour, 0.5)),
    Math.round(quantile(neighbour, 0.99)),
    Math.round(Math.max(0, ...neighbour)),
    memory,
  ]
  return `| ${name.padEnd(13)} | ${cells.map((cell) => String(cell).padStart(7)).join(' | ')} |`
}

export const HEAD = [
  `| class         | ${['sent', 'refused', 'finishd', 'cut', 'max ms', 'n. p50', 'n. p99', 'n. max', '+MiB'].map((each) => each.padStart(7)).join(' | ')} |`,
  `|---|${'--:|'.repeat(9)}`,
].join('\n')

/** Every promise that was broken: each request is refused or answered in time, and the neighbour is served. */
export function brokenIn(rows: readonly Row[]): readonly string[] {
  return rows.flatMap(({ name, outcomes, neighbour }) => [
    ...outcomes
      .filter(({ what }) => what === 'fault' || what === 'hung')
      .map(({ what, request, status, code }) => `${name}, ${request}: ${what} (${status} ${code})`),
    ...neighbour.filter((ms) => ms === Infinity).map(() => `${name}: the neighbour had no answer`),
  ])
}
