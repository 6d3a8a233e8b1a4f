import type { Envelope, EventId, Evidence, RecordedEvent, Subject } from '../../src/event/index.ts'
import {
  type Bound,
  type CivilDay,
  parseDay,
  readBound,
  readValid,
  type Valid,
  type ValidBounds,
} from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { asBegin } from './lasting.ts'

/**
 * What can be seen, by going through everything: of each source, and of each revision and withdrawal of one, it is tried
 * both ways whether it was out, and in each such world the rules are followed to the letter.
 */

/** An event as it reads in one world; `early` if its date lies wholly after all that its sources can tell of. */
export type Read = {
  readonly event: Envelope
  readonly bounds: ValidBounds
  readonly by: readonly EventId[]
  readonly early: boolean
}

/** How an event reads in each world; undefined where it cannot be seen. */
export type Readings = ReadonlyMap<EventId, readonly (Read | undefined)[]>

/** What happens, of the library: such cannot be told before it happened. */
const HAPPENED = [
  'BookCatalogued',
  'LoanMade',
  'LoanRenewed',
  'LoanReturned',
  'LoanLost',
  'DeskTold',
  'ClerkCame',
  'ClerkWent',
]
/** What lasts: a bare day of such is its begin. */
const LASTING = ['ReaderJoined']
const ACTS = ['EventCorrected', 'EventRetracted', 'EventRestored']

export function readingsOf(events: readonly RecordedEvent[], point: Point): Readings {
  const seen = events.filter(({ position }) => position <= point.position)
  const sources = [...new Set(seen.filter(isRegistration).map(({ event }) => event.subject))]
  const publishing = seen.filter(isOfPublisher).map(({ id }) => id)
  const worlds = point.knownAt === undefined ? [new Set<string>()] : subsetsOf([...sources, ...publishing])
  const read = worlds.map((out) => worldOf(seen, point, out))
  return new Map(
    seen.map(({ id }) => {
      const ways = read.map((world) => world.get(id))
      return [id, ways.some((way) => way?.early) ? [...ways, undefined] : ways]
    }),
  )
}

/**
 * What it rests on when sources came out, whatever day it is known by: the premises of each correction that says so, and what
 * bears on these.
 */
export function restedOnByDates(events: readonly RecordedEvent[]): ReadonlySet<EventId> {
  const byId = new Map(events.map((event) => [event.id, event]))
  const dating = events.filter((act) => {
    const target = byId.get(act.event.target?.event ?? '')
    return target !== undefined && saysOnlyWhenOut(act, target)
  })
  const rested = new Set(dating.flatMap(({ event }) => event.premises ?? []))
  for (const id of rested) {
    const event = byId.get(id)?.event
    const text = JSON.stringify([event?.subject, event?.evidence, event?.payload])
    for (const premise of event?.premises ?? []) rested.add(premise)
    for (const other of events)
      if (
        other.event.target?.event === id ||
        (other.event.type.startsWith('Source') && text.includes(`"${other.event.subject}"`))
      )
        rested.add(other.id)
  }
  return rested
}

type Acted = Pick<Read, 'event' | 'by'>

