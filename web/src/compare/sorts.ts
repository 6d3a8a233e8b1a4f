import type { GridKind } from '../../../src/exchange/read-grid.ts'
import type { Cause, ChangeKind, SortedChangeFragment } from '../operations.ts'
import type { TaskTurn } from './task-turns.ts'
import type { TwoPoints } from './two-points.ts'

/*
 * What a difference means to whoever asks what changed and why. The API sorts by where a thing stands; a reader wants first what
 * happened, then what ended, what was to be done and was, what is otherwise; and last what is only known better or worse. That
 * follows from the causes, from the fields that differ, and from what the kind declares of itself and its fields.
 */

/** The sorts in the order in which they are listed. */
export const SORTS = [
  'happened',
  'ended',
  'doneWithin',
  'done',
  'missed',
  'changed',
  'planned',
  'learned',
  'unlearned',
  'otherwise',
  'told',
  'untold',
  'certainty',
] as const

export type Sort = (typeof SORTS)[number]

/** Those of which nothing changed but what is known: they come last, and folded where there is anything before them. */
export const LESSER_SORTS: ReadonlySet<Sort> = new Set<Sort>(['told', 'untold', 'certainty'])

/** A kind as far as sorting asks for it. */
export type SortedKind = Pick<GridKind, 'name' | 'columns'>

/** What a thing that differs is sorted by, besides itself. */
export type SortedBy = {
  readonly points: TwoPoints
  readonly kinds: readonly SortedKind[]
  /** What came of what was to be done, by subject. */
  readonly turns: ReadonlyMap<string, TaskTurn>
}

const OF_KNOWLEDGE: readonly Cause[] = ['LEARNED', 'RECORDED', 'CORRECTED', 'RETRACTED', 'TRUST']

/** Which sort a difference is of. */
export function sortOf(change: SortedChangeFragment, by: SortedBy): Sort {
  switch (change.change) {
    case 'ADDED':
      return addedSort(change, by)
    case 'GONE':
      return goneSort(change, by)
    case 'CHANGED':
      return changedSort(change, by)
    default:
      return roughSortOf(change.change, by.points)
  }
}

/** The same by where a thing stands alone, for more differences than are looked at one by one. */
export function roughSortOf(change: ChangeKind, { from, to }: TwoPoints): Sort {
  const isOfWorld = from.date !== to.date
  switch (change) {
    case 'ADDED':
      return isOfWorld ? 'happened' : 'learned'
    case 'GONE':
      return isOfWorld ? 'ended' : 'unlearned'
    case 'CHANGED':
      return isOfWorld ? 'changed' : 'otherwise'
    case 'PLANNED':
      return 'planned'
    case 'ATTESTED':
      return 'told'
    case 'UNATTESTED':
      return 'untold'
  }
}

function addedSort(change: SortedChangeFragment, { points, turns }: SortedBy): Sort {
  // What stands at both points, and is listed as new, has another name only.
  if (stands(change.itemAtFrom)) return 'certainty'
  const turn = turns.get(change.subject)?.turn
  if (has(change, 'WORLD_CHANGED') && turn !== undefined) return turn === 'done' ? 'doneWithin' : 'missed'
  return sortByCause(change, points, { world: 'happened', knowledge: 'learned', silence: 'told' })
}

function goneSort(change: SortedChangeFragment, { points }: SortedBy): Sort {
  if (stands(change.itemAtTo)) return 'certainty'
  return sortByCause(change, points, { world: 'ended', knowledge: 'unlearned', silence: 'untold' })
}

function sortByCause(
  change: SortedChangeFragment,
  { from, to }: TwoPoints,
  sorts: { readonly world: Sort; readonly knowledge: Sort; readonly silence: Sort },
): Sort {
  if (has(change, 'WORLD_CHANGED')) return sorts.world
  // That it is told of one day says of no other day that it was not so.
  if (has(change, 'ATTESTED') && from.date !== to.date) return sorts.silence
  if (has(change, ...OF_KNOWLEDGE)) return sorts.knowledge
  return has(change, 'WINDOW_PASSED') ? sorts.world : sorts.silence
}

function changedSort(change: SortedChangeFragment, { kinds, turns }: SortedBy): Sort {
  const isOfWorld = has(change, 'WORLD_CHANGED', 'DUE_PASSED')
  const turn = turns.get(change.subject)?.turn
  if (isOfWorld && turn !== undefined) return turn
  if (!differsInSubstance(change, kinds)) return 'certainty'
  if (isOfWorld) return 'changed'
  return has(change, ...OF_KNOWLEDGE) ? 'otherwise' : 'certainty'
}

/** Whether a field says something else, and not the same more or less surely, or under other names. */
function differsInSubstance({ subject, fields = [] }: SortedChangeFragment, kinds: readonly SortedKind[]) {
  const [kind = ''] = subject.split('/')
  const columns = kinds.find(({ name }) => name === kind)?.columns ?? []
  const isName = (field: string) =>
    field === 'identity' || columns.some(({ name, roles }) => name === field && roles?.includes('name'))
  return fields.some(({ field, was, is, derived }) => {
    if (isName(field)) return false
    if (derived !== null) return derived.was !== derived.is
    return wordsOf(was) !== wordsOf(is)
  })
}

function wordsOf(answer: { readonly values: readonly { readonly words: string }[] } | null): string {
  return [...new Set(answer?.values.map(({ words }) => words))].sort().join('\n')
}

function has({ causes }: SortedChangeFragment, ...any: readonly Cause[]): boolean {
  return any.some((cause) => causes.includes(cause))
}

function stands(item: SortedChangeFragment['itemAtTo']): boolean {
  return item?.certainty === 'DEFINITELY' || item?.certainty === 'POSSIBLY'
}
