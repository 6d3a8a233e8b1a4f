import {
  type Envelope,
  type EventId,
  eventId,
  eventRetracted,
  type Json,
  kindOf,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
  sourcesOf,
} from '../../../src/event/index.ts'
import type { Point } from '../../../src/visibility/index.ts'
import { type Readings, readingsOf, restedOnByDates } from '../../oracle/seen.ts'

/**
 * The same chronicle to whoever stands at one of the points: what none of them can see says something else, and
 * what comes after all of them is gone, but for the names of sources, which arguments may give. `left` are the
 * positions where it differs. Answers at the points must be the same but for the ids of events. With `only`, that
 * position alone differs. What it rests on when sources came out says something else, and stands and falls as it does.
 */
export function otherwise(
  events: readonly RecordedEvent[],
  points: readonly Point[],
  only?: number,
): { readonly events: readonly Envelope[]; readonly left: readonly number[] } {
  const end = Math.max(...points.map(({ position }) => position))
  const sights = points.map((point) => new Sights(events, point))
  const rested = restedOnByDates(events)
  const ids = new Map<EventId, EventId>()
  const left: number[] = []
  const told = events
    .filter(
      ({ position, event }) => position <= end || event.type === sourceRegistered.type || only !== undefined,
    )
    .map((recorded) => {
      const hidden = sights.every((sight) => sight.hides(recorded))
      const changes = hidden && (only === undefined || only === recorded.position)
      if (changes) left.push(recorded.position)
      const change = rested.has(recorded.id) ? otherWords : changed
      const event = changes ? change(recorded, sights, events) : recorded.event
      const renamed = withIds(event, ids)
      ids.set(recorded.id, eventId(renamed))
      return renamed
    })
  return { events: told, left: only === undefined ? [...left, ...after(events, end)] : left }
}

function after(events: readonly RecordedEvent[], end: number): readonly number[] {
  return events.slice(end).map(({ position }) => position)
}

/**
 * What a point cannot see for its clocks or its trust, by the naive reading of the oracle and not by the engine that is
 * under test: what nobody sees there though nothing is retracted, and somebody sees with those clocks and trust open.
 */
class Sights {
  readonly #point: Point
  readonly #events: ReadonlyMap<EventId, RecordedEvent>
  readonly #all: readonly RecordedEvent[]
  readonly #here: Readings
  readonly #open: Readings
  #seen: Readings | undefined

  constructor(events: readonly RecordedEvent[], point: Point) {
    const standing = events.filter(({ event }) => event.type !== eventRetracted.type)
    const { date, position } = point
    this.#point = point
    this.#all = events
    this.#events = new Map(events.map((event) => [event.id, event]))
    this.#here = readingsOf(standing, point)
    this.#open = readingsOf(standing, { date, position, trusting: {} })
  }

