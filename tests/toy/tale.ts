import { formatFault } from '../../src/errors.ts'
import {
  type CorrectionPayload,
  type Envelope,
  type EventId,
  type EventType,
  type Evidence,
  eventId,
  type Json,
  parseEvent,
  type RecordedEvent,
  type Subject,
  sha256Hex,
} from '../../src/event/index.ts'
import type { Bound, Valid } from '../../src/time/index.ts'
import { library } from './library.ts'

/** The digest that evidence bears whose words are made up. */
const DIGEST = sha256Hex('words')

/** The text that every source of a tale has, of which nobody holds a copy. */
const TEXT = { digest: sha256Hex('a text in made-up words'), length: 23 }

export const TALE = 'library'

type Ground = {
  /** The sources that say it. */
  readonly by?: string | readonly string[]
  /** The text of the sources that has the words, named as {@link Tale.revise} names it. */
  readonly text?: string | undefined
  /** What the sources give of it; by default, that it was so. */
  readonly role?: Evidence['role']
  readonly from?: readonly EventId[]
  readonly salt?: string
}

/**
 * A chronicle in the telling: each call adds one event at the next position and gives its id. Sources go by
 * their bare name, dates by their EDTF.
 *
 * ```ts
 * const tale = new Tale()
 * tale.source('gazette', '2020-01-10')
 * const lent = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01', by: 'gazette' })
 * tale.retract(lent)
 * ```
 */
export class Tale {
  readonly #events: RecordedEvent[] = []
  readonly #lastAct = new Map<EventId, EventId>()

  get events(): readonly RecordedEvent[] {
    return this.#events
  }

  get envelopes(): readonly Envelope[] {
    return this.#events.map(({ event }) => event)
  }

  /** Registers `source/name`, out on a day of `published`, if that is given. */
  source(name: string, published = '[..]', side?: string): EventId {
    const bound = { edtf: published, basis: 'stated' }
    return this.#add({
      type: 'SourceRegistered',
      subject: `source/${name}`,
      payload: {
        label: name,
        published: bound,
        text: TEXT,
        absent: [],
        ...(side === undefined ? {} : { side }),
      },
      ...evidenceIn([name]),
    })
  }

  tell(
    type: EventType,
    subject: Subject,
    payload: { readonly [key: string]: Json },
    how: Ground & { readonly on?: string | Valid },
  ): EventId {
    return this.#add({ type: type.type, subject, payload, ...validOn(how.on), ...groundOf(how) })
  }

  correct(event: EventId, set: CorrectionPayload['set'], how: Ground = {}): EventId {
    return this.#act('EventCorrected', event, { reason: 'misread', set: set as Json }, how)
  }

  retract(event: EventId, how: Ground = {}): EventId {
    return this.#act('EventRetracted', event, { reason: 'wrong' }, how)
  }

  restore(event: EventId, how: Ground = {}): EventId {
    return this.#act('EventRestored', event, { reason: 'right after all' }, how)
  }

  withdraw(name: string, by: string = name, on?: string): EventId {
    return this.#add({
      type: 'SourceRetracted',
      subject: `source/${name}`,
      payload: { reason: 'withdrawn' },
      ...validOn(on),
      ...evidenceIn([by]),
    })
  }

  /** The source is published again, with a text by that name. */
  revise(name: string, text: string, by: string = name, on?: string): EventId {
    return this.#add({
      type: 'SourceRevised',
      subject: `source/${name}`,
      payload: { reason: 'revised', text: { digest: sha256Hex(text), length: 23 } },
      ...validOn(on),
      ...evidenceIn([by]),
    })
  }

  same(a: Subject, b: Subject, how: Ground): EventId {
    const payload = { same: [a, b], reason: 'one and the same' }
    return this.#add({ type: 'IdentityAsserted', subject: a, payload, ...groundOf(how) })
  }

  distinct(a: Subject, b: Subject, how: Ground): EventId {
    const payload = { distinct: [a, b], reason: 'two of a name' }
    return this.#add({ type: 'IdentityDenied', subject: a, payload, ...groundOf(how) })
  }

  /** Infers that those events lie on a date, from themselves and whatever else is named. */
  date(of: readonly EventId[], on: string | Valid, how: Ground = {}): EventId {
    const subject = this.#events.find(({ id }) => id === of[0])?.event.subject ?? 'book/none'
    const payload = { of: [...of], reason: 'it follows' }
    return this.#add({
      type: 'DateInferred',
      subject,
      payload,
      ...validOn(on),
      ...groundOf({ ...how, from: [...new Set([...of, ...(how.from ?? [])])] }),
    })
  }

  #act(type: string, event: EventId, payload: { readonly [key: string]: Json }, how: Ground): EventId {
    const after = this.#lastAct.get(event)
    const subject = this.#events.find(({ id }) => id === event)?.event.subject ?? 'book/none'
    const target = { event, ...(after === undefined ? {} : { after }) }
    const id = this.#add({ type, subject, payload, target, ...groundOf(how) })
    this.#lastAct.set(event, id)
    return id
  }

  #add(said: Omit<Envelope, 'chronicle' | 'version'>): EventId {
    const event: Envelope = { chronicle: TALE, version: 1, ...said }
    const parsed = parseEvent(library.catalogue, event)
    if (!parsed.ok) throw new Error(parsed.faults.map(formatFault).join('\n'))
    const position = this.#events.length + 1
    const id = eventId(event)
    if (this.#events.some((other) => other.id === id)) throw new Error(`told twice: ${JSON.stringify(event)}`)
    this.#events.push({ id, position, recordedAt: position * 1000, event, valid: parsed.valid })
    return id
  }
}

/** A date in EDTF, as one that its source states. */
export function stated(edtf: string): Bound {
  return { edtf, basis: 'stated' }
}

function validOn(on: string | Valid | undefined): { readonly valid?: Valid } {
  if (on === undefined) return {}
  return { valid: typeof on === 'string' ? stated(on) : on }
}

function groundOf({ by, text, role, from, salt }: Ground): Pick<Envelope, 'evidence' | 'premises' | 'salt'> {
  return {
    ...(by === undefined ? {} : evidenceIn(typeof by === 'string' ? [by] : by, text, role)),
    ...(from === undefined ? {} : { premises: [...from] }),
    ...(salt === undefined ? {} : { salt }),
  }
}

/** Evidence in each of those sources, or in that text of theirs. */
export function evidenceIn(
  names: readonly string[],
  text?: string,
  role: Evidence['role'] = 'statement',
): { readonly evidence: Evidence[] } {
  const named = text === undefined ? {} : { text: sha256Hex(text) }
  const span = { start: 0, end: 5, digest: DIGEST, ...named, role }
  return { evidence: names.map((name) => ({ source: `source/${name}`, ...span })) }
}
