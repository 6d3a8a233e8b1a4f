import { setImmediate } from 'node:timers/promises'
import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { RegestaError } from '../errors.ts'
import type { ApiContext } from './context.ts'

/** How many things the lists of one answer may hold in all, and for how long one may be worked on, ms. */
const MOST = 100_000
const LONGEST = 10_000

/** How long one answer may hold up all others before they get their turn, ms. */
const TURN = 20

/**
 * What one request may use. Lists lead to lists, so that a short question can have an answer without end; every
 * list is charged here before what hangs on it is worked out.
 */
export class Budget {
  readonly #from = performance.now()
  #spent = 0

  /** Throws E_COST or E_TIME once the request has had what it may. */
  spend(things: number): void {
    this.#spent += things
    if (this.#spent > MOST)
      throw new RegestaError(
        'E_COST',
        'invalid',
        `the answer holds more than ${MOST} things in its lists; ask for fewer lists within lists, or narrow them`,
        { limit: MOST },
      )
    if (performance.now() - this.#from > LONGEST)
      throw new RegestaError(
        'E_TIME',
        'invalid',
        `the answer takes longer than ${LONGEST / 1000} s; ask for less at once`,
        { limit: LONGEST },
      )
  }
}

/** Makes every list of the schema draw on the budget of its request, and give other requests their turn. */
export function spendBudget(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field
      if (resolve !== undefined && isListType(isNonNullType(field.type) ? field.type.ofType : field.type))
        field.resolve = charged(resolve)
    }
  }
}

type Resolver = GraphQLFieldResolver<unknown, ApiContext>

function charged(resolve: Resolver): Resolver {
  const within = (...[parent, args, context, details]: Parameters<Resolver>) => {
    context.budget.spend(0)
    const list = resolve(parent, args, context, details)
    if (Array.isArray(list)) context.budget.spend(list.length)
    return list
  }
  return (...call) => (isMyTurn() ? within(...call) : later(() => within(...call)))
}

let turnFrom = performance.now()
let nextTurn: Promise<void> | undefined

function isMyTurn(): boolean {
  return performance.now() - turnFrom < TURN
}

/**
 * Works once whatever else is to be done had its turn. What waits together goes on together, in parts: whoever
 * comes up asks first whether there is time left, and works before the next one asks.
 */
async function later<T>(work: () => T): Promise<Awaited<T>> {
  while (!isMyTurn()) {
    nextTurn ??= setImmediate().then(() => {
      turnFrom = performance.now()
      nextTurn = undefined
    })
    await nextTurn
  }
  return await work()
}