/** How every event reads where, of the sources, revisions and withdrawals whose date is open, just those were out. */
function worldOf(
  events: readonly RecordedEvent[],
  point: Point,
  out: ReadonlySet<string>,
): ReadonlyMap<EventId, Read> {
  const byId = new Map(events.map((event) => [event.id, event]))

  /**
   * `without`: acts of one event from a position on that do not count; `last`: withdrawals do not count; `anyText`: it is not
   * asked which text of a source evidence is from. `dating`: it is asked when that source came out, so every source and every act
   * of a publisher counts as out, and that source is not withdrawn.
   */
  type Scope = {
    readonly without: readonly (readonly [EventId, number])[]
    readonly last: boolean
    readonly anyText: boolean
    readonly dating?: Subject
  }

  function reads(id: EventId, asked: Scope): Acted | undefined {
    const told = byId.get(id)
    if (told === undefined) return undefined
    const { type } = told.event
    const scope = {
      ...asked,
      last: asked.last || type === 'SourceRetracted',
      anyText: asked.anyText || type === 'SourceRevised',
    }
    for (const premise of told.event.premises ?? []) if (reads(premise, scope) === undefined) return undefined
    const acted = afterActs(told, scope)
    if (acted === undefined) return undefined
    if (isOfPublisher(told) && hasOwnDate(acted.event)) {
      for (const { source } of acted.event.evidence ?? []) {
        const registration = registrationOf(source, scope)
        const out = registration !== undefined && isOut(source, registration, scope)
        const may = out
          ? isTrustedOn(source, registration.payload.side) && !isWithdrawn(source, scope)
          : isTrustedOn(source, undefined)
        if (!may) return undefined
      }
      const original = registrationOf(acted.event.subject, scope)
      const asked = original !== undefined && isTrusted(acted.event.subject, scope)
      if (asked && !isOut(acted.event.subject, original, scope)) return undefined
      const since = readValid(acted.event.valid as Valid | undefined).begin
      return isOutSince(since, id, scope) ? acted : undefined
    }
    return acted.event.evidence?.every((each) => cites(each, scope)) === false ? undefined : acted
  }

  /** Each once: without that, it takes minutes where many acts rest on one another. */
  const known = new Map<string, Acted | undefined>()
  function afterActs(told: RecordedEvent, scope: Scope): Acted | undefined {
    const asked = JSON.stringify([told.position, scope])
    if (!known.has(asked)) known.set(asked, acted(told, scope))
    return known.get(asked)
  }

  function acted(told: RecordedEvent, scope: Scope): Acted | undefined {
    let { event } = told
    const by = [told.id]
    let retracted = false
    for (const act of events) {
      if (!ACTS.includes(act.event.type) || act.event.target?.event !== told.id) continue
      if (scope.without.some(([id, position]) => id === told.id && act.position >= position)) continue
      if (!counts(act, told, scope)) continue
      by.push(act.id)
      if (act.event.type === 'EventCorrected') event = corrected(event, act.event)
      if (act.event.type === 'EventRetracted') retracted = true
      if (act.event.type === 'EventRestored') retracted = false
    }
    return retracted ? undefined : { event, by }
  }

  function counts(act: RecordedEvent, target: RecordedEvent, scope: Scope): boolean {
    const inner = { ...scope, without: [...scope.without, [target.id, act.position] as const] }
    const premises = act.event.premises ?? []
    const forPremises = saysOnlyWhenOut(act, target) ? { ...inner, dating: target.event.subject } : inner
    const evidence = (act.event.evidence ?? []).filter(
      (each) => textOf(each) !== undefined || !isRegistration(target) || target.event.subject !== each.source,
    )
    return (
      premises.every((premise) => reads(premise, forPremises) !== undefined) &&
      evidence.every((each) => cites(each, inner))
    )
  }

  function cites(evidence: Evidence, scope: Scope): boolean {
    const { source } = evidence
    if (!sees(source, scope)) return false
    const text = textOf(evidence)
    if (text === undefined || scope.anyText) return true
    const brings = (event: Envelope | undefined) =>
      event?.subject === source && JSON.stringify(event.payload.text)?.includes(text) === true
    return (
      brings(registrationOf(source, scope)) ||
      events.some(({ id, event }) => event.type === 'SourceRevised' && brings(reads(id, scope)?.event))
    )
  }

  function sees(source: Subject, scope: Scope): boolean {
    const registration = registrationOf(source, scope)
    return (
      registration !== undefined &&
      isTrusted(source, scope) &&
      isOut(source, registration, scope) &&
      !isWithdrawn(source, scope)
    )
  }

  function isTrusted(source: Subject, scope: Scope): boolean {
    const registration = registrationOf(source, scope)
    return registration !== undefined && isTrustedOn(source, registration.payload.side)
  }

  function isTrustedOn(source: Subject, side: unknown): boolean {
    const { only, sides, without } = point.trusting
    const named =
      (only === undefined && sides === undefined) ||
      only?.includes(source) ||
      (typeof side === 'string' && sides?.includes(side))
    return named === true && without?.includes(source) !== true
  }

  function isOut(source: Subject, registration: Envelope, scope: Scope): boolean {
    return isOutSince(readBound(registration.payload.published as Bound), source, scope)
  }

  function isOutSince(days: Days, ground: string, scope: Scope): boolean {
    if (point.knownAt === undefined || scope.dating !== undefined) return true
    if (days.earliest > point.knownAt) return false
    return days.latest <= point.knownAt + 1 || out.has(ground)
  }

  function isWithdrawn(source: Subject, scope: Scope): boolean {
    if (scope.last || scope.dating === source) return false
    return events.some(
      ({ id, event }) => event.type === 'SourceRetracted' && reads(id, scope)?.event.subject === source,
    )
  }

  function registrationOf(source: Subject, scope: Scope): Envelope | undefined {
    for (const told of events) {
      if (!isRegistration(told)) continue
      const acted = afterActs(told, scope)
      if (acted?.event.subject === source) return acted.event
    }
    return undefined
  }

  /** The last days on which what evidence cites may have come out: a source, or each revision that brings its text. */
  function broughtOn(evidence: Evidence): readonly CivilDay[] {
    const { source } = evidence
    const text = textOf(evidence)
    const registration = registrationOf(source, all)
    const original = readBound(registration?.payload.published as Bound).latest - 1
    if (text === undefined || `${JSON.stringify(registration?.payload.text)}`.includes(text))
      return [original]
    return events.flatMap(({ id, event }) => {
      const revision = event.type === 'SourceRevised' ? reads(id, all)?.event : undefined
      if (revision?.subject !== source || !`${JSON.stringify(revision.payload.text)}`.includes(text))
        return []
      if (!hasOwnDate(revision)) return Infinity
      return Math.max(original, readValid(revision.valid as Valid | undefined).begin.latest - 1)
    })
  }

  const all = { without: [], last: false, anyText: false }
  const world = new Map<EventId, Read>()
  for (const { id } of events) {
    const read = reads(id, all)
    if (read === undefined) continue
    let bounds = readValid(read.event.valid as Valid | undefined)
    // The last days on which its sources may have come out; each tells of no later day than the one after that.
    const lasts = HAPPENED.includes(read.event.type)
      ? (read.event.evidence ?? [])
          .filter(({ role }) => role === 'statement')
          .flatMap((evidence) => broughtOn(evidence))
      : []
    const told = lasts.map((last) => last + 1)
    const early = told.length > 0 && told.every((day) => bounds.begin.earliest > day)
    if (told.length > 0 && bounds.begin.earliest <= Math.min(...told))
      bounds = onlyAmong(begunBy(bounds, Math.min(...told)), setIn(read.event)) ?? bounds
    const by = [...read.by]
    let listed = setIn(read.event)
    for (const inference of events) {
      if (inference.event.type !== 'DateInferred') continue
      const inferred = reads(inference.id, all)
      const { of } = inferred?.event.payload ?? {}
      if (inferred === undefined || !Array.isArray(of) || !of.includes(id)) continue
      const inferredBounds = readValid(inferred.event.valid as Valid | undefined)
      const narrowed = LASTING.includes(read.event.type)
        ? narrowed1(asBegin(bounds), asBegin(inferredBounds))
        : narrowed1(bounds, inferredBounds)
      const sets = [...listed, ...setIn(inferred.event)]
      const among = narrowed && onlyAmong(narrowed, sets)
      if (among === undefined) continue
      bounds = among
      listed = sets
      by.push(...inferred.by)
    }
    world.set(id, { event: read.event, bounds, by, early })
  }
  return world
}

