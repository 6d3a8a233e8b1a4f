import {
  applyCorrection,
  type Catalogue,
  type CorrectionPayload,
  citedText,
  type Envelope,
  type EventId,
  type Evidence,
  eventCorrected,
  eventRestored,
  eventRetracted,
  isOfType,
  isWellFormed,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
} from '../event/index.ts'
import { type Aspect, readValid, type ValidBounds } from '../time/index.ts'
import { appendTo } from './append-to.ts'
import { DependentsIndex } from './dependents-index.ts'
import { reportsOf } from './narrow.ts'
import { datedBy, type Link, linkIn, textBroughtBy, type Wording, wordingOf } from './wording.ts'

/** What a correction sets: `valid` are the bounds of the date that it sets, if it sets one. */
export type Setting = { readonly set: CorrectionPayload['set']; readonly valid?: ValidBounds }

/**
 * Every recorded event, indexed by what bears on what. It only grows, and holds nothing about any point: whether an
 * event is visible is for a {@link View} to say. A corrected event is indexed by its corrected words too; whether those
 * count is for the view to say as well.
 */
export class EventIndex {
  /** From what bears on an event back to the event. */
  readonly dependents = new DependentsIndex()
  readonly #events: RecordedEvent[] = []
  readonly #byId = new Map<EventId, RecordedEvent>()
  readonly #catalogue: Catalogue
  /** Of those alone that were corrected: as written, and then as each correction has it. */
  readonly #wordings = new Map<EventId, Wording[]>()
  /** As written, of those alone whose wording has more than they have themselves. */
  readonly #written: Map<EventId, Wording>
  readonly #corrected: Map<Wording, Map<EventId, Wording>>
  readonly #acts = new Map<EventId, RecordedEvent[]>()
  readonly #settings = new Map<EventId, Setting>()
  readonly #narrowings = new Map<EventId, RecordedEvent[]>()
  readonly #links = new Map<Subject, Link[]>()
  readonly #registrations = new Map<Subject, RecordedEvent[]>()
  readonly #revisions = new Map<Subject, RecordedEvent[]>()
  readonly #withdrawals = new Map<Subject, RecordedEvent[]>()
  readonly #sides = new Map<string, number>()
  readonly #sources = new Map<Subject, number>()

  /**
   * An empty index. The catalogue checks what corrections make of a payload; what another index of the same chronicle has
   * read already is shared with it, and not parsed again.
   */
  constructor(catalogue: Catalogue, other?: EventIndex) {
    this.#catalogue = catalogue
    this.#written = other === undefined ? new Map() : other.#written
    this.#corrected = other === undefined ? new Map() : other.#corrected
  }

