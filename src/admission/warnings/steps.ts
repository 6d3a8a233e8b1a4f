import type { Fault } from '../../errors.ts'
import {
  type Catalogue,
  type Envelope,
  identityAsserted,
  type LifeStep,
  type Subject,
} from '../../event/index.ts'
import { formatDay, formatInterval, type Interval, readBound } from '../../time/index.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'
import type { StandingEvent } from '../write-model.ts'
import { guess, nearestKey } from './nearest-key.ts'
import { type Reading, validBoundsOf } from './reading.ts'

/** An event in the life of its subject: its step, and when it was. */
type DatedStep = LifeStep & { readonly of: StandingEvent; readonly days: Interval }

/**
 * What is out of order in the life of a subject, by the stages that its kind declares. W_NOT_BEGUN: an act on what no event
 * begins, as the fulfilment of a promise never made. W_ENDED: an act after the end, or another end. W_BEFORE_IT_BEGAN: an act
 * dated before its subject began. W_DUE_BEFORE_IT_BEGAN: a due day before that. W_ORDER: an act dated before one that its type
 * follows, as a ratification before the signature.
 */
export function stepWarnings(reading: Reading, context: ValidationContext): Fault[] {
  const { id, event } = reading
  const step = stepOf(context.catalogue, event)
  if (step === undefined) return []
  const steps = stepsAbout(event.subject, context).filter(({ of }) => of.id !== id)
  const own = { reading, step, days: validBoundsOf({ current: event }).begin }
  const order = orderWarnings(own, steps, context)
  if (step.begins)
    return [...dueWarnings(own), ...(order.length > 0 ? order : lateBeginWarnings(own, steps, context))]
  if (foretells(context.catalogue, event)) return order
  if (steps.some(({ begins }) => begins))
    return [...(order.length > 0 ? order : earlyWarnings(own, steps)), ...endWarnings(own, steps, context)]
  return notBegunWarnings(own, context)
}

const stepsFound = new WeakMap<ValidationContext, Map<Subject, readonly DatedStep[]>>()

/** The steps of a subject's life, those in the batch among them. Found once for each batch. */
function stepsAbout(subject: Subject, context: ValidationContext): readonly DatedStep[] {
  const { before, catalogue } = context
  const bySubject = stepsFound.getOrInsertComputed(context, () => new Map())
  return bySubject.getOrInsertComputed(subject, () =>
    before.eventsAbout(subject).flatMap((of): DatedStep[] => {
      const step = stepOf(catalogue, of.current)
      return step === undefined ? [] : [{ ...step, of, days: validBoundsOf(of).begin }]
    }),
  )
}

function foretells(catalogue: Catalogue, { type }: Envelope): boolean {
  return catalogue.get(type)?.foretells === true
}

/**
 * Of an event dated wholly before every one that its type follows, or wholly after the first that follows it, where that was
 * recorded before.
 */
function orderWarnings(
  { reading, days }: Own,
  steps: readonly DatedStep[],
  { catalogue, recorded }: ValidationContext,
): Fault[] {
  const { type, subject } = reading.event
  const first = (catalogue.get(type)?.follows ?? [])
    .map((before) =>
      steps
        .filter(({ of }) => of.current.type === before && isOfOne(catalogue, reading.event, of.current))
        .toSorted((a, b) => a.days.earliest - b.days.earliest)
        .at(0),
    )
    .find((each) => each !== undefined && days.latest <= each.days.earliest)
  if (first !== undefined) {
    const message = `expected no day before ${formatInterval(first.days)}, when ${subject} had its ${first.of.current.type}, for ${type} follows that; ${formatInterval(days)} is before it`
    return atDate(reading, 'W_ORDER', message)
  }
  const isSoEarly = steps.some(
    ({ of, days: other }) => of.current.type === type && other.earliest <= days.earliest,
  )
  const later = steps.find(
    ({ of, days: other }) =>
      !isSoEarly &&
      (catalogue.get(of.current.type)?.follows ?? []).includes(type) &&
      isOfOne(catalogue, of.current, reading.event) &&
      other.latest <= days.earliest &&
      recorded.eventOf(of.id) !== undefined,
  )
  if (later === undefined) return []
  const message = `expected no day after ${formatInterval(later.days)}, when ${subject} had its ${later.of.current.type}, for that follows ${type}; ${formatInterval(days)} is after it`
  return atDate(reading, 'W_ORDER', message)
}

/** Whether an event is of the same one, as its type has it, as what it follows: of one holder of an office. */
function isOfOne(catalogue: Catalogue, event: Envelope, before: Envelope): boolean {
  const member = catalogue.get(event.type)?.followsBy
  return member === undefined || event.payload[member] === before.payload[member]
}

type Own = { readonly reading: Reading; readonly step: LifeStep; readonly days: Interval }

