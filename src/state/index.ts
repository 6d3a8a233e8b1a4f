/**
 * What do the claims come to?
 *
 * Recipes gather what every event claims of a subject, once, in any order. At a point, the claims that can be
 * seen are stood on its date, and each field resolves them in the way that it declares. Two states compare
 * subject by subject, with the events behind each difference and its causes.
 *
 * ```ts
 * const state = stateAt(eventIndex, projection, point)
 * for (const item of state.list('meeting')) console.log(item.subject, item.existence.answer, item.because)
 * compare('meeting', stateBefore, stateAfter)
 * ```
 */

export { type Rectangle, rectanglesOf } from './bitemporal-grid.ts'
export { CAUSES, type Cause } from './causes.ts'
export { type Change, type ChangeKind, compare, type FieldChange } from './compare.ts'
export { type Contention, type Disagreement, disagreementsOf } from './disagreement.ts'
export { type Claim, type Field, field, type Outcome, type Resolution } from './field.ts'
export {
  claim,
  type Gathered,
  gather,
  gatheredFrom,
  nothingGathered,
  type Readable,
  type Reducer,
  subjectsOf,
} from './gather.ts'
export { type HistoryEntry, historyOf, knownOf, type Period, periodsOf } from './history.ts'
export { knownCutsOf } from './known-cuts.ts'
export { type NotedDisagreement, notedIn } from './noted.ts'
export { Projection } from './projection.ts'
export { all, attested, latest, lifecycle } from './resolutions.ts'
export { onlyValue, type Resolved, resolve, sourcesOfAll, tellsNothing, type Valued } from './resolve.ts'
export { sourcesBehind } from './sources-behind.ts'
export { type SeenClaim, type Standing, stand } from './standing.ts'
export { countOf, type Item, State, stands, stateAt } from './state.ts'
export { type SubjectView, SubjectViewCache } from './subject-view.ts'
export { subjectsBetween } from './subjects-between.ts'
export {
  type Derived,
  fieldNamed,
  fieldsOf,
  type Kind,
  type Put,
  type Reading,
  reading,
  type Vocabulary,
  vocabularyOf,
} from './vocabulary.ts'
export { whyOf } from './why.ts'
