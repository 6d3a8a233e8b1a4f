import fc from 'fast-check'
import type { Projection as Gathering, Resolved, State, Valued } from '../../src/state/index.ts'
import { disagreementsIn, historyOf, Projection, periodsOf, stateAt } from '../../src/state/index.ts'
import { EventIndex, type Point } from '../../src/visibility/index.ts'
import { asked, type Case, caseOf, moves, preface } from '../oracle/generate.ts'
import { library, type Tale } from '../toy/index.ts'

/** Random small chronicles of the toy domain, each with some points. */
export const cases: fc.Arbitrary<Case> = fc
  .tuple(preface, moves, asked)
  .map(([first, told, points]) => caseOf(first, told, points))

/** The events filed and gathered, to be asked from any point. */
export function engineOf(events: Tale['events']): { readonly gathering: Gathering; at(point: Point): State } {
  const eventIndex = new EventIndex(library.catalogue)
  const gathering = new Projection(library, eventIndex)
  for (const event of events) {
    eventIndex.add(event)
    gathering.add(event)
  }
  return { gathering, at: (point) => stateAt(eventIndex, gathering, point) }
}

/** Everything that a state answers, as plain data: to see that two states say the same. */
export function allOf(state: State): unknown {
  const kinds = [...library.kinds.keys()].map((kind) =>
    state.list(kind).map((item) => ({
      subject: item.subject,
      identity: item.identity,
      because: item.because,
      fields: [item.kind.existence, ...item.kind.fields].map((field) => plainOf(item.get(field))),
      derived: item.kind.derived?.map(({ value }) => value(item)),
      disagreements: disagreementsIn(state, [item]),
      entries: historyOf(state, item),
      periods: periodsOf(state, item).map(({ from, to, item: then }) => [from, to, then?.existence.answer]),
    })),
  )
  return { kinds, horizon: state.horizon }
}

/** What a field resolves to as plain data, whenever it is worked out. */
export function plainOf({ field, answer, values, lastAttested, nextAttested, because }: Resolved<unknown>) {
  return {
    field,
    answer,
    values: values.map(plainValue),
    lastAttested: lastAttested && plainValue(lastAttested),
    nextAttested: nextAttested && plainValue(nextAttested),
    because,
  }
}

function plainValue({ value, answer, likely, standings, sources, because }: Valued<unknown>) {
  // Of a stretch of days that it answers alike, a claim may have been looked at on another.
  return {
    value,
    answer,
    likely,
    standings: standings.map(({ seen, answer }) => ({ seen, answer })),
    sources,
    because,
  }
}
