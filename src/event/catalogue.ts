import type { z } from 'zod'
import { RegestaError } from '../errors.ts'
import type { Aspect } from '../time/index.ts'

/**
 * What an event rests on: `evidence`, a place in a source; `premises`, other events, from which it was
 * worked out (it may cite evidence too); `act`, the event it acts on, and whatever grounds it names.
 */
export type Ground = 'evidence' | 'premises' | 'act'

/** One kind of fact: its name, what it may be about, how it stands in time, and the shape of its payload. */
export type EventType = {
  readonly type: string
  readonly summary: string
  readonly kinds: readonly string[] | 'any'
  readonly aspect: Aspect
  readonly ground: Ground
  readonly payload: z.ZodObject
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
