import { isOneStepApart } from '../errors.ts'
import {
  applyCorrection,
  documentAddress,
  type Envelope,
  type EventId,
  type EventOf,
  eventCorrected,
  isOfType,
  isRetractedAfter,
  kindOf,
  type Subject,
  sourceRegistered,
  sourceRevised,
} from '../event/index.ts'
import type { Instant } from '../time/index.ts'
import type { TextFacts } from './texts.ts'

/** A recorded event: as written, as corrected since, and the last act on it. */
export type StandingEvent = {
  readonly id: EventId
  readonly event: Envelope
  readonly current: Envelope
  readonly lastAct: EventId | undefined
  readonly retracted: boolean
}

/** A registered source: the event that registered it, its texts as registered, and with those of revisions, the latest last. */
export type StandingSource = {
  readonly registration: EventId
  readonly registered: readonly TextFacts[]
  readonly texts: readonly TextFacts[]
}

/**
 * What is recorded in a chronicle, for a further batch to be checked against. Acts count in the order of positions, and
 * no clocks do; how events read at a point on the three clocks is worked out by `visibility` instead.
 */
export type ReadonlyWriteModel = {
  readonly chronicle: string
  /** Of the last event; 0 when there is none. */
  readonly position: number
  readonly recordedAt: Instant | undefined
  eventOf(id: EventId): StandingEvent | undefined
  /** The ids that begin with these eight or more digits. */
  idsBeginningWith(start: string): readonly EventId[]
  sourceOf(subject: Subject): StandingSource | undefined
  /** The texts that the revisions of a source give, in order, whether or not its registration stands. */
  revisedTextsOf(subject: Subject): readonly TextFacts[]
  /**
   * The events about a subject, as corrected and without those that are retracted, in the order in which they became so. Of
   * more than {@link MOST_ABOUT} recorded ones, the first and the last half of that number.
   */
  eventsAbout(subject: Subject): readonly StandingEvent[]
  /** Subjects of the same kind whose names are one character from that of this one. Some may have no event any more. */
  subjectsNear(subject: Subject): ReadonlySet<Subject>
  /** The registered sources that have this label in the events as corrected, in the order in which they took it. */
  sourcesLabelled(label: unknown): ReadonlySet<Subject>
  /** The registered sources that were published with the text of this digest. */
  sourcesWithText(digest: string): ReadonlySet<Subject>
  /** The registered sources at this address, as {@link documentAddress} gives it. */
  sourcesAt(address: string): ReadonlySet<Subject>
  /** Subjects of a kind that events are about, each once: of a large chronicle some, and none only where there are none. */
  subjectsOf(kind: string): ReadonlySet<Subject>
  /** Every source registered, with its texts. Cost: all of them. */
  sources(): ReadonlyMap<Subject, readonly TextFacts[]>
}

/** How many of the events about one subject are looked at. */
export const MOST_ABOUT = 20

/** A {@link ReadonlyWriteModel} to which further events can be applied, in their order. */
export type WriteModel = ReadonlyWriteModel & {
  apply(entry: { readonly id: EventId; readonly event: Envelope; readonly recordedAt: Instant }): void
}

/** The write model of an empty chronicle. */
export function emptyWriteModel(chronicle: string): ReadonlyWriteModel {
  return {
    chronicle,
    position: 0,
    recordedAt: undefined,
    eventOf: () => undefined,
    idsBeginningWith: () => [],
    sourceOf: () => undefined,
    revisedTextsOf: () => [],
    eventsAbout: () => [],
    subjectsNear: () => new Set(),
    sourcesLabelled: () => new Set(),
    sourcesWithText: () => new Set(),
    sourcesAt: () => new Set(),
    subjectsOf: () => new Set(),
    sources: () => new Map(),
  }
}

