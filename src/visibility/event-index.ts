import {
  applyCorrection,
  type CorrectionPayload,
  dateInferred,
  type Envelope,
  type EventId,
  eventCorrected,
  eventRestored,
  eventRetracted,
  identityAsserted,
  identityDenied,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
} from '../event/index.ts'
import { readValid, type ValidBounds } from '../time/index.ts'
import { DependentsIndex } from './dependents-index.ts'

/** What a correction sets, read once: `valid` are the bounds of the date that it sets, if it sets one. */
export type Setting = { readonly set: CorrectionPayload['set']; readonly valid?: ValidBounds }

/**
 * All that was recorded, filed by what bears on what. It only grows, and holds nothing about any point:
 * who may see an entry is asked anew of every {@link View}. An event that a correction gives other words is
 * filed by those too; whether they count is for the view to say.
 */
export class EventIndex {
  /** The way back, from what bears on an event to the event. */
  readonly dependents = new DependentsIndex()
  readonly #events: RecordedEvent[] = []
  readonly #byId = new Map<EventId, RecordedEvent>()
  readonly #acts = new Map<EventId, RecordedEvent[]>()
  readonly #settings = new Map<EventId, Setting>()
  readonly #narrowings = new Map<EventId, RecordedEvent[]>()
  readonly #links = new Map<Subject, Link[]>()
  readonly #registrations = new Map<Subject, RecordedEvent[]>()
  readonly #withdrawals = new Map<Subject, RecordedEvent[]>()
  readonly #sides = new Map<string, number>()
  readonly #sources = new Map<Subject, number>()

  /** Files one event; positions must arrive in order. Cost: O(what it names). */
  add(recorded: RecordedEvent): void {
    this.#events.push(recorded)
    this.#byId.set(recorded.id, recorded)
    this.dependents.add(recorded)
    this.#file(recorded, recorded.event, recorded.valid)
    switch (recorded.event.type) {
      case eventCorrected.type:
        this.#fileAct(recorded)
        this.#fileCorrected(recorded)
        break
      case eventRetracted.type:
      case eventRestored.type:
        this.#fileAct(recorded)
        break
    }
  }

  /** All events in order of position. */
  get events(): readonly RecordedEvent[] {
    return this.#events
  }

  event(id: EventId): RecordedEvent | undefined {
    return this.#byId.get(id)
  }

  /** What was done to an event, in order: corrections, retractions, restorations. */
  actsOn(id: EventId): readonly RecordedEvent[] {
    return this.#acts.get(id) ?? NONE
  }

  /** What a correction sets; of other events, undefined. */
  settingOf(act: EventId): Setting | undefined {
    return this.#settings.get(act)
  }

  /** An event as written, and as each correction by itself would have it read. */
  *readingsOf(id: EventId): Iterable<Envelope> {
    const event = this.#byId.get(id)?.event
    if (event === undefined) return
    yield event
    for (const act of this.actsOn(id)) {
      const setting = this.#settings.get(act.id)
      if (setting !== undefined) yield applyCorrection(event, setting.set)
    }
  }

  /** The inferences that date an event, in order. */
  narrowingsOf(id: EventId): readonly RecordedEvent[] {
    return this.#narrowings.get(id) ?? NONE
  }

  linksOf(subject: Subject): readonly Link[] {
    return this.#links.get(subject) ?? []
  }

  /** The first event that registers a source. */
  registrationOf(source: Subject): RecordedEvent | undefined {
    return this.#registrations.get(source)?.[0]
  }

  /** All events that register a source, in order: one in use, and what was retracted or moved. */
  registrationsOf(source: Subject): readonly RecordedEvent[] {
    return this.#registrations.get(source) ?? NONE
  }

  /** The first registration of every source, in order of position. */
  get registrations(): readonly RecordedEvent[] {
    return this.registrationsBy(this.#events.length)
  }

  /** The same as it was when the head stood at a position: a correction since may have an event register another. */
  registrationsBy(position: number): readonly RecordedEvent[] {
    const first = [...this.#registrations].flatMap(([source, [first]]) =>
      first !== undefined && (this.#sources.get(source) ?? Infinity) <= position ? [first] : [],
    )
    return [...new Set(first)].sort((a, b) => a.position - b.position)
  }

  /** Every source that some event registers, in any of its readings. */
  get sources(): readonly Subject[] {
    return [...this.#registrations.keys()]
  }

  /** Every side that some source was ever said to speak for, and the position at which that was first said. */
  get sides(): ReadonlyMap<string, number> {
    return this.#sides
  }

  /** The position at which a source was first registered, in any reading of an event. */
  registeredSince(source: Subject): number | undefined {
    return this.#sources.get(source)
  }

  withdrawalsOf(source: Subject): readonly RecordedEvent[] {
    return this.#withdrawals.get(source) ?? NONE
  }

  #fileAct(act: RecordedEvent): void {
    if (act.event.target !== undefined) append(this.#acts, act.event.target.event, act)
  }

  #fileCorrected(correction: RecordedEvent): void {
    const set = eventCorrected.payload.safeParse(correction.event.payload).data?.set
    const target = correction.event.target && this.#byId.get(correction.event.target.event)
    if (set === undefined || target === undefined) return
    const corrected = applyCorrection(target.event, set)
    const valid = set.valid === undefined ? target.valid : readValid(set.valid)
    this.#settings.set(correction.id, { set, ...(set.valid === undefined ? {} : { valid }) })
    this.#file(target, corrected, valid)
  }

  /** Files an event by what it says in one of its readings. */
  #file(recorded: RecordedEvent, reading: Envelope, valid: ValidBounds): void {
    this.dependents.file(recorded.id, reading, valid)
    const { type, subject, payload } = reading
    switch (type) {
      case dateInferred.type:
        for (const id of dateInferred.payload.safeParse(payload).data?.of ?? [])
          append(this.#narrowings, id, recorded)
        break
      case identityAsserted.type:
        this.#link('same', identityAsserted.payload.safeParse(payload).data?.same, recorded)
        break
      case identityDenied.type:
        this.#link('distinct', identityDenied.payload.safeParse(payload).data?.distinct, recorded)
        break
      case sourceRegistered.type:
        append(this.#registrations, subject, recorded)
        this.#since(this.#sources, subject)
        if (typeof payload.side === 'string') this.#since(this.#sides, payload.side)
        break
      case sourceRetracted.type:
        append(this.#withdrawals, subject, recorded)
        break
    }
  }

  /** Notes the position of the event being filed, for what was not heard of before. */
  #since(heard: Map<string, number>, name: string): void {
    if (!heard.has(name)) heard.set(name, this.#events.length)
  }

  #link(says: Link['says'], pair: readonly [Subject, Subject] | undefined, by: RecordedEvent): void {
    if (pair === undefined || pair[0] === pair[1]) return
    const [one, other] = pair
    append(this.#links, one, { says, other, by })
    append(this.#links, other, { says, other: one, by })
  }
}

/** One subject's side of an identity asserted or denied. */
export type Link = {
  readonly says: 'same' | 'distinct'
  readonly other: Subject
  readonly by: RecordedEvent
}

const NONE: readonly RecordedEvent[] = []

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
