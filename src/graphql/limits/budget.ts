import {
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql'
import { countWorlds } from '../../visibility/index.ts'
import { type Limits, limitsWith, refusal } from './operation.ts'
import { FairScheduler, hasTime } from './scheduler.ts'
import { listsIn } from './sizes.ts'

/**
 * What one request may use. Lists lead to lists, so a short query can have a huge answer: every list is charged here
 * before its entries are resolved.
 */
export class Budget {
  readonly #limits: Limits
  readonly #gone: AbortSignal | undefined
  /** When the work began, less what was waited since. */
  #from = performance.now()
  readonly scheduler = new FairScheduler()
  #used = 0
  #worlds = 0

  /** `gone` aborts when nobody waits for the answer any more. */
  constructor(limits: Limits = limitsWith(), gone?: AbortSignal) {
    this.#limits = limits
    this.#gone = gone
  }

  /** How many list entries the answer has so far. */
  get used(): number {
    return this.#used
  }

  /** What is charged so far: list entries, and the possible worlds that were looked at. */
  get charged(): number {
    return this.#used + Math.floor(this.#worlds / WORLDS)
  }

  /** Waits for the storage and for those who record first: that is not work, so that its time is not charged. */
  async waitFor<T>(what: Promise<T>): Promise<T> {
    const from = performance.now()
    try {
      return await what
    } finally {
      this.#from += performance.now() - from
    }
  }

  /** Gives the answer its whole time again: what was recorded meanwhile stands, and has to be told. */
  renewTime(): void {
    this.#from = performance.now()
  }

  /**
   * Charges list entries. Throws E_COST or E_TIME beyond the limits, and the reason of `gone` once that aborts. `isGoingOn` says
   * whether what takes the time goes on afterwards.
   */
  spend(things: number, isGoingOn?: () => boolean): void {
    this.#gone?.throwIfAborted()
    this.#used += things
    const ms = Math.round(performance.now() - this.#from)
    if (this.charged > this.#limits.things)
      throw refusal(
        { limit: 'things', what: 'the lists of the answer hold', measured: this.charged },
        this.#limits,
      )
    if (ms > this.#limits.time)
      throw refusal(
        {
          limit: 'time',
          what: 'the answer takes',
          measured: ms,
          ...(isGoingOn?.() === true && { hint: () => GOES_ON }),
        },
        this.#limits,
      )
  }

  /**
   * Runs work, and charges the possible worlds that it looks at: a thing for each {@link WORLDS}. They are not part of what is
   * shown as used: a view that was looked from before needs none, and an answer must not tell.
   */
  charge<T>(work: () => T): T {
    return countWorlds(() => {
      this.#worlds += 1
      if (this.#worlds % WORLDS === 0) this.spend(0)
    }, work)
  }
}

const GOES_ON = 'indexes of lists are being made, and this goes on: ask again in a while'

/**
 * Does work in steps: it lets other requests go first, and checks the time, whenever its turn is over. `isGoingOn` is that of
 * {@link Budget.spend}.
 */
export async function inSteps<T>(
  budget: Budget,
  steps: Generator<unknown, T>,
  isGoingOn?: () => boolean,
): Promise<T> {
  for (;;) {
    const step = await budget.scheduler.run(() => {
      budget.spend(0, isGoingOn)
      return budget.charge(() => stepsOfTurn(steps))
    })
    if (step.done === true) return step.value
  }
}

/** The same, without waiting where it is done within this turn; nothing is done once that is over. */
export function nowOrInSteps<T>(
  budget: Budget,
  steps: Generator<unknown, T>,
  isGoingOn?: () => boolean,
): T | Promise<T> {
  if (!hasTime()) return inSteps(budget, steps, isGoingOn)
  const step = budget.charge(() => stepsOfTurn(steps))
  return step.done === true ? step.value : inSteps(budget, steps, isGoingOn)
}

function stepsOfTurn<T>(steps: Generator<unknown, T>): IteratorResult<unknown, T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true || !hasTime()) return step
  }
}

/** How many possible worlds are charged as one thing. */
const WORLDS = 16

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

/** From so many entries on, others may go first between the entries of a list. */
const LONG = 100

/**
 * The entries of a list, each when there is time to complete it. No async iterable: between its entries graphql-js handles
 * no rejection of those before, and Node ends the process for one that nobody handles.
 */
function* inTurns<T>(budget: Budget, list: readonly T[]): Iterable<T | Promise<T>> {
  let before: Promise<void> | undefined
  for (const each of list) {
    if (before === undefined && hasTime()) yield each
    else {
      before = Promise.resolve(before).then(
        () => (hasTime() ? undefined : budget.scheduler.run(() => budget.spend(0))),
        // Once one fails, so do those after it, each of which takes time.
        (error: unknown) =>
          budget.scheduler.run(() => {
            throw error
          }),
      )
      yield before.then(() => each)
    }
  }
}

function takesTime({ type, args, extensions }: GraphQLField<unknown, Budgeted>): boolean {
  if (extensions.free === true) return false
  return isCompositeType(getNamedType(type)) || args.length > 0 || listsIn(type) > 0
}

/** The extensions of a field that is not charged: it has to be answered whatever else is asked. */
export const FREE = { free: true } as const

/** What a resolver needs of its context to be charged. */
type Budgeted = { readonly budget: Budget }

type Resolver = GraphQLFieldResolver<unknown, Budgeted>

function charged(resolve: Resolver): Resolver {
  return (...call) => {
    const { budget } = call[2]
    return budget.scheduler.run(() => {
      budget.spend(0)
      const value = budget.charge(() => resolve(...call))
      const spend = (value: unknown) => {
        if (!Array.isArray(value)) return value
        budget.spend(value.length)
        return value.length > LONG ? inTurns(budget, value) : value
      }
      return value instanceof Promise ? value.then(spend) : spend(value)
    })
  }
}
