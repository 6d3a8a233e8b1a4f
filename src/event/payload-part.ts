import type { Bound } from '../time/index.ts'
import type { Path, Payload, Subject } from './envelope.ts'

/**
 * A part of a payload that can be checked beyond its shape, with its path below the payload: the key of a subject that other
 * events name, or that this one announces; a country, in two letters; text that is to be in our own words.
 */
export type PayloadPart = { readonly path: Path } & (
  | { readonly type: 'key'; readonly subject: Subject; readonly announced: boolean }
  | { readonly type: 'country'; readonly code: string }
  | { readonly type: 'ownWords'; readonly words: string }
)

/**
 * What an event is in the life of its subject: whether the subject is there by it (a promise is made), the stage that it
 * brings, if it brings one, whether that is an end, and by when the subject is due.
 */
export type LifeStep = {
  readonly begins: boolean
  readonly stage: string | undefined
  readonly ends: boolean
  readonly due: { readonly path: Path; readonly bound: Bound } | undefined
}

/** Another event of the same subject, as it reads. */
export type Sibling = { readonly type: string; readonly payload: Payload }

/** What is probably a slip, at a path below the payload. */
export type Doubt = { readonly code: string; readonly path: Path; readonly message: string }

/** The parts of a payload that are in our own words, of those fields that it has. */
export function inOwnWords(payload: Readonly<Record<string, unknown>>, ...fields: readonly string[]) {
  return fields.flatMap((field): readonly PayloadPart[] => {
    const words = payload[field]
    return typeof words === 'string' ? [{ type: 'ownWords', path: [field], words }] : []
  })
}

/** The keys that fields of a payload name, one or a list in each. */
export function keysNamed(payload: Readonly<Record<string, unknown>>, ...fields: readonly string[]) {
  return fields.flatMap((field): readonly PayloadPart[] => {
    const value = payload[field]
    const key = (subject: unknown, path: Path): readonly PayloadPart[] =>
      typeof subject === 'string' ? [{ type: 'key', path, subject, announced: false }] : []
    return Array.isArray(value)
      ? value.flatMap((each, place) => key(each, [field, place]))
      : key(value, [field])
  })
}
