import type { z } from 'zod'
import { RegestaError } from '../errors.ts'
import type { Aspect } from '../time/index.ts'
import type { Envelope, Payload } from './envelope.ts'
import type { Doubt, LifeStep, PayloadPart, Sibling } from './payload-part.ts'

/**
 * What an event rests on: `evidence`, a place in a source; `premises`, other events, from which it was
 * worked out (it may cite evidence too); `act`, the event it acts on, and whatever grounds it names.
 */
export type Ground = 'evidence' | 'premises' | 'act'

/**
 * One kind of fact: its name, what it may be about, how it stands in time, and the shape of its payload. The schema only
 * checks: it has no defaults and transforms nothing, so that what it lets pass is the payload as written.
 */
export type EventType = {
  readonly type: string
  readonly summary: string
  readonly kinds: readonly string[] | 'any'
  readonly aspect: Aspect
  readonly ground: Ground
  /** True where such an event changes nothing in the world: a source names a person. So are those that are *attested*. */
  readonly changesNothing?: true
  /** True where it speaks of what is yet to be there: a visit is planned. */
  readonly foretells?: true
  /** Types that come before it, of the same subject: a loan is returned after it was made. */
  readonly follows?: readonly string[]
  /** The member of the payload that both must share: who leaves an office had taken it. */
  readonly followsBy?: string
  readonly payload: z.ZodObject
  /** What is in a payload of its schema beyond its shape; without it, nothing. */
  readonly partsOf?: (payload: Payload) => readonly PayloadPart[]
  /** What such an event is in the life of its subject; without it, nothing. */
  readonly stepOf?: (event: Envelope) => LifeStep
  /** What is probably a slip in it beside the other events of its subject. */
  readonly doubtsOf?: (event: Envelope, others: readonly Sibling[]) => readonly Doubt[]
  /**
   * Of an event that says no more than what its subject is called: the field of the payload that is the name, and whether
   * a subject has only one. Undefined of any other; without it, too.
   */
  readonly namingBy?: () => { readonly field: string; readonly isSingle: boolean } | undefined
}

/** An event of one type, its payload typed by that type's schema. */
export type EventOf<T extends EventType> = Envelope & {
  readonly type: T['type']
  readonly payload: z.infer<T['payload']>
}

/**
 * True for an event of that type. The event has passed `parseEvent`, or is a well-formed reading of one that has: its
 * payload was parsed then, once, and is only narrowed here.
 */
export function isOfType<T extends EventType>(type: T, event: Envelope): event is EventOf<T> {
  return event.type === type.type
}

/** The payload of such an event. Parses nothing. Throws `E_TYPE` for an event of another type. */
export function payloadOf<T extends EventType>(type: T, event: Envelope): z.infer<T['payload']> {
  if (isOfType(type, event)) return event.payload
  const { type: expected } = type
  throw new RegestaError('E_TYPE', 'fault', `expected an event of type ${expected}, got ${event.type}`, {
    expected,
    type: event.type,
  })
}

export type Catalogue = ReadonlyMap<string, EventType>

/** The catalogue of all these types; throws `E_TYPE_TWICE` where two share a name. */
export function catalogueOf(...types: readonly EventType[]): Catalogue {
  const catalogue = new Map<string, EventType>()
  for (const type of types) {
    if (catalogue.has(type.type))
      throw new RegestaError('E_TYPE_TWICE', 'fault', `two event types are named ${type.type}`, {
        type: type.type,
      })
    catalogue.set(type.type, type)
  }
  return catalogue
}

/** Whether an event's payload has the shape that its type declares: the one parse of a corrected reading. */
export function isWellFormed(catalogue: Catalogue, event: Envelope): boolean {
  return catalogue.get(event.type)?.payload.safeParse(event.payload).success ?? false
}