/** A write model on top of another one, which is left unchanged. */
export function writeModelOver(below: ReadonlyWriteModel): WriteModel {
  const events = new Map<EventId, StandingEvent>()
  const sources = new Map<Subject, Omit<StandingSource, 'texts'> | undefined>()
  const revised = new Map<Subject, readonly TextFacts[]>()
  const about = new Map<Subject, Set<EventId>>()
  /** The subjects of these by their kinds. */
  const ofKind = new Map<string, Set<Subject>>()
  const labels = new Map<unknown, Set<Subject>>()
  let { position, recordedAt } = below

  const eventOf = (id: EventId) => events.get(id) ?? below.eventOf(id)
  const revisedTextsOf = (subject: Subject) => revised.get(subject) ?? below.revisedTextsOf(subject)
  const sourceOf = (subject: Subject): StandingSource | undefined => {
    const source = sources.has(subject) ? sources.get(subject) : below.sourceOf(subject)
    return source && { ...source, texts: eachOnce([...source.registered, ...revisedTextsOf(subject)]) }
  }
  const eventsAbout = (subject: Subject) => {
    const before = below.eventsAbout(subject)
    const own = about.get(subject)
    if (events.size === 0) return before
    const standing = new Map(before.map((each) => [each.id, events.get(each.id) ?? each]))
    for (const id of own ?? []) {
      const event = standing.has(id) ? undefined : eventOf(id)
      if (event !== undefined) standing.set(id, event)
    }
    const all = [...standing.values()]
    return all.filter(({ current, retracted }) => !retracted && current.subject === subject)
  }
  const sourcesLabelled = (label: unknown) => labels.get(label) ?? below.sourcesLabelled(label)

  const labelled = ({ subject, payload: { label } }: Envelope) => {
    const own = labels.get(label) ?? new Set(sourcesLabelled(label))
    labels.set(label, own)
    return { add: () => own.add(subject), remove: () => own.delete(subject) }
  }
  const place = (id: EventId, { current, retracted }: StandingEvent, by: 1 | -1) => {
    if (retracted) return
    const { subject, type } = current
    if (by === 1) {
      about.getOrInsertComputed(subject, () => new Set()).add(id)
      ofKind.getOrInsertComputed(kindOf(subject), () => new Set()).add(subject)
    }
    if (type === sourceRevised.type && by === 1)
      revised.set(subject, eachOnce([...revisedTextsOf(subject), ...textFactsOf(current)]))
    if (type !== sourceRegistered.type) return
    const source = sourceOf(subject)
    if (by === 1) {
      const registered = eachOnce([...textFactsOf(current), ...(source?.registered ?? [])])
      sources.set(subject, { registration: source?.registration ?? id, registered })
      if (source === undefined) labelled(current).add()
    } else if (source?.registration === id) {
      sources.set(subject, undefined)
      labelled(current).remove()
    }
  }

  return {
    chronicle: below.chronicle,
    get position() {
      return position
    },
    get recordedAt() {
      return recordedAt
    },
    eventOf,
    idsBeginningWith(start) {
      const own = events.keys().filter((id) => start.length >= 8 && id.startsWith(start))
      return [...new Set([...below.idsBeginningWith(start), ...own])]
    },
    sourceOf,
    revisedTextsOf,
    eventsAbout,
    subjectsNear(subject) {
      const own = [...(ofKind.get(kindOf(subject)) ?? [])].filter((each) => isOneStepApart(each, subject))
      return new Set([...below.subjectsNear(subject), ...own])
    },
    sourcesLabelled,
    sourcesWithText(digest) {
      const added = [...sources.keys(), ...revised.keys()]
      const candidates = new Set([...below.sourcesWithText(digest), ...added])
      return new Set([...candidates].filter((subject) => hasText(sourceOf(subject), digest)))
    },
    sourcesAt(address) {
      const candidates = new Set([...below.sourcesAt(address), ...sources.keys()])
      return new Set([...candidates].filter((subject) => registeredAddress(this, subject) === address))
    },
    subjectsOf(kind) {
      const own = ofKind.get(kind)
      const before = below.subjectsOf(kind)
      return own === undefined ? before : before.union(own)
    },
    sources() {
      const all = new Map(below.sources())
      for (const subject of [...sources.keys(), ...revised.keys()]) {
        const source = sourceOf(subject)
        if (source === undefined) all.delete(subject)
        else all.set(subject, source.texts)
      }
      return all
    },
    apply(entry) {
      const { id, event } = entry
      if (eventOf(id) !== undefined) return
      position += 1
      recordedAt = entry.recordedAt
      const standing: StandingEvent = { id, event, current: event, lastAct: undefined, retracted: false }
      events.set(id, standing)
      if (event.target === undefined) return place(id, standing, 1)
      const before = eventOf(event.target.event)
      if (before === undefined) return
      const after = afterAct(before, id, event)
      place(event.target.event, before, -1)
      events.set(event.target.event, after)
      place(event.target.event, after, 1)
    },
  }
}

/** Digest and length of the text that a registration or revision gives, if it gives one. */
export function textFactsOf(event: {
  readonly payload: Readonly<Record<string, unknown>>
}): readonly TextFacts[] {
  const text = sourceRevised.payload.shape.text.safeParse(event.payload.text)
  return text.success && text.data !== undefined ? [text.data] : []
}

/** Whether a source, if it is registered, was published with the text of this digest. */
export function hasText(source: StandingSource | undefined, digest: string): boolean {
  return source?.texts.some((text) => text.digest === digest) ?? false
}

/** The registration of a source that is registered, as it is corrected. */
export function registrationOf(
  model: Pick<ReadonlyWriteModel, 'sourceOf' | 'eventOf'>,
  source: Subject,
): EventOf<typeof sourceRegistered> | undefined {
  const registration = model.sourceOf(source)?.registration
  const registered = registration && model.eventOf(registration)?.current
  return registered && isOfType(sourceRegistered, registered) ? registered : undefined
}

/** The address of the document that a source is registered as. */
export function registeredAddress(
  model: Pick<ReadonlyWriteModel, 'sourceOf' | 'eventOf'>,
  source: Subject,
): string | undefined {
  const registration = registrationOf(model, source)
  return registration && documentAddress(registration.payload)
}

function eachOnce(texts: readonly TextFacts[]): readonly TextFacts[] {
  return [...new Map(texts.map((text) => [text.digest, text])).values()]
}

function afterAct(before: StandingEvent, id: EventId, act: Envelope): StandingEvent {
  const after = { ...before, lastAct: id, retracted: isRetractedAfter(act, before.retracted) }
  return isOfType(eventCorrected, act)
    ? { ...after, current: applyCorrection(before.current, act.payload.set) }
    : after
}
