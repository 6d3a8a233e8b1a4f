import type { QueriedPoint } from '../../graphql/index.ts'
import type { CivilDay } from '../../time/index.ts'
import { askingOf } from './give.ts'
import { placesOf } from './leanings.ts'

/** What a request was answered from: all that it takes to have the same answer again. */
export type Answered = {
  /** The question as GraphQL, in its one form; its name, if it has one. */
  readonly document: string
  readonly name: string | undefined
  /** Canonical JSON; empty where there are none. */
  readonly variables: string
  /** Where it stood, as far as the answer leant on it: a day, or chronicles with their positions. */
  readonly today: CivilDay | undefined
  readonly positions: ReadonlyMap<string, number>
  /** The one chronicle that it is about, or every one that there was, with its position, whether it leant on that or not. */
  readonly there: ReadonlyMap<string, number>
  readonly points: readonly QueriedPoint[]
  /** Whether it leant on which texts of sources are at hand. */
  readonly quotes: boolean
  /** The query of the answer's own address; undefined where that is too long. */
  readonly address: string | undefined
}

/** What a request was answered from; undefined where its answer cannot be had again: it has errors, or is of its moment. */
export function answeredTo(request: Request): Answered | undefined {
  const asking = askingOf(request)
  const { put, outcome } = asking ?? {}
  if (asking === undefined || put === undefined || outcome?.answer === undefined) return undefined
  const { question, variables } = put
  if (question.introspects) return undefined
  const { leant, answer } = outcome
  const { today } = asking.whereabouts
  const there = placesOf(leant, asking.whereabouts)
  return {
    document: question.document,
    name: question.name,
    variables,
    today: leant.today ? today : undefined,
    positions: leant.position ? there : new Map(),
    there,
    points: answer.points,
    quotes: answer.quotes,
    address: asking.address,
  }
}
