import type { Fault } from '../../errors.ts'
import { citedText, type Evidence, type Subject } from '../../event/index.ts'
import { formatDay, formatInterval, type Interval, readBound, readValid } from '../../time/index.ts'
import { narrowToReports, reportsOf } from '../../visibility/index.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'
import { type ReadonlyWriteModel, registrationOf } from '../write-model.ts'
import type { Reading } from './reading.ts'

/**
 * W_BEFORE_IT_HAPPENED: something that happened is dated wholly after the first of its sources came out, by the event itself
 * or by a correction.
 */
export function happenedWarnings({ event, at }: Reading, { before, catalogue }: ValidationContext): Fault[] {
  const { valid } = event
  const begin = valid !== undefined && 'begin' in valid ? ['begin'] : []
  const path = at(['valid', ...begin, 'edtf']) ?? at(['evidence'])
  if (valid === undefined || path === undefined) return []
  const published = reportsOf(catalogue, event).flatMap((each) => publicationOf(each, before) ?? [])
  const bounds = readValid(valid)
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

/** When its source came out; undefined for words of a revised text, which came out with that. */
function publicationOf(
  evidence: Evidence,
  before: ReadonlyWriteModel,
): { readonly source: Subject; readonly days: Interval } | undefined {
  const { source } = evidence
  const registered = registrationOf(before, source)
  if (registered === undefined) return undefined
  const text = citedText(evidence)
  if (text !== undefined && text !== registered.payload.text?.digest) return undefined
  return { source, days: readBound(registered.payload.published) }
}
