import {
  type EventId,
  type RecordedEvent,
  type Subject,
  sourceRetracted,
  sourceRevised,
} from '../event/index.ts'

/**
 * What counts while something is looked at: of an event's acts, those before a position (an act's own grounds
 * are looked at without the act, so that nothing rests on itself), withdrawals of sources or none, and which text evidence is
 * from or any. Where it is worked out when a source came out, `dates` names that source: then all that is trusted and recorded
 * counts, whatever day it is known by, for the answer says where on that clock the source stands; and not that it was withdrawn.
 */
export type Scope = {
  readonly before: ReadonlyMap<EventId, number>
  readonly withdrawals: boolean
  readonly texts: boolean
  readonly dates?: Subject
}

export const EVERYTHING: Scope = { before: new Map(), withdrawals: true, texts: true }

/** A withdrawal, and whatever bears on it, is itself beyond withdrawal. A revision rests on no text that came with one. */
export function scopeFor({ event: { type } }: RecordedEvent, scope: Scope): Scope {
  if (type === sourceRetracted.type && scope.withdrawals) return { ...scope, withdrawals: false }
  return type === sourceRevised.type && scope.texts ? { ...scope, texts: false } : scope
}

/**
 * An answer, and what it depends on of its scope: of each event whose acts were asked for, up to which position they counted.
 * In every scope that agrees on these it is the same.
 */
export type ScopedAnswer<V> = { readonly value: V; readonly limits: ReadonlyMap<EventId, number> }

/**
 * A cache of answers by key and scope. One answer serves every scope that does not differ in what it depends on: so the acts
 * on a chain of events, each resting on the next, take time by their number and not by that of their combinations.
 */
export class ScopedCache<K, V> {
  readonly #answers = new Map<K, (ScopedAnswer<V> & Pick<Scope, 'withdrawals' | 'texts' | 'dates'>)[]>()

  find(key: K, { before, withdrawals, texts, dates }: Scope): ScopedAnswer<V> | undefined {
    return this.#answers
      .get(key)
      ?.find(
        (answer) =>
          answer.withdrawals === withdrawals &&
          answer.texts === texts &&
          answer.dates === dates &&
          [...answer.limits].every(([id, until]) => (before.get(id) ?? Infinity) === until),
      )
  }

  add(key: K, { withdrawals, texts, dates }: Scope, answer: ScopedAnswer<V>): void {
    const answers = this.#answers.get(key)
    const added = { ...answer, withdrawals, texts, ...(dates !== undefined && { dates }) }
    if (answers === undefined) this.#answers.set(key, [added])
    else answers.push(added)
  }
}
