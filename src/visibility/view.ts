import {
  applyCorrection,
  citedText,
  type Envelope,
  type EventId,
  type Evidence,
  originNamed,
  payloadOf,
  type RecordedEvent,
  type SourcePayload,
  type Subject,
  sourceRegistered,
  sourcesOf,
} from '../event/index.ts'
import { type Answer, allOf, type CivilDay, type Days, hull, type Interval, knownBy } from '../time/index.ts'
import { seeByRule } from './by-rule.ts'
import type { EventIndex } from './event-index.ts'
import { type Basis, trusts } from './point.ts'
import { publicationOf, sourceDatedBy } from './reading.ts'
import {
  type Clocks,
  UNSEEN,
  type Version,
  type Visibility,
  type VisibleEvent,
  versionOf,
} from './version.ts'
import { isOfPublisher, ownDateOf, type PublishedText, textBroughtBy, wordingOf } from './wording.ts'
import { Worlds } from './worlds.ts'

/** Told of each answer that a view remembers, with its versions; or about how many bytes others keep with the view. */
type Grown = (versions: number, bytes?: number) => void

/**
 * Which events are visible from one basis (rule 1: visible first, then when).
 *
 * Visibility depends on recorded time, known time and trust, never on a valid date. The answer for one event is exact: it
 * covers every possible world, in which each source of open date was published by then or not. If more than eight such
 * sources bear on it, it follows by rule instead: every reading is possible, and nothing is certain. Answers are
 * `definitely`, `possibly` or `no`, and cached for the life of the view.
 */
export class View {
  readonly basis: Basis
  readonly eventIndex: EventIndex
  readonly grown: Grown
  readonly #worlds: Worlds
  readonly #visibilities = new Map<EventId, Visibility>()
  readonly #sources = new Map<Subject, Answer>()
  readonly #published = new Map<Subject, Days | undefined>()

  constructor(eventIndex: EventIndex, basis: Basis, grown: Grown = () => {}) {
    this.eventIndex = eventIndex
    this.basis = basis
    this.grown = grown
    this.#worlds = new Worlds(eventIndex, basis)
  }

  /** Every way in which an event may read. Cost: 2ⁿ for the n ≤ 8 open sources that bear on it, mostly none; of more, the acts on it. */
  see(id: EventId): Visibility {
    const remembered = this.#visibilities.get(id)
    if (remembered !== undefined) return remembered
    const root = this.eventIndex.event(id)
    const visibility = root === undefined ? UNSEEN : this.#shown(root, this.#see(root))
    this.#visibilities.set(id, visibility)
    this.grown(visibility.versions.length)
    return visibility
  }

  /** Whether an event is visible in any version: recorded, known, trusted, not retracted. */
  exists(id: EventId): Answer {
    const { versions, absent } = this.see(id)
    return versions.length === 0 ? 'no' : absent ? 'possibly' : 'definitely'
  }

  /** The visible versions of an event; empty if it is not visible. */
  versions(id: EventId): readonly Version[] {
    return this.see(id).versions
  }

  /** Whether a source is known, trusted and not withdrawn. */
  source(id: Subject): Answer {
    const remembered = this.#sources.get(id)
    if (remembered !== undefined) return remembered
    const answer = this.#worlds.answer((world) => world.sees(id))
    this.#sources.set(id, answer)
    this.grown(0)
    return answer
  }

  /** Whether a correction, retraction or restoration counts. */
  inForce(act: RecordedEvent): Answer {
    return this.#worlds.answer((world) => world.isInForce(act))
  }

