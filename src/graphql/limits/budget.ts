import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql'
import { type Limits, limitsWith, refusal } from './operation.ts'
import { listsIn } from './sizes.ts'

/**
 * What one request may use. Lists lead to lists, so a short query can have a huge answer: every list is charged here
 * before its entries are resolved.
 */
export class Budget {
  readonly #limits: Limits
  readonly #gone: AbortSignal | undefined
  readonly #from = performance.now()
  readonly scheduler = new FairScheduler()
  #used = 0

  /** `gone` aborts when nobody waits for the answer any more. */
  constructor(limits: Limits = limitsWith(), gone?: AbortSignal) {
    this.#limits = limits
    this.#gone = gone
  }

  /** How many list entries the answer has so far. */
  get used(): number {
    return this.#used
  }

  /** Charges list entries. Throws E_COST or E_TIME beyond the limits, and the reason of `gone` once that aborts. */
  spend(things: number): void {
    this.#gone?.throwIfAborted()
    this.#used += things
    const ms = Math.round(performance.now() - this.#from)
    if (this.#used > this.#limits.things)
      throw refusal(
        { limit: 'things', what: 'the lists of the answer hold', measured: this.#used },
        this.#limits,
      )
    if (ms > this.#limits.time)
      throw refusal({ limit: 'time', what: 'the answer takes', measured: ms }, this.#limits)
  }
}

/**
 * Makes the resolvers of a schema charge the budget of their request: each list is charged by its length, and each list,
 * object and field with arguments checks the time and yields to other requests.
 */
export function spendBudget(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || type === schema.getSubscriptionType()) continue
    for (const field of Object.values(type.getFields()))
      if (field.resolve !== undefined && takesTime(field)) field.resolve = charged(field.resolve)
  }
}

function takesTime({ type, args }: GraphQLField<unknown, Budgeted>): boolean {
  return isCompositeType(getNamedType(type)) || args.length > 0 || listsIn(type) > 0
}

/** What a resolver needs of its context to be charged. */
type Budgeted = { readonly budget: Budget }

type Resolver = GraphQLFieldResolver<unknown, Budgeted>

function charged(resolve: Resolver): Resolver {
  return (...call) => {
    const { budget } = call[2]
    return budget.scheduler.run(() => {
      budget.spend(0)
      const value = resolve(...call)
      if (Array.isArray(value)) budget.spend(value.length)
      return value
    })
  }
}

/** How long requests may keep the event loop busy before they yield, ms. */
const TURN = 10

/**
 * A fair scheduler for the requests of one thread. Requests run until the event loop has waited long enough; then the
 * request that had the fewest turns goes on, so that a short query does not wait behind a long one.
 */
export class FairScheduler {
  #taken: number
  #work: (() => void)[] = []

  /** `taken` is the initial number of turns: work that is known to take long starts with more, and so comes later. */
  constructor(taken = 0) {
    this.#taken = taken
  }

  /** Runs `work` now while there is time, otherwise at the next turn. */
  run<T>(work: () => T): T | Promise<Awaited<T>> {
    if (hasTime()) return work()
    return new Promise((resolve) => {
      // It continues in the call of another request: binding keeps the async context of its own, which tracing reads.
      this.#work.push(AsyncLocalStorage.bind(() => resolve(Promise.try(work))))
      waiting.add(this)
    })
  }

  /** Runs the waiting request that had the fewest turns; of several, the one that waits longest. */
  static next(): void {
    const [first, ...others] = waiting
    if (first === undefined) return
    const next = others.reduce((least, each) => (each.#taken < least.#taken ? each : least), first)
    waiting.delete(next)
    next.#goOn()
  }

  #goOn(): void {
    this.#taken += 1
    let done = 0
    for (const work of this.#work) {
      if (!hasTime()) break
      work()
      done += 1
    }
    this.#work = this.#work.slice(done)
    if (this.#work.length > 0) waiting.add(this)
  }
}

const waiting = new Set<FairScheduler>()

/** Since when requests keep the event loop busy, in this iteration of it. */
let since: number | undefined

function hasTime(): boolean {
  if (since !== undefined) return performance.now() - since < TURN
  since = performance.now()
  setImmediate(() => {
    since = undefined
    if (waiting.size === 0) return
    hasTime()
    FairScheduler.next()
  })
  return true
}
