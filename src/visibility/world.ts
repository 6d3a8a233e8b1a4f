import {
  citedText,
  type EventId,
  type Evidence,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourcesOf,
} from '../event/index.ts'
import { ANY, type Interval, knownBy, type ValidBounds } from '../time/index.ts'
import type { EventIndex } from './event-index.ts'
import { datedByReports, narrow, narrowLasting } from './narrow.ts'
import { type Basis, trusts } from './point.ts'
import { afterAct, asRecorded, publicationOf, type Reading, sourceDatedBy } from './reading.ts'
import { EVERYTHING, type Scope, type ScopedAnswer, ScopedCache, scopeFor } from './scope.ts'
import { datedBy, ownDateOf, textBroughtBy } from './wording.ts'

/** A cache of what is the same in every world, computed once for all of them. */
export type WorldCache = {
  readonly readings: ScopedCache<EventId, Reading | undefined>
  readonly sources: ScopedCache<Subject, boolean>
  /** Of each source, whether it may be visible in any world. */
  readonly possible: Map<Subject, boolean>
}

/** A reading with its bounds, as its sources' publications and the visible inferences narrow them. */
export type Dated = {
  readonly reading: Reading
  readonly bounds: ValidBounds
  /** Whether it lies wholly after what its sources can report. */
  readonly early: boolean
  readonly datedBy: readonly EventId[]
}

/**
 * One possible world, seen from one basis. This is where visibility is decided: for each source, revision and withdrawal
 * whether it was published by then, and so for each event whether it is visible and how it reads. Worlds differ only in
 * {@link GroundChoice}.
 */
export class World {
  readonly #eventIndex: EventIndex
  readonly #basis: Basis
  readonly #choose: GroundChoice
  readonly #cache: WorldCache
  readonly #readings = new ScopedCache<EventId, Reading | undefined>()
  readonly #sources = new ScopedCache<Subject, boolean>()
  /** Up to which position the acts on which events were asked for, in what is being worked out. */
  #limits: Map<EventId, number> | undefined
  #open = 0

  constructor(eventIndex: EventIndex, basis: Basis, choose: GroundChoice, cache: WorldCache) {
    this.#eventIndex = eventIndex
    this.#basis = basis
    this.#choose = choose
    this.#cache = cache
  }

  /** How many answers were used so far that may differ in another world. */
  get open(): number {
    return this.#open
  }

  /** How the event reads here; undefined if it is not visible. */
  read(id: EventId, scope: Scope = EVERYTHING): Reading | undefined {
    const root = this.#eventIndex.event(id)
    if (root === undefined) return undefined
    const read = () => this.#read(root, scopeFor(root, scope))
    // What rests on its sources alone is read as fast as it is found: most of what a view would remember.
    const isPlain = (root.event.premises ?? []).length === 0 && this.#eventIndex.actsOn(id).length === 0
    return isPlain ? read() : this.#once(this.#cache.readings, this.#readings, id, scope, read)
  }

  /**
   * How it reads, and when: what happened, by when it was reported. Then each inference narrows the bounds in turn. A step
   * that would leave no day is ignored.
   */
  dated(id: EventId): Dated | undefined {
    const reading = this.read(id)
    if (reading === undefined) return undefined
    const { event, valid } = reading.wording
    const published = this.#eventIndex.reportsOf(event).flatMap((evidence) => this.#reportedOn(evidence))
    const { bounds: reported, early } = datedByReports(valid, published)
    let bounds = reported
    const narrowings = this.#eventIndex.narrowingsOf(id)
    if (narrowings.length === 0) return { reading, bounds, early, datedBy: [] }
    const lasts = this.#eventIndex.aspectOf(event) === 'lasting'
    const narrowedBy = new Set<EventId>()
    for (const { id: narrowing } of narrowings) {
      const inference = this.read(narrowing)
      if (inference === undefined || !datedBy(inference.wording).includes(id)) continue
      const narrowed = (lasts ? narrowLasting : narrow)(bounds, inference.wording.valid)
      if (narrowed === undefined) continue
      bounds = narrowed
      for (const by of inference.by) narrowedBy.add(by)
    }
    return { reading, bounds, early, datedBy: [...narrowedBy] }
  }

