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
 * What one request may use. Lists lead to lists, so that a short question can have an answer without end; every
 * list is charged here before what hangs on it is worked out.
 */
export class Budget {
  readonly #limits: Limits
  readonly #gone: AbortSignal | undefined
  readonly #from = performance.now()
  readonly turns = new Turns()
  #used = 0

  /** `gone` says that nobody waits for the answer any more. */
  constructor(limits: Limits = limitsWith(), gone?: AbortSignal) {
    this.#limits = limits
    this.#gone = gone
  }

  /** How many things the lists of the answer hold so far. */
  get used(): number {
    return this.#used
  }

  /** Throws E_COST or E_TIME once the request has had what it may, and the signal's reason once nobody waits. */
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
 * Makes every list of the schema draw on the budget of its request; and all that leads on, or is asked with arguments,
 * look at its time and give other requests their turn.
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
    return budget.turns.take(() => {
      budget.spend(0)
      const value = resolve(...call)
      if (Array.isArray(value)) budget.spend(value.length)
      return value
    })
  }
}

/** How long the work of requests may hold up whatever else is to be done, ms. */
const TURN = 10

/**
 * The turns of one request. Requests share one thread: they work until others have waited for long enough; then, once
 * those had theirs, whoever had fewest turns goes on, so that a short question does not stand behind a long one.
 */
export class Turns {
  #taken: number
  #work: (() => void)[] = []

  /** `taken` is how many turns it counts as having had: what is known to take long may wait for what is not. */
  constructor(taken = 0) {
    this.#taken = taken
  }

  /** What `work` gives: at once while there is time, later else. */
  take<T>(work: () => T): T | Promise<Awaited<T>> {
    if (hasTime()) return work()
    return new Promise((resolve) => {
      // It goes on from another's call: bound, it still belongs to what it is part of, as tracing sees it.
      this.#work.push(AsyncLocalStorage.bind(() => resolve(Promise.try(work))))
      waiting.add(this)
    })
  }

  /** The turn of whoever had fewest, and among those waits longest. */
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

const waiting = new Set<Turns>()

/** Since when the work of requests holds up others: until the event loop comes round, all of it together. */
let since: number | undefined

function hasTime(): boolean {
  if (since !== undefined) return performance.now() - since < TURN
  since = performance.now()
  setImmediate(() => {
    since = undefined
    if (waiting.size === 0) return
    hasTime()
    Turns.next()
  })
  return true
}