  hides({ id, event, position }: RecordedEvent): boolean {
    if (position > this.#point.position) return true
    if (event.type === sourceRegistered.type && this.#isMoved(id)) return false
    const target = event.target && this.#events.get(event.target.event)
    const itself = target?.event.type === sourceRegistered.type ? target.event.subject : undefined
    const own = sourcesOf(event).filter((source) => source !== itself)
    if (target !== undefined && own.length + (event.premises ?? []).length === 0) return this.hides(target)
    // Retractions are left out of the readings: one is seen by what it rests on.
    if (event.type === eventRetracted.type)
      return own.some((source) => this.#hidesSource(source)) || this.#hidesSome(event.premises ?? [])
    return (
      !isSeen(this.#here, id) &&
      (isSeen(this.#open, id) || own.some((source) => this.#isUnregistered(source))) &&
      !this.#isSeenAfterAll(id)
    )
  }

  /** With what is retracted: a withdrawal need not wait for its source to come out once that is registered no more. */
  #isSeenAfterAll(id: EventId): boolean {
    this.#seen ??= readingsOf(this.#all, this.#point)
    return isSeen(this.#seen, id)
  }

  /** A source by which an event is hidden: its own, or that of what it rests on. */
  sourceHiding({ event }: RecordedEvent): Subject | undefined {
    const own = sourcesOf(event).find((source) => this.#hidesSource(source))
    if (own !== undefined) return own
    const grounds = [...(event.premises ?? []), ...(event.target === undefined ? [] : [event.target.event])]
    for (const id of grounds) {
      const ground = this.#events.get(id)
      const source = ground && this.hides(ground) ? this.sourceHiding(ground) : undefined
      if (source !== undefined) return source
    }
    return undefined
  }

  /** Of a registration that cites another source since, it is the source that is seen or not: it stays as it is. */
  #isMoved(registration: EventId): boolean {
    return [...this.#events.values()].some(
      ({ event }) => event.target?.event === registration && setsEvidence(event),
    )
  }

  #hidesSome(ids: readonly EventId[]): boolean {
    return ids.flatMap((id) => this.#events.get(id) ?? []).some((event) => this.hides(event))
  }

  #hidesSource(source: Subject): boolean {
    const registration = this.#registrationOf(source)
    return registration === undefined || this.hides(registration)
  }

  #isUnregistered(source: Subject): boolean {
    const registration = this.#registrationOf(source)
    return registration === undefined || registration.position > this.#point.position
  }

  #registrationOf(source: Subject): RecordedEvent | undefined {
    return [...this.#events.values()].find(
      ({ event }) => event.type === sourceRegistered.type && event.subject === source,
    )
  }
}

function isSeen(readings: Readings, id: EventId): boolean {
  return readings.get(id)?.some((reading) => reading !== undefined) ?? false
}

/** Another event for one that cannot be seen, which cannot be seen either. */
function changed(
  recorded: RecordedEvent,
  sights: readonly Sights[],
  events: readonly RecordedEvent[],
): Envelope {
  const { event, position } = recorded
  const acts = events.filter((each) => each.event.target?.event === recorded.id)
  if (event.type === sourceRegistered.type) return otherRegistration(recorded, acts.length > 0)
  // Where the acts on an event settle by which source it goes, one of them may be what hides it: it keeps its effect.
  const target = events.find(({ id }) => id === event.target?.event)
  const siblings = events.filter((each) => each.event.target?.event === target?.id).map((each) => each.event)
  if (target?.event.type === sourceRegistered.type || siblings.some(setsEvidence))
    return otherDetails(recorded)
  const hiding = new Set(sights.map((sight) => sight.sourceHiding(recorded)))
  const [source] = hiding
  const bare = acts.every((act) => !setsEvidence(act.event) && sights.every((sight) => sight.hides(act)))
  if (!bare || hiding.size !== 1 || source === undefined) return otherDetails(recorded)
  const { chronicle, version } = event
  return {
    chronicle,
    version,
    type: 'PassageSetAside',
    subject: source,
    payload: { reason: 'heading', note: `nothing ${position}` },
    evidence: [{ source, locator: `page ${position}`, role: 'statement' }],
  }
}

/** The same grounds, and other words: whatever follows from the one that stands follows from the other. */
function otherWords({ event, position }: RecordedEvent): Envelope {
  const salt = `${event.salt ?? ''}!${position}`
  if (event.type === sourceRegistered.type)
    return { ...event, salt, payload: { ...event.payload, title: 'Something else', medium: 'stone' } }
  if (event.target !== undefined || kindOf(event.subject) === 'source') return { ...event, salt }
  const valid = { edtf: '1999-09-09', basis: 'inferred' as const }
  return { ...event, salt, subject: `${kindOf(event.subject)}/elsewhere`, valid }
}

function setsEvidence({ target, payload: { set } }: Envelope): boolean {
  return target !== undefined && typeof set === 'object' && set !== null && 'evidence' in set
}

/** Another title and another text; another date too, unless an act bears on it that may say as much. */
function otherRegistration({ event, position }: RecordedEvent, acted: boolean): Envelope {
  const { published, side, label } = event.payload
  const date = acted || published === undefined ? published : laterDate(published)
  return {
    ...event,
    salt: `${event.salt ?? ''}!${position}`,
    payload: {
      label: label ?? 'none',
      ...(side === undefined ? {} : { side }),
      ...(date === undefined ? {} : { published: date }),
      title: 'Something else',
      medium: 'stone',
      text: { digest: 'f'.repeat(64), length: 99_999 },
      absent: ['all'],
    },
  }
}

/** Fifty years on: what was not out is not out then either, and trust asks for no date. */
function laterDate(published: Json): Json {
  return JSON.parse(laterText(published))
}

function laterText(date: unknown): string {
  return JSON.stringify(date).replaceAll('2020-', '2070-')
}

function otherDetails({ event, position }: RecordedEvent): Envelope {
  // What a publisher does to a source is known from its date: a later one is not known then either.
  if (event.type === sourceRevised.type || event.type === sourceRetracted.type)
    return {
      ...event,
      salt: `${event.salt ?? ''}!${position}`,
      payload: { reason: 'otherwise' },
      ...(event.valid === undefined ? {} : { valid: JSON.parse(laterText(event.valid)) }),
    }
  return {
    ...event,
    salt: `${event.salt ?? ''}!${position}`,
    ...(event.target === undefined ? { subject: `${kindOf(event.subject)}/elsewhere` } : {}),
    ...(event.payload.reason === undefined || event.type === 'PassageSetAside'
      ? {}
      : { payload: { ...event.payload, reason: 'otherwise' } }),
    ...(event.target === undefined ? { valid: { edtf: '1999-09-09', basis: 'inferred' as const } } : {}),
    ...(event.evidence === undefined
      ? {}
      : {
          evidence: event.evidence.map(({ source }) => ({
            source,
            locator: 'elsewhere',
            role: 'context' as const,
          })),
        }),
  }
}

/** The event with the ids of others as those are now. */
function withIds(event: Envelope, ids: ReadonlyMap<EventId, EventId>): Envelope {
  const text = JSON.stringify(event).replace(/[0-9a-f]{64}/g, (id) => ids.get(id) ?? id)
  return { ...event, ...(JSON.parse(text) as Partial<Envelope>) }
}