  /** Whether a source is registered, trusted, published by then and not withdrawn. */
  sees(source: Subject, scope: Scope = EVERYTHING): boolean {
    if (scope.dates === undefined && !this.#isPossible(source)) return false
    return this.#once(this.#cache.sources, this.#sources, source, scope, () => {
      const registration = this.registrationOf(source, scope)
      return (
        registration !== undefined &&
        this.trusts(source, registration) &&
        this.#isOut(source, registration, scope) &&
        !this.#isWithdrawn(source, scope)
      )
    })
  }

  /** Whether what evidence cites is visible: its source, and the text of it that the evidence names. */
  cites(evidence: Evidence, scope: Scope = EVERYTHING): boolean {
    return (
      this.sees(evidence.source, scope) &&
      (!scope.texts || citedText(evidence) === undefined || this.#broughtBy(evidence, scope).length > 0)
    )
  }

  /** Whether what a reading rests on could be known: its sources, or of a publisher's act its own date. */
  isKnown(id: EventId, reading: Reading, scope: Scope): boolean {
    const { event } = reading.wording
    const sources = sourcesOf(event)
    if (ownDateOf(reading.wording) === undefined)
      return (event.evidence ?? []).every((evidence) => this.cites(evidence, scope))
    const original = this.registrationOf(event.subject, scope)
    const trusted = original !== undefined && this.trusts(event.subject, original)
    return (
      sources.every((source) => this.#mayRestOn(source, scope)) &&
      (!trusted || this.#isOut(event.subject, original, scope)) &&
      this.#isOut(id, reading, scope)
    )
  }

  /** How a source's registration reads: the first that stands, whether or not the source is out. */
  registrationOf(source: Subject, scope: Scope = EVERYTHING): Reading | undefined {
    for (const registration of this.#eventIndex.sources.registrationsOf(source)) {
      const reading = this.#acted(registration, scope)
      if (reading?.stands && reading.wording.event.subject === source) return reading
    }
    return undefined
  }

  trusts(source: Subject, { wording: { event } }: Reading): boolean {
    return trusts(this.#basis.trusting, source, payloadOf(sourceRegistered, event).side)
  }

  /**
   * Whether an act counts: it is recorded by then, and every premise and source of its own, if any, is visible. The premises of a
   * correction that says when a source came out need not be known by then; see {@link Scope}.
   */
  isInForce(act: RecordedEvent, scope: Scope = EVERYTHING): boolean {
    const { event, position } = act
    const target = event.target && this.#eventIndex.event(event.target.event)
    if (target === undefined || position > this.#basis.position) return false
    const itself = target.event.type === sourceRegistered.type ? target.event.subject : undefined
    const evidence = (event.evidence ?? []).filter(
      (each) => each.source !== itself || citedText(each) !== undefined,
    )
    const premises = event.premises ?? []
    if (evidence.length === 0 && premises.length === 0) return true
    const before = { ...scopeFor(target, scope), before: new Map(scope.before).set(target.id, position) }
    const dates = sourceDatedBy(this.#eventIndex, act)
    const dating = dates === undefined ? before : { ...before, dates }
    const { value, limits } = this.#noting(
      () =>
        premises.every((premise) => this.read(premise, dating) !== undefined) &&
        evidence.every((each) => this.cites(each, before)),
    )
    // Of the target only the acts before this one were asked for, whatever else counts.
    for (const [id, until] of limits) if (id !== target.id) this.#limits?.set(id, until)
    return value
  }

  #read(root: RecordedEvent, scope: Scope): Reading | undefined {
    const premises = root.event.premises ?? []
    if (premises.some((premise) => this.read(premise, scope) === undefined)) return undefined
    const reading = this.#acted(root, scope)
    return reading?.stands && this.isKnown(root.id, reading, scope) ? reading : undefined
  }

  /** The event after all acts in force, whether or not it is visible itself. */
  #acted(root: RecordedEvent, scope: Scope): Reading | undefined {
    if (root.position > this.#basis.position) return undefined
    const written = asRecorded(this.#eventIndex, root)
    if (written === undefined) return undefined
    const acts = this.#eventIndex.actsOn(root.id)
    if (acts.length === 0) return written
    const until = scope.before.get(root.id) ?? Infinity
    this.#limits?.set(root.id, until)
    return acts
      .filter((act) => act.position < until && this.isInForce(act, scope))
      .reduce((before, act) => afterAct(this.#eventIndex, before, act), written)
  }

  /** False if no wording of its registrations lets it be trusted, or published by then: whatever else is open. */
  #isPossible(source: Subject): boolean {
    const known = this.#cache.possible.get(source)
    if (known !== undefined) return known
    const { trusting, knownAt } = this.#basis
    const wordings = this.#eventIndex.sources
      .registrationsOf(source)
      .flatMap(({ id }) => this.#eventIndex.wordingsOf(id))
    const possible =
      wordings.some(({ event }) => trusts(trusting, source, event.payload.side)) &&
      (knownAt === undefined || wordings.some(({ published }) => knownBy(published ?? ANY, knownAt) !== 'no'))
    this.#cache.possible.set(source, possible)
    return possible
  }

  /** Whether it was published by then: a source by its registration, a publisher's act by itself. */
  #isOut(ground: Ground, reading: Reading, { dates }: Scope): boolean {
    if (this.#basis.knownAt === undefined || dates !== undefined) return true
    const answer = knownBy(publicationOf(reading), this.#basis.knownAt)
    if (answer !== 'possibly') return answer === 'definitely'
    this.#open += 1
    return this.#choose(ground)
  }

  /** Whether a publisher's act may rest on a source: trusted and not withdrawn if it is out, or else trusted by its name. */
  #mayRestOn(source: Subject, scope: Scope): boolean {
    const registration = this.registrationOf(source, scope)
    const byName = trusts(this.#basis.trusting, source, undefined)
    if (registration === undefined) return byName
    const once = this.trusts(source, registration) && !this.#isWithdrawn(source, scope)
    return once === byName || this.#isOut(source, registration, scope) ? once : byName
  }

  /**
   * What brought the words of evidence to the public: the registration of its source, or of words that stand only in a revised
   * text each visible revision that brings that. None where the text that the evidence names is not visible.
   */
  #broughtBy(evidence: Evidence, scope: Scope): readonly Reading[] {
    const { source } = evidence
    const registration = this.registrationOf(source, scope)
    const text = citedText(evidence)
    const brings = ({ wording: { event } }: Reading) =>
      text === undefined || (event.subject === source && textBroughtBy(event)?.digest === text)
    if (registration !== undefined && brings(registration)) return [registration]
    return this.#eventIndex.sources
      .revisionsOf(source)
      .flatMap(({ id }) => this.read(id, scope) ?? [])
      .filter(brings)
  }

  /** When the words of evidence came out: with its source, or with each of the revisions that bring them, whichever is later. */
  #reportedOn(evidence: Evidence): readonly Interval[] {
    const registration = this.registrationOf(evidence.source)
    if (registration === undefined) return []
    const original = publicationOf(registration)
    return this.#broughtBy(evidence, EVERYTHING).map((reading) => {
      const { earliest, latest } = publicationOf(reading)
      return { earliest: Math.max(earliest, original.earliest), latest: Math.max(latest, original.latest) }
    })
  }

  #isWithdrawn(source: Subject, scope: Scope): boolean {
    if (!scope.withdrawals || scope.dates === source) return false
    return this.#eventIndex.sources
      .withdrawalsOf(source)
      .some(({ id }) => this.read(id, scope)?.wording.event.subject === source)
  }

  /** Looks something up in the cache of all worlds or of this one, or works it out and notes on which acts that depends. */
  #once<K, V>(cache: ScopedCache<K, V>, here: ScopedCache<K, V>, key: K, scope: Scope, find: () => V): V {
    const known = cache.find(key, scope)
    const found = known ?? here.find(key, scope)
    if (known === undefined && found !== undefined) this.#open += 1
    const open = this.#open
    const answer = found ?? this.#noting(find)
    for (const [id, until] of answer.limits) this.#limits?.set(id, until)
    if (found !== undefined) return answer.value
    if (this.#open === open) cache.add(key, scope, answer)
    else here.add(key, scope, answer)
    return answer.value
  }

  /** What is found, and up to which position the acts on which events were asked for meanwhile. */
  #noting<V>(find: () => V): ScopedAnswer<V> {
    const outer = this.#limits
    const limits = new Map<EventId, number>()
    this.#limits = limits
    try {
      const value = find()
      return { value, limits: limits.size === 0 ? NO_LIMITS : limits }
    } finally {
      this.#limits = outer
    }
  }
}

/** What may have been published: a source, by its name, or a publisher's act on one, by its id. */
export type Ground = Subject | EventId

/** Whether a ground whose date is open was published, in the world that is being looked at. */
export type GroundChoice = (ground: Ground) => boolean

const NO_LIMITS: ReadonlyMap<EventId, number> = new Map()
