import type { Fault } from '../errors.ts'
import {
  citedText,
  type Envelope,
  type Evidence,
  eventCorrected,
  isOfType,
  type Path,
  type Subject,
  sourceRegistered,
} from '../event/index.ts'
import { formatDay, formatInterval, type Interval, readBound, readValid } from '../time/index.ts'
import { narrowToReports, reportsOf } from '../visibility/index.ts'
import type { BatchEvent } from './batch.ts'
import { faultAt } from './placed-value.ts'
import type { ValidationContext } from './validation-context.ts'
import type { ReadonlyWriteModel } from './write-model.ts'

/**
 * What may be recorded but is probably a slip, with its place in the event. W_BEFORE_IT_HAPPENED: something that happened
 * is dated wholly after the first of its sources came out, by the event itself or by a correction. `context` has the whole
 * batch applied, for a source may be registered further down.
 */
export function warningsOf({ event }: BatchEvent, { before, catalogue }: ValidationContext): Fault[] {
  const { dated, path } = datedBy(event, before)
  if (dated?.valid === undefined) return []
  const published = reportsOf(catalogue, dated).flatMap((each) => publicationOf(each, before) ?? [])
  const bounds = readValid(dated.valid)
  if (
    narrowToReports(
      bounds,
      published.map(({ days }) => days),
    ) !== undefined
  )
    return []
  const [first] = published.toSorted((a, b) => a.days.latest - b.days.latest)
  if (first === undefined) return []
  const expected = `expected no day after ${formatDay(first.days.latest)}, the day after ${first.source} came out`
  const arrived = `${formatInterval(bounds.begin)} is later than it can report, and is at most possible until another source reports it`
  return [faultAt('W_BEFORE_IT_HAPPENED', path, `${expected}; ${arrived}`)]
}

/**
 * W_RETRACTED for an event that was recorded before and is retracted, for recording it again does not bring it back: with
 * what does, in the names of files or of the API.
 */
export function retractedWarnings({ id, index }: BatchEvent, { before, batch }: ValidationContext): Fault[] {
  const { retracted, lastAct } = before.eventOf(id) ?? {}
  if (retracted !== true) return []
  const inFile = batch.placeOf(['events', index]).line !== undefined
  const restoring = inFile
    ? `an EventRestored with target: { event: ${id}, after: ${lastAct} }`
    : `restoreEvent with event: "${id}", after: "${lastAct}"`
  const message = `this event was recorded before and is retracted, which recording it again does not change; to bring it back, use ${restoring}`
  return [faultAt('W_RETRACTED', [], message)]
}

/** What an event dates, as it then reads: itself, or the target of a correction that sets a date, evidence or subject. */
function datedBy(
  event: Envelope,
  before: ReadonlyWriteModel,
): { readonly dated: Envelope | undefined; readonly path: Path } {
  if (!isOfType(eventCorrected, event)) return { dated: event, path: pathOfBegin(event, []) }
  const dated = event.target && before.eventOf(event.target.event)?.current
  const { valid, evidence } = event.payload.set
  if (valid != null) return { dated, path: pathOfBegin({ valid }, ['payload', 'set']) }
  return { dated: evidence && dated, path: ['payload', 'set', 'evidence'] }
}

function pathOfBegin({ valid }: Pick<Envelope, 'valid'>, base: Path): Path {
  const begin = valid !== undefined && 'begin' in valid ? ['begin'] : []
  return [...base, 'valid', ...begin, 'edtf']
}

/** When its source came out; undefined for words of a revised text, which came out with that. */
function publicationOf(
  evidence: Evidence,
  before: ReadonlyWriteModel,
): { readonly source: Subject; readonly days: Interval } | undefined {
  const { source } = evidence
  const registration = before.sourceOf(source)?.registration
  const registered = registration && before.eventOf(registration)?.current
  if (!registered || !isOfType(sourceRegistered, registered)) return undefined
  const text = citedText(evidence)
  if (text !== undefined && text !== registered.payload.text?.digest) return undefined
  return { source, days: readBound(registered.payload.published) }
}
