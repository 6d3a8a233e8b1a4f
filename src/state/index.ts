/**
 * What do the claims come to?
 *
 * Recipes gatherClaims what every event claims of a subject, once, in any order. At a point, the claims that can be
 * seen are stood on its date, and each field resolves them in the way that it declares. Two states compare
 * subject by subject, with the events behind each difference and its causes.
 *
 * ```ts
 * const state = stateAt(eventIndex, projection, point)
 * for (const item of state.list('meeting')) console.log(item.subject, item.existence.answer, item.because)
 * compare('meeting', stateBefore, stateAfter)
 * ```
 */
export { knownCutsOf, type Rectangle, rectanglesOf, sourcesBehind } from './bitemporal-grid.ts'
export { type Change, type ChangeKind, compare, type FieldChange } from './compare.ts'
export {
  type Contention,
  type Disagreement,
  disagreementsOf,
  type NotedDisagreement,
  notedIn,
} from './disagreements.ts'
export {
  type Claim,
  type Field,
  field,
  type Outcome,
  type Resolution,
  type SeenClaim,
  type Standing,
  stand,
} from './field.ts'
export { type HistoryEntry, historyOf, knownOf, type Period, periodsOf } from './history.ts'
export {
  CAUSES,
  type Cause,
  countOf,
  type Derived,
  fieldNamed,
  fieldsOf,
  type Item,
  type Kind,
  stands,
  whoSays,
} from './kind.ts'
export { subjectsBetween } from './pairs.ts'
export { gatherClaims, gatheredFrom, nothingGathered, Projection, subjectsOf } from './projection.ts'
export { all, attested, latest, lifecycle } from './resolutions.ts'
export { onlyValue, type Resolved, resolve, sourcesOfAll, tellsNothing, type Valued } from './resolve.ts'
export { State, type SubjectView, SubjectViewCache, stateAt } from './state.ts'
export {
  claim,
  type Gathered,
  type Put,
  type Reading,
  type Reducer,
  reading,
  type Vocabulary,
  vocabularyOf,
} from './vocabulary.ts'
export { whyOf } from './why.ts'
