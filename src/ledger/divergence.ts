import { RegestaError } from '../errors.ts'
import type { Leaf, Ledger, Range } from './port.ts'

/** Something that holds the history of chronicles: a ledger, or batch files. */
export type History = Pick<Ledger, 'head' | 'rootAt'> & {
  read(chronicle: string, range: Range): AsyncIterable<Leaf>
}

/** Two that should hold the same history of a chronicle as far as both go, and what to call them. */
export type Pair = {
  readonly one: History
  readonly other: History
  readonly oneName: string
  readonly otherName: string
}

/**
 * The last position that both have, and the first at which they differ, if any: by event, by instant, or by a batch that
 * ends there in one of them only. Compares roots: costs a few look-ups where they agree, and O(log length) more where
 * they do not.
 */
export async function findDivergence(
  one: History,
  other: History,
  chronicle: string,
): Promise<{ readonly both: number; readonly parts?: number }> {
  const [ours, theirs] = [await one.head(chronicle), await other.head(chronicle)]
  const both = Math.min(ours.position, theirs.position)
  const differs = await firstDifference(one, other, chronicle, both)
  if (differs !== undefined) return { both, parts: differs }
  const longer = ours.position > both ? one : other
  return (await endsBatch(longer, chronicle, both)) ? { both } : { both, parts: both + 1 }
}

/** Whether a batch ends at a position that the history has: the events of a batch share its instant, and no others do. */
export async function endsBatch(teller: History, chronicle: string, position: number): Promise<boolean> {
  if (position === 0) return true
  const range = { after: position - 1, upTo: position + 1 }
  const [last, next] = await Array.fromAsync(teller.read(chronicle, range))
  return last?.recordedAt !== next?.recordedAt
}

/** The last position that both have; throws E_DIVERGED with the first at which they differ, see {@link findDivergence}. */
export async function checkSameHistory(
  { one, other, oneName, otherName }: Pair,
  chronicle: string,
): Promise<number> {
  const { both, parts } = await findDivergence(one, other, chronicle)
  if (parts === undefined) return both
  const [ours, theirs] = [await leafAt(one, chronicle, parts), await leafAt(other, chronicle, parts)]
  const message = `${oneName} and ${otherName} part ways in ${chronicle} at position ${parts}: the one has ${describeLeaf(ours)}, the other ${describeLeaf(theirs)}; expected one of them to go on from the other by whole batches`
  throw new RegestaError('E_DIVERGED', 'conflict', message, { chronicle, position: parts })
}

/** The leaf at a position, or undefined beyond the end. */
export async function leafAt(
  teller: History,
  chronicle: string,
  position: number,
): Promise<Leaf | undefined> {
  const [leaf] = await Array.fromAsync(teller.read(chronicle, { after: position - 1, upTo: position }))
  return leaf
}

/** The first position up to `both` at which the roots differ, by binary search: from there on they all do. */
async function firstDifference(
  one: History,
  other: History,
  chronicle: string,
  both: number,
): Promise<number | undefined> {
  const isSame = async (position: number) =>
    (await one.rootAt(chronicle, position)) === (await other.rootAt(chronicle, position))
  if (await isSame(both)) return undefined
  let [same, differs] = [0, both]
  while (differs - same > 1) {
    const middle = Math.floor((same + differs) / 2)
    if (await isSame(middle)) same = middle
    else differs = middle
  }
  return differs
}

function describeLeaf(leaf: Leaf | undefined): string {
  return leaf === undefined
    ? 'nothing there'
    : `event ${leaf.id.slice(0, 12)}… recorded ${new Date(leaf.recordedAt).toISOString()}`
}

/** One way in which a history differs from the expected one. */
export type HistoryDifference =
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
 * How `found` differs from the expected history, event by event. In order of the position in `expected`, or for added
 * events in `found`. An event that only shifted because one before it was dropped or added is no difference. Each id
 * occurs at most once in either.
 */
export function historyDifferences(
  expected: readonly Leaf[],
  found: readonly Leaf[],
): readonly HistoryDifference[] {
  const expectedById = new Map(expected.map((leaf) => [leaf.id, leaf]))
  const foundById = new Map(found.map((leaf) => [leaf.id, leaf]))
  const dropped = expected.filter(({ id }) => !foundById.has(id))
  const added = found.filter(({ id }) => !expectedById.has(id))
  const inPlace = new Map(added.map((leaf) => [leaf.position, leaf]))
  const rewritten = new Set<string>()
  const missing = dropped.map(({ id, position }): HistoryDifference => {
    const other = inPlace.get(position)
    if (other === undefined) return { type: 'dropped', position, id }
    rewritten.add(other.id)
    return { type: 'rewritten', position, id, found: other.id }
  })
  const extra = added
    .filter(({ id }) => !rewritten.has(id))
    .map(({ id, position }): HistoryDifference => ({ type: 'added', position, id }))
  const kept = found.filter(({ id }) => expectedById.has(id))
  const order = expected.filter(({ id }) => foundById.has(id))
  const shared = order.flatMap(({ id, position, recordedAt }, index): HistoryDifference[] => {
    const there = foundById.get(id)
    if (there === undefined) return []
    if (kept[index]?.id !== id) return [{ type: 'moved', position, id, found: there.position }]
    if (there.recordedAt !== recordedAt)
      return [{ type: 'redated', position, id, recordedAt, found: there.recordedAt }]
    return []
  })
  return [...missing, ...extra, ...shared].sort((a, b) => a.position - b.position)
}
