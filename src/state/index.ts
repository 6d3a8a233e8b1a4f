/**
 * What do the visible claims come to at a point?
 *
 * Reducers gather the claims that every event makes of a subject, once, in any order. At a point, the visible claims are
 * evaluated at its date, and each field resolves them in the way that it declares. Two states compare subject by subject,
 * with the events behind each difference and its causes.
 *
 * ```ts
 * const eventIndex = new EventIndex(vocabulary.catalogue)
 * const projection = new Projection(vocabulary, eventIndex)
 * for (const event of events) {
 *   eventIndex.add(event)
 *   projection.add(event)
 * }
 * const state = stateAt(eventIndex, projection, { date: parseDay('2020-03-31'), position: 2, trusting: TRUST_ALL })
 * for (const item of state.list('loan')) console.log(item.subject, item.existence.answer, item.because)
 * ```
 */
export { Bearing, type KnownClass, knownCutsOf, linkedWith, UNFILTERED } from './bearing.ts'
export { type Rectangle, rectangleSteps, rectanglesOf } from './bitemporal-grid.ts'
export { BYTES } from './cache-bytes.ts'
export type { SourceTexts } from './cited-words.ts'
export { Change, type ChangeKind, changeSteps, changesBetween, compare } from './compare.ts'
export { FieldChange } from './date-change.ts'
export type { DateTests } from './dated-items.ts'
export { type Dating, datingOf, isDateInferred, withPremises, wordsThatDate } from './dating.ts'
export { sortedCuts } from './day-table.ts'
export { dependentsOf, isKey, keysIn, visibleCiting } from './dependents.ts'
export { subjectsBetween } from './differences.ts'
export {
  type Contention,
  type Disagreement,
  differsFrom,
  disagreementOn,
  disagreementSteps,
  disagreementsIn,
  IDENTITY,
} from './disagreements.ts'
export { ranksOfEvent } from './event-rows.ts'
export { EventWords, type WordsOf } from './event-words.ts'
export {
  type Claim,
  evaluateAt,
  type Field,
  field,
  type Outcome,
  type Resolution,
  type SeenClaim,
  Standing,
} from './field.ts'
export {
  type HistoryEntry,
  historyOf,
  historySteps,
  knownOf,
  knownOfItem,
  knownSteps,
  type Period,
  periodSteps,
  periodsOf,
} from './history.ts'
export { horizonsOf } from './horizons.ts'
export { datingStanding, ranksOfItem } from './item-rows.ts'
export {
  becauseSteps,
  type Cause,
  type Derived,
  fieldNamed,
  fieldsOf,
  type Item,
  type Kind,
  stands,
  whoSays,
} from './kind.ts'
export { LastEvents, turningDaysOf } from './last-event.ts'
export {
  datedListing,
  eventListing,
  Listing,
  type ListOrder,
  listingOf,
  type Search,
  searchedEvents,
  searchedItems,
} from './listing.ts'
export { nearestChange, type SteppedClock } from './nearest-change.ts'
export { type NotedDisagreement, notedEver, notedIn } from './noted.ts'
export { NotedItem, NotedView } from './noted-item.ts'
export { FieldsRead } from './noted-read.ts'
export { possibleReadings } from './possible-readings.ts'
export { gatherClaims, gatheredFrom, nothingGathered, Projection, subjectsOf } from './projection.ts'
export { type Removal, removalSteps } from './removals.ts'
export { all, attested, latest, lifecycleBy, type Stages, stagedBy } from './resolutions.ts'
export { isEmptyField, onlyValue, type Resolved, resolve, sourcesOfAll, type Valued } from './resolve.ts'
export type { RowSearch } from './row-index.ts'
export { type CacheEntry, SharedCache } from './shared-cache.ts'
export { State } from './state.ts'
export { StateCache, stateAt } from './state-cache.ts'
export { inOneGo, ofEach, type Steps, sorted } from './steps.ts'
export { successionOf } from './succession.ts'
export {
  type DaySpan,
  EVER,
  isSameRow,
  joinedRuns,
  type Row,
  type Run,
  runAt,
  runsOf,
  Stretch,
  type Tile,
  tilesOf,
} from './tiles.ts'
export {
  type Gathered,
  type Put,
  type Reading,
  reading,
  type Vocabulary,
  vocabularyOf,
} from './vocabulary.ts'
export { whyOf, whySteps } from './why.ts'