  /** When the public could know a source, by all its possible readings at this position. */
  publishedOf(id: Subject): Days | undefined {
    if (this.#published.has(id)) return this.#published.get(id)
    const readings = this.#worlds.registrationsOf(id).map(publicationOf)
    const published = readings.length === 0 ? undefined : readings.reduce(hull)
    this.#published.set(id, published)
    this.grown(0)
    return published
  }

  /** The first day on which the public could know one of these sources; -∞ without a source, or where one is open. */
  firstKnown(sources: readonly Subject[]): CivilDay {
    const days = sources.map((source) => this.publishedOf(source)?.earliest ?? -Infinity)
    return days.length === 0 ? -Infinity : Math.min(...days)
  }

  /**
   * When the public could know each of the things that an event, so worded, rests on: its sources, and the revisions that
   * bring texts which it cites; of a publisher's act that itself, its source, and of what it cites the sources that are
   * trusted for their side, which is not known before they are out.
   */
  groundsOf({ event, valid }: RecordedEvent): readonly Interval[] {
    const own = ownDateOf(wordingOf(event, valid, true))
    const revisions = this.#revisionsCited(event)
    const cited = sourcesOf(event).filter((source) => own === undefined || !this.#trustsByName(source))
    const acted = [event.subject].filter((source) => own !== undefined && this.#trusts(source))
    return [
      ...[...acted, ...cited].flatMap((source) => this.publishedOf(source) ?? []),
      ...(own === undefined ? [] : [own]),
      ...revisions.flatMap((revision) => this.groundsOf(this.#withCorrectedGrounds(revision))),
    ]
  }

  /** The revisions of which an event's evidence cites the texts, or for want of one that is visible the first. */
  #revisionsCited(event: Envelope): readonly RecordedEvent[] {
    if (isOfPublisher(event)) return []
    return (event.evidence ?? []).flatMap((evidence) => {
      const bringing = this.#bringing(evidence)
      if (bringing.some((each) => registers(each, evidence.source))) return []
      return bringing.find(({ id }) => this.exists(id) !== 'no') ?? bringing.slice(0, 1)
    })
  }

  /** The registrations and revisions that bring the text that evidence names, recorded by then, in any reading. */
  #bringing(evidence: Evidence): readonly RecordedEvent[] {
    return this.eventIndex.sources
      .bringing(evidence)
      .filter(({ position }) => position <= this.basis.position)
  }

  /**
   * Whether an event could be known, even if it is retracted here: everything it rests on is recorded, published and
   * trusted. An act without evidence or premises of its own could be known when its target could: otherwise a correction
   * would reveal an event that was not published yet.
   */
  couldBeKnown(written: RecordedEvent): boolean {
    const recorded = this.#withCorrectedGrounds(written)
    const { event, id } = recorded
    const clocks = this.clocksOf(recorded)
    if (!clocks.recorded) return false
    const target = event.target && this.eventIndex.event(event.target.event)
    if (target === undefined && this.exists(id) !== 'no') return true
    const sources = sourcesOf(event)
    const premises = event.premises ?? []
    const isOwnDated = ownDateOf(wordingOf(event, recorded.valid, true)) !== undefined
    const texts = (event.evidence ?? []).filter((each) => citedText(each) !== undefined)
    const ofTarget = target !== undefined && sources.every((source) => registers(target, source))
    if (ofTarget && premises.length + texts.length === 0) return this.couldBeKnown(target)
    return (
      clocks.known !== 'no' &&
      clocks.trusted &&
      sources.every(
        (source) => this.publishedOf(source) !== undefined || (isOwnDated && this.#trustsByName(source)),
      ) &&
      (isOfPublisher(event) || texts.every((each) => this.#bringing(each).length > 0)) &&
      premises.every((id) => {
        const premise = this.eventIndex.event(id)
        return premise !== undefined && this.couldBeKnown(premise)
      })
    )
  }

  /** Whether some event that registers a source could be known. */
  sourceCouldBeKnown(source: Subject): boolean {
    return this.eventIndex.sources
      .registrationsOf(source)
      .some((registration) => this.couldBeKnown(registration))
  }

  /** The first event that registers a source where one stands; else the first of all, visible or not. */
  registrationOf(source: Subject): RecordedEvent | undefined {
    const [first, ...others] = this.eventIndex.sources.registrationsOf(source)
    if (first === undefined || others.length === 0) return first
    const isOfSource = ({ id }: RecordedEvent) =>
      this.versions(id).some(({ event }) => event.event.subject === source)
    return [first, ...others].find(isOfSource) ?? first
  }

  /** What a registration says of its source, as the visible corrections leave it; as written where it is not visible. */
  sourceFacts(registration: RecordedEvent): SourcePayload {
    const [version] = this.versions(registration.id)
    return payloadOf(sourceRegistered, (version?.event ?? registration).event)
  }

  /**
   * Whether these sources come down to one: there is but one, or all are copies or translations of one, as their registrations
   * read here.
   */
  haveOneOrigin(sources: readonly Subject[]): boolean {
    return new Set(sources.length < 2 ? sources : sources.map((source) => this.#originOf(source))).size === 1
  }

  #originOf(source: Subject, seen: ReadonlySet<Subject> = new Set()): Subject {
    const registration = this.registrationOf(source)
    if (registration === undefined || this.exists(registration.id) === 'no') return source
    const original = originNamed(this.sourceFacts(registration))
    return original === undefined || seen.has(original)
      ? source
      : this.#originOf(original, new Set([...seen, source]))
  }

  /** Every text that a source was published with, as far as that could be known: at its registration, then at each revision. */
  textsOf(source: Subject): readonly PublishedText[] {
    const { eventIndex } = this
    const published = new Set([
      ...eventIndex.sources.registrationsOf(source),
      ...eventIndex.sources.revisionsOf(source),
    ])
    const texts = [...published]
      .filter((recorded) => this.couldBeKnown(recorded))
      .flatMap((recorded) => {
        const versions = this.versions(recorded.id)
        return versions.length === 0 ? [recorded] : versions.map(({ event }) => event)
      })
      .flatMap(({ event }) => (event.subject === source ? (textBroughtBy(event) ?? []) : []))
    return [...new Map(texts.map((text) => [text.digest, text])).values()]
  }

  /** The first registration of every source, as far as it is recorded here, in order of position. */
  get registrations(): IteratorObject<RecordedEvent, undefined> {
    return this.eventIndex.sources
      .registrationsBy(Infinity)
      .filter(({ position }) => position <= this.basis.position)
  }

  /** The events that are visible in some version and could be known, in order. Cost: every recorded event. */
  get visibleEvents(): readonly VisibleEvent[] {
    return this.eventIndex.ids
      .take(this.basis.position)
      .map((id) => this.visibleEvent(id))
      .filter((event) => event !== undefined)
      .toArray()
  }

  /** An event if it is visible in some version and could be known. */
  visibleEvent(id: EventId): VisibleEvent | undefined {
    const recorded = this.eventIndex.event(id)
    const versions = this.versions(id)
    if (recorded === undefined || versions.length === 0 || !this.couldBeKnown(recorded)) return undefined
    const subjects = [...new Set(versions.map(({ event }) => event.event.subject))]
    return { recorded, versions, subjects, bounds: versions.map(({ bounds }) => bounds) }
  }

  /** How an event by itself fares on each clock, apart from the acts on it: from this follows why views differ. */
  clocksOf(recorded: RecordedEvent): Clocks {
    const sources = sourcesOf(recorded.event)
    const groundsKnown = this.groundsOf(recorded).map((days) => this.#known(days))
    return {
      recorded: recorded.position <= this.basis.position,
      known: allOf(groundsKnown),
      groundsKnown,
      trusted: sources.every((source) => this.#trusts(source)),
      withdrawn: sources.some((source) => this.#withdrawn(source)),
    }
  }

  /** The event with the evidence and the date that the corrections in force give it, even if it is retracted. */
  #withCorrectedGrounds(recorded: RecordedEvent): RecordedEvent {
    const settings = this.eventIndex
      .actsOn(recorded.id)
      .filter((act) => this.inForce(act) !== 'no')
      .flatMap(({ id }) => this.eventIndex.settingOf(id) ?? [])
    const evidence = settings.findLast(({ set }) => set.evidence !== undefined)?.set.evidence
    const dated = settings.findLast(({ valid }) => valid !== undefined)
    const set = { ...(evidence && { evidence }), ...(dated && { valid: dated.set.valid }) }
    return {
      ...recorded,
      event: applyCorrection(recorded.event, set),
      valid: dated?.valid ?? recorded.valid,
    }
  }

  #see(root: RecordedEvent): Visibility {
    const dated = this.#worlds.everywhere((world) => world.dated(root.id))
    if (dated === undefined)
      return seeByRule(this, this.#worlds, root, (inference) => this.#isWithinClocks(inference))
    const [only, ...others] = dated
    // What its sources cannot have reported yet is not certain in any world.
    const absent = dated.some((each) => each === undefined || each.early)
    if (others.length === 0)
      return only === undefined ? UNSEEN : { versions: [versionOf(root, only)], absent }
    const versions = new Map<string, Version>()
    for (const each of dated) {
      if (each === undefined) continue
      const version = versionOf(root, each)
      versions.set(`${version.key}|${version.datedBy.join('+')}|${version.bounds.begin.latest}`, version)
    }
    return { versions: [...versions.values()], absent }
  }

  /** Without the corrections that say when a source came out where that follows from what is not visible. */
  #shown(root: RecordedEvent, visibility: Visibility): Visibility {
    if (root.event.type !== sourceRegistered.type) return visibility
    const acts = this.eventIndex.actsOn(root.id).filter((act) => sourceDatedBy(this.eventIndex, act))
    const hidden = acts.filter(({ id }) => this.exists(id) === 'no')
    const isShown = (id: EventId) => !hidden.some((act) => act.id === id)
    const shown = (version: Version) => ({ ...version, by: version.by.filter(isShown) })
    return hidden.length === 0 ? visibility : { ...visibility, versions: visibility.versions.map(shown) }
  }

  #isWithinClocks(written: RecordedEvent): boolean {
    const { recorded, known, trusted } = this.clocksOf(this.#withCorrectedGrounds(written))
    return recorded && known !== 'no' && trusted
  }

  #known(published: Interval): Answer {
    return this.basis.knownAt === undefined ? 'definitely' : knownBy(published, this.basis.knownAt)
  }

  #trusts(source: Subject): boolean {
    const { trusting } = this.basis
    return this.#worlds
      .registrationsOf(source)
      .every(({ wording: { event } }) => trusts(trusting, source, payloadOf(sourceRegistered, event).side))
  }

  /** Whether a source is trusted whatever its registration says. */
  #trustsByName(source: Subject): boolean {
    return trusts(this.basis.trusting, source, undefined)
  }

  #withdrawn(source: Subject): boolean {
    return this.eventIndex.sources
      .withdrawalsOf(source)
      .some(({ id }) => this.versions(id).some(({ event }) => event.event.subject === source))
  }
}

function registers({ event: { type, subject } }: RecordedEvent, source: Subject): boolean {
  return type === sourceRegistered.type && subject === source
}
