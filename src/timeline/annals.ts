import {
  type DateInferredPayload,
  type DenialPayload,
  dateInferred,
  type EventId,
  eventCorrected,
  eventRestored,
  eventRetracted,
  type IdentityPayload,
  identityAsserted,
  identityDenied,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourceRegistered,
  sourceRetracted,
} from '../event/index.ts'

/**
 * All that was recorded, filed by what bears on what. It only grows, and holds nothing about any point:
 * who may see an entry is asked anew of every {@link View}.
 */
export class Annals {
  readonly #events: RecordedEvent[] = []
  readonly #byId = new Map<EventId, RecordedEvent>()
  readonly #acts = new Map<EventId, RecordedEvent[]>()
  readonly #narrowings = new Map<EventId, RecordedEvent[]>()
  readonly #links = new Map<Subject, Link[]>()
  readonly #registrations = new Map<Subject, RecordedEvent>()
  readonly #withdrawals = new Map<Subject, RecordedEvent[]>()

  /** Files one event; positions must arrive in order. Cost: O(what it names). */
  add(recorded: RecordedEvent): void {
    const { event } = recorded
    this.#events.push(recorded)
    this.#byId.set(recorded.id, recorded)
    switch (event.type) {
      case eventCorrected.type:
      case eventRetracted.type:
      case eventRestored.type:
        if (event.target !== undefined) append(this.#acts, event.target.event, recorded)
        break
      case dateInferred.type: {
        const { of }: DateInferredPayload = payloadOf(dateInferred, event)
        for (const id of of) append(this.#narrowings, id, recorded)
        break
      }
      case identityAsserted.type: {
        const { same }: IdentityPayload = payloadOf(identityAsserted, event)
        this.#link('same', same, recorded)
        break
      }
      case identityDenied.type: {
        const { distinct }: DenialPayload = payloadOf(identityDenied, event)
        this.#link('distinct', distinct, recorded)
        break
      }
      case sourceRegistered.type:
        if (!this.#registrations.has(event.subject)) this.#registrations.set(event.subject, recorded)
        break
      case sourceRetracted.type:
        append(this.#withdrawals, event.subject, recorded)
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
    return this.#acts.get(id) ?? []
  }

  narrowingsOf(id: EventId): readonly RecordedEvent[] {
    return this.#narrowings.get(id) ?? []
  }

  linksOf(subject: Subject): readonly Link[] {
    return this.#links.get(subject) ?? []
  }

  registrationOf(source: Subject): RecordedEvent | undefined {
    return this.#registrations.get(source)
  }

  /** Every registered source, in order of position. */
  get registrations(): readonly RecordedEvent[] {
    return [...this.#registrations.values()]
  }

  withdrawalsOf(source: Subject): readonly RecordedEvent[] {
    return this.#withdrawals.get(source) ?? []
  }

  #link(says: Link['says'], [a, b]: readonly [Subject, Subject], by: RecordedEvent): void {
    append(this.#links, a, { says, other: b, by })
    append(this.#links, b, { says, other: a, by })
  }
}

/** One subject's side of an identity asserted or denied. */
export type Link = {
  readonly says: 'same' | 'distinct'
  readonly other: Subject
  readonly by: RecordedEvent
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