function stepOf(catalogue: Catalogue, event: Envelope): LifeStep | undefined {
  return catalogue.get(event.type)?.stepOf?.(event)
}

/** Not where an event says that the subject is another one, which may have begun by that name. */
function notBegunWarnings(
  { reading: { event, at } }: Own,
  { before, batch, catalogue }: ValidationContext,
): Fault[] {
  const { subject, type } = event
  const path = at(['subject'])
  const isJoined = before.eventsAbout(subject).some(({ current }) => current.type === identityAsserted.type)
  if (path === undefined || isJoined || batch.unread.has(subject)) return []
  const begins = (key: string) =>
    before.eventsAbout(key).some(({ current }) => stepOf(catalogue, current)?.begins === true)
  const expected = `expected what another event begins, for ${type} acts on it`
  const near = guess(nearestKey(subject, before, begins))
  return [faultAt('W_NOT_BEGUN', path, `${expected}; nothing says that ${subject} was ever there${near}`)]
}

/** Of an act that is dated wholly before every begin of its subject. */
function earlyWarnings({ reading, days }: Own, steps: readonly DatedStep[]): Fault[] {
  const begun = steps.filter(({ begins }) => begins)
  const [first] = begun.toSorted((a, b) => a.days.earliest - b.days.earliest)
  if (first === undefined || days.latest > first.days.earliest) return []
  const message = `expected no day before ${formatDay(first.days.earliest)}, from which ${reading.event.subject} is there (${first.of.current.type}); ${formatInterval(days)} is before that`
  return atDate(reading, 'W_BEFORE_IT_BEGAN', message)
}

/** Of a begin that is dated wholly after acts recorded before, which no other begin explains. */
function lateBeginWarnings(
  { reading, days }: Own,
  steps: readonly DatedStep[],
  { catalogue, recorded }: ValidationContext,
): Fault[] {
  const first = Math.min(days.earliest, ...steps.flatMap((each) => (each.begins ? [each.days.earliest] : [])))
  const early = steps.find(
    ({ begins, days, of }) =>
      !begins &&
      !foretells(catalogue, of.current) &&
      days.latest <= first &&
      recorded.eventOf(of.id) !== undefined,
  )
  if (early === undefined) return []
  const { current } = early.of
  const message = `expected no day after ${formatInterval(early.days)}, the date of ${current.type} on ${current.subject}; ${formatInterval(days)} is after that`
  return atDate(reading, 'W_BEFORE_IT_BEGAN', message)
}

/** Of an act that comes wholly after an end of another event, or is another end; or of an end before acts recorded before. */
function endWarnings(
  { reading, step, days }: Own,
  steps: readonly DatedStep[],
  { recorded }: ValidationContext,
): Fault[] {
  const end = steps.find(
    (each) => each.ends && (days.earliest >= each.days.latest || (step.ends && step.stage !== each.stage)),
  )
  const later = steps.find(
    (each) =>
      step.ends &&
      !each.begins &&
      each.days.earliest >= days.latest &&
      recorded.eventOf(each.of.id) !== undefined,
  )
  const { subject, type } = reading.event
  if (end !== undefined) {
    const message = `expected no ${type} on what has ended; ${subject} ended by ${end.of.current.type}, ${whenOf(end.days)}`
    return atDate(reading, 'W_ENDED', message)
  }
  if (later === undefined) return []
  const message = `expected no end before the last act; ${later.of.current.type} on ${subject} is later, ${whenOf(later.days)}`
  return atDate(reading, 'W_ENDED', message)
}

function dueWarnings({ reading: { event, at }, step: { due }, days }: Own): Fault[] {
  if (due === undefined) return []
  const path = at(['payload', ...due.path, 'edtf']) ?? at(pathOfDate(event))
  const label = readBound(due.bound)
  if (path === undefined || label.latest > days.earliest) return []
  const message = `expected no day before ${formatDay(days.earliest)}, the date of ${event.type}; ${due.bound.edtf} is before that`
  return [faultAt('W_DUE_BEFORE_IT_BEGAN', path, message)]
}

function whenOf(days: Interval): string {
  return Number.isFinite(days.earliest) || Number.isFinite(days.latest) ? formatInterval(days) : 'undated'
}

/** A warning at the date of the event, or where it has none at its subject; none where the batch gives neither. */
function atDate({ event, at }: Reading, code: string, message: string): Fault[] {
  const path = at(pathOfDate(event)) ?? at(['subject']) ?? at(['payload'])
  return path === undefined ? [] : [faultAt(code, path, message)]
}

/** The date of when it began. An event without one has its place at its subject. */
function pathOfDate({ valid }: Envelope): readonly string[] {
  if (valid === undefined) return ['subject']
  return 'begin' in valid ? ['valid', 'begin', 'edtf'] : ['valid', 'edtf']
}
