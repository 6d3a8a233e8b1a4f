import type { Leaf } from '../port.ts'

/** One way in which a history is not the one that it should be. */
export type Difference =
  | { readonly type: 'rewritten'; readonly position: number; readonly id: string; readonly found: string }
  | { readonly type: 'dropped'; readonly position: number; readonly id: string }
  | { readonly type: 'added'; readonly position: number; readonly id: string }
  | { readonly type: 'moved'; readonly position: number; readonly id: string; readonly found: number }
  | {
      readonly type: 'redated'
      readonly position: number
      readonly id: string
      /** UTC instants, ms. */
      readonly recordedAt: number
      readonly found: number
    }

/**
 * How `found` differs from the history it should be, event by event, in order of position: that of `expected`, and of
 * what was added its own. What only shifted because something before it was dropped or added is no difference.
 * Each id stands in either but once.
 */
export function differencesOf(expected: readonly Leaf[], found: readonly Leaf[]): readonly Difference[] {
  const should = new Map(expected.map((leaf) => [leaf.id, leaf]))
  const stands = new Map(found.map((leaf) => [leaf.id, leaf]))
  const dropped = expected.filter(({ id }) => !stands.has(id))
  const added = found.filter(({ id }) => !should.has(id))
  const inPlace = new Map(added.map((leaf) => [leaf.position, leaf]))
  const rewritten = new Set<string>()
  const missing = dropped.map(({ id, position }): Difference => {
    const other = inPlace.get(position)
    if (other === undefined) return { type: 'dropped', position, id }
    rewritten.add(other.id)
    return { type: 'rewritten', position, id, found: other.id }
  })
  const extra = added
    .filter(({ id }) => !rewritten.has(id))
    .map(({ id, position }): Difference => ({ type: 'added', position, id }))
  const kept = found.filter(({ id }) => should.has(id))
  const order = expected.filter(({ id }) => stands.has(id))
  const shared = order.flatMap(({ id, position, recordedAt }, index): Difference[] => {
    const there = stands.get(id)
    if (there === undefined) return []
    if (kept[index]?.id !== id) return [{ type: 'moved', position, id, found: there.position }]
    if (there.recordedAt !== recordedAt)
      return [{ type: 'redated', position, id, recordedAt, found: there.recordedAt }]
    return []
  })
  return [...missing, ...extra, ...shared].sort((a, b) => a.position - b.position)
}
