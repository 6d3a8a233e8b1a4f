import {
  type Envelope,
  type EventId,
  eventId,
  type Json,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourcesOf,
} from '../../../src/event/index.ts'
import type { State } from '../../../src/projection/index.ts'

/**
 * The same chronicle to whoever stands at one of the points: what none of them can see says something else, and
 * what comes after all of them is gone, but for the names of sources, which arguments may give. `left` are the
 * positions where it differs. Answers at the points must be the same but for the ids of events. With `only`, that
 * position alone differs.
 */
export function otherwise(
  events: readonly RecordedEvent[],
  states: readonly State[],
  only?: number,
): { readonly events: readonly Envelope[]; readonly left: readonly number[] } {
  const end = Math.max(...states.map(({ point }) => point.position))
  const sights = states.map((state) => new Sights(state))
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
      const event = changes ? changed(recorded, sights, events) : recorded.event
      const renamed = withIds(event, ids)
      ids.set(recorded.id, eventId(renamed))
      return renamed
    })
  return { events: told, left: only === undefined ? [...left, ...after(events, end)] : left }
}

function after(events: readonly RecordedEvent[], end: number): readonly number[] {
  return events.slice(end).map(({ position }) => position)
}

/** What one state cannot see by its clocks or trust, told from the events as they are written. */
class Sights {
  readonly state: State

  constructor(state: State) {
    this.state = state
  }

  hides(recorded: RecordedEvent): boolean {
    const { view, point } = this.state
    const { event, position } = recorded
    if (position > point.position) return true
    const target = event.target && view.annals.event(event.target.event)
    const itself = target?.event.type === sourceRegistered.type ? target.event.subject : undefined
    const sources = sourcesOf(event).filter((source) => source !== itself)
    const premises = event.premises ?? []
    const byGround =
      sources.some((source) => this.#hidesSource(source)) ||
      premises.some((id) => {
        const premise = view.annals.event(id)
        return premise !== undefined && this.hides(premise)
      })
    if (target === undefined) return byGround && view.exists(recorded.id) === 'no'
    if (sources.length + premises.length === 0) return this.hides(target)
    return byGround && view.inForce(recorded) === 'no'
  }

  /** A source by which an event is hidden: its own, or that of what it rests on. */
  sourceHiding({ event }: RecordedEvent): Subject | undefined {
    const own = sourcesOf(event).find((source) => this.#hidesSource(source))
    if (own !== undefined) return own
    const grounds = [...(event.premises ?? []), ...(event.target === undefined ? [] : [event.target.event])]
    for (const id of grounds) {
      const ground = this.state.view.annals.event(id)
      const source = ground && this.hides(ground) ? this.sourceHiding(ground) : undefined
      if (source !== undefined) return source
    }
    return undefined
  }

  #hidesSource(source: Subject): boolean {
    const { view } = this.state
    const registration = view.annals.registrationOf(source)
    if (registration === undefined || registration.position > this.state.point.position) return true
    const { known, trusted } = view.clocksOf(registration)
    return (known === 'no' || !trusted) && view.source(source) === 'no'
  }
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
  const bare = acts.every((act) => sights.every((sight) => sight.hides(act)))
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
  return JSON.parse(JSON.stringify(published).replaceAll('2020-', '2070-'))
}

function otherDetails({ event, position }: RecordedEvent): Envelope {
  return {
    ...event,
    salt: `${event.salt ?? ''}!${position}`,
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