/** The bounds without the days on which it would begin after that day. */
function begunBy(bounds: ValidBounds, day: CivilDay): ValidBounds {
  const begin = { earliest: bounds.begin.earliest, latest: Math.min(bounds.begin.latest, day + 1) }
  return { begin, end: bounds.endStatus === 'once' ? begin : bounds.end, endStatus: bounds.endStatus }
}

/** Rule 5, day by day: the begins and the ends that both allow. */
function narrowed1(bounds: ValidBounds, by: ValidBounds): ValidBounds | undefined {
  const once = bounds.endStatus === 'once'
  const beginBy = once
    ? {
        earliest: Math.min(by.begin.earliest, by.end.earliest),
        latest: Math.max(by.begin.latest, by.end.latest),
      }
    : by.begin
  const begin = both(bounds.begin, beginBy)
  const end = once ? begin : both(bounds.end, by.end)
  if (begin.earliest >= begin.latest || end.earliest >= end.latest || begin.earliest >= end.latest)
    return undefined
  return {
    begin: { earliest: begin.earliest, latest: Math.min(begin.latest, end.latest) },
    end: { earliest: Math.max(end.earliest, begin.earliest), latest: end.latest },
    endStatus: once
      ? 'once'
      : by.endStatus === 'once' || by.endStatus === 'stated'
        ? 'stated'
        : bounds.endStatus,
  }
}