  /** Indexes one event; positions must arrive in order. Cost: O(what it names). */
  add(recorded: RecordedEvent): void {
    this.#events.push(recorded)
    this.#byId.set(recorded.id, recorded)
    this.dependents.add(recorded)
    const wording = this.#asWritten(recorded)
    if (wording.published !== undefined) this.#written.set(recorded.id, wording)
    this.#file(recorded, wording)
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

  /** An event as written, and then as each correction by itself would have it, in order. */
  wordingsOf(id: EventId): readonly Wording[] {
    const recorded = this.#byId.get(id)
    return recorded === undefined ? [] : (this.#wordings.get(id) ?? [this.#asWritten(recorded)])
  }

  /** An event as all its corrections together have it, in force or not. */
  lastWordingOf(id: EventId): Wording | undefined {
    const [written] = this.wordingsOf(id)
    return written && this.actsOn(id).reduce((before, act) => this.afterAct(before, act.id), written)
  }

  /** The wording after one more act, which leaves it as it is unless it is a correction. Parsed once for each pair. */
  afterAct(before: Wording, act: EventId): Wording {
    const setting = this.#settings.get(act)
    if (setting === undefined) return before
    const next = this.#corrected.get(before) ?? new Map<EventId, Wording>()
    this.#corrected.set(before, next)
    const known = next.get(act)
    if (known !== undefined) return known
    const event = applyCorrection(before.event, setting.set)
    const sameShape = setting.set.payload === undefined
    const wellFormed = sameShape ? before.wellFormed : isWellFormed(this.#catalogue, event)
    const wording = wordingOf(event, setting.valid ?? before.valid, wellFormed)
    next.set(act, wording)
    return wording
  }

  /** How long what an event says holds, by its type. */
  aspectOf({ type }: Envelope): Aspect | undefined {
    return this.#catalogue.get(type)?.aspect
  }

  /** Where an event, as it reads, is reported, if it is something that happened. */
  reportsOf(event: Envelope): readonly Evidence[] {
    return reportsOf(this.#catalogue, event)
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

  /** The same as of an earlier head: a correction since then may have an event register another source. */
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

  /** Every side that some registration names in any wording, with the position at which it was first named. */
  get sides(): ReadonlyMap<string, number> {
    return this.#sides
  }

  /** The position at which a source was first registered, in any reading of an event. */
  registeredSince(source: Subject): number | undefined {
    return this.#sources.get(source)
  }

  /** All events that revise a source, in any of their readings. */
  revisionsOf(source: Subject): readonly RecordedEvent[] {
    return this.#revisions.get(source) ?? NONE
  }

  /** The registrations and revisions that bring the text that evidence names, in any of their readings. */
  bringing(evidence: Evidence): readonly RecordedEvent[] {
    const { source } = evidence
    const text = citedText(evidence)
    if (text === undefined) return NONE
    return [...new Set([...this.registrationsOf(source), ...this.revisionsOf(source)])].filter(({ id }) =>
      this.wordingsOf(id).some(
        ({ event }) => event.subject === source && textBroughtBy(event)?.digest === text,
      ),
    )
  }

  /** All events that revise or withdraw any source, in any of their readings. */
  get publishersActs(): Iterable<RecordedEvent> {
    return [...this.#revisions.values(), ...this.#withdrawals.values()].flat()
  }

  withdrawalsOf(source: Subject): readonly RecordedEvent[] {
    return this.#withdrawals.get(source) ?? NONE
  }

  #asWritten({ id, event, valid }: RecordedEvent): Wording {
    return this.#written.get(id) ?? wordingOf(event, valid, true)
  }

  #fileAct(act: RecordedEvent): void {
    if (act.event.target !== undefined) appendTo(this.#acts, act.event.target.event, act)
  }

  #fileCorrected(correction: RecordedEvent): void {
    const { set } = payloadOf(eventCorrected, correction.event)
    const target = correction.event.target && this.#byId.get(correction.event.target.event)
    if (target === undefined) return
    const written = this.#asWritten(target)
    this.#written.set(target.id, written)
    this.#settings.set(correction.id, {
      set,
      ...(set.valid !== undefined && { valid: readValid(set.valid ?? undefined) }),
    })
    const corrected = this.afterAct(written, correction.id)
    const wordings = this.#wordings.get(target.id) ?? [written]
    this.#wordings.set(target.id, wordings)
    wordings.push(corrected)
    this.#file(target, corrected)
    this.lastWordingOf(target.id)
  }

  /** Indexes an event by one of its wordings. */
  #file(recorded: RecordedEvent, wording: Wording): void {
    this.dependents.file(recorded.id, wording)
    const { event } = wording
    for (const id of datedBy(wording)) this.#fileNarrowing(id, recorded)
    const link = linkIn(wording)
    if (link !== undefined) this.#link(link.says, link.pair, recorded)
    if (event.type === sourceRevised.type) appendTo(this.#revisions, event.subject, recorded)
    if (event.type === sourceRetracted.type) appendTo(this.#withdrawals, event.subject, recorded)
    if (!isOfType(sourceRegistered, event)) return
    appendTo(this.#registrations, event.subject, recorded)
    this.#since(this.#sources, event.subject)
    if (event.payload.side !== undefined) this.#since(this.#sides, event.payload.side)
  }

  /** Each inference once, in order: a corrected one is filed again, and after later ones. */
  #fileNarrowing(id: EventId, inference: RecordedEvent): void {
    const narrowings = this.narrowingsOf(id)
    if (narrowings.includes(inference)) return
    const isLast = narrowings.every(({ position }) => position < inference.position)
    if (isLast) appendTo(this.#narrowings, id, inference)
    else
      this.#narrowings.set(
        id,
        [...narrowings, inference].sort((a, b) => a.position - b.position),
      )
  }

  /** Notes the position of the event being indexed, for a name that is new. */
  #since(heard: Map<string, number>, name: string): void {
    if (!heard.has(name)) heard.set(name, this.#events.length)
  }

  #link(says: Link['says'], [one, other]: readonly [Subject, Subject], by: RecordedEvent): void {
    if (one === other) return
    appendTo(this.#links, one, { says, other, by })
    appendTo(this.#links, other, { says, other: one, by })
  }
}

const NONE: readonly RecordedEvent[] = []
