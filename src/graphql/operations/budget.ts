import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql'
import type { ApiContext } from '../context.ts'
import { type Limits, limitsWith } from '../limits/operation-limits.ts'
import { refusal } from '../limits/refusal.ts'
import { listsIn } from '../limits/sizes.ts'
import { Turns } from './turns.ts'

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

function takesTime({ type, args }: GraphQLField<unknown, ApiContext>): boolean {
  return isCompositeType(getNamedType(type)) || args.length > 0 || listsIn(type) > 0
}

type Resolver = GraphQLFieldResolver<unknown, ApiContext>

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