/** The two days of which a text like `[2020-01-03,2020-01-05]` means one, as far as it says when something begins. */
function setIn({ valid }: Envelope): readonly (readonly CivilDay[])[] {
  const text = valid !== undefined && 'edtf' in valid ? valid.edtf : ''
  return /^\[[^.]*,[^.]*\]$/.test(text) ? [text.slice(1, -1).split(',').map(parseDay)] : []
}

/** The bounds from the first to the last day of the begin that is listed in each of the sets. */
function onlyAmong(bounds: ValidBounds, sets: readonly (readonly CivilDay[])[]): ValidBounds | undefined {
  const [first, ...others] = sets
  if (first === undefined) return bounds
  const days = first.filter(
    (day) =>
      bounds.begin.earliest <= day && day < bounds.begin.latest && others.every((set) => set.includes(day)),
  )
  if (days.length === 0) return undefined
  const begin = { earliest: Math.min(...days), latest: Math.max(...days) + 1 }
  if (bounds.endStatus === 'once') return { ...bounds, begin, end: begin }
  const end = { ...bounds.end, earliest: Math.max(bounds.end.earliest, begin.earliest) }
  return { ...bounds, begin, end }
}

type Days = { readonly earliest: CivilDay; readonly latest: CivilDay }

function both(a: Days, b: Days): Days {
  return { earliest: Math.max(a.earliest, b.earliest), latest: Math.min(a.latest, b.latest) }
}

function corrected(event: Envelope, act: Envelope): Envelope {
  const set = act.payload.set as Partial<Envelope>
  const payload = { ...event.payload, ...set.payload }
  const kept = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null))
  return { ...event, ...set, payload: kept }
}

function isRegistration({ event }: RecordedEvent): boolean {
  return event.type === 'SourceRegistered'
}

/** Whether an act corrects the date on which a source came out, and nothing besides. */
function saysOnlyWhenOut(act: RecordedEvent, target: RecordedEvent): boolean {
  const { set } = act.event.payload
  const only = /^\{"payload":\{"published":(\{[^{}]*\}|null)\}\}$/
  return isRegistration(target) && act.event.type === 'EventCorrected' && only.test(JSON.stringify(set))
}

/** Whether its publisher did something to a source: revised or withdrew it. */
function isOfPublisher({ event }: RecordedEvent): boolean {
  return event.type === 'SourceRevised' || event.type === 'SourceRetracted'
}

/** Whether it is known from its own date: it has one, or nothing but the source itself to be known from. */
function hasOwnDate({ valid, subject, evidence = [] }: Envelope): boolean {
  return valid !== undefined || evidence.every(({ source }) => source === subject)
}

/** The digest of the text that the words stand in, where evidence names it. */
function textOf(evidence: Evidence): string | undefined {
  return 'text' in evidence ? evidence.text : undefined
}

function subsetsOf(grounds: readonly string[]): ReadonlySet<string>[] {
  return grounds.reduce<ReadonlySet<string>[]>(
    (subsets, ground) => subsets.flatMap((subset) => [subset, new Set([...subset, ground])]),
    [new Set()],
  )
}
