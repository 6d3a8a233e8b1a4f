import type { Strings } from '../strings.ts'
import { type GroupPlan, totalOf } from './groups.ts'
import type { Sort } from './sorts.ts'
import { isSameTrust, type TwoPoints } from './two-points.ts'

/** On which clock, or by whom, the points differ in what they know; the first of them in this order. */
export type KnownBy = 'known' | 'position' | 'trust'

/** A heading on the way forward, and on the way back; where it depends on it, by what one came to know otherwise. */
export type Ways = { readonly known: readonly [string, string] } & {
  readonly [By in Exclude<KnownBy, 'known'>]?: readonly [string, string]
}

/** What a group of differences is called: on the way back in time, what happened is not yet. */
export function sortInWords(sort: Sort, points: TwoPoints, { compare: { sorts } }: Strings): string {
  const { from, to } = points
  const ways: Ways = sorts[sort]
  const [forward, back] = ways[clockOf(points)] ?? ways.known
  const isBack = isOfKnowledge(sort)
    ? (to.known ?? Infinity) < (from.known ?? Infinity) ||
      (to.position ?? Infinity) < (from.position ?? Infinity)
    : to.date < from.date
  return isBack ? back : forward
}

function clockOf(points: TwoPoints): KnownBy {
  const { from, to } = points
  if (from.known !== to.known) return 'known'
  return from.position === to.position && !isSameTrust(from, to) ? 'trust' : 'position'
}

function isOfKnowledge(sort: Sort): boolean {
  return sort === 'learned' || sort === 'unlearned' || sort === 'otherwise'
}

/** How much there is of a group, within a sentence: `91 happened or begun`. */
export function countInWords({ sort, counts }: GroupPlan, points: TwoPoints, words: Strings): string {
  const heading = sortInWords(sort, points, words)
  return `${totalOf(counts)} ${heading.charAt(0).toLowerCase()}${heading.slice(1)}`
}

/** What there is none of, among that for which one compares two such points; a sentence each. */
export function noneInWords(
  groups: readonly Pick<GroupPlan, 'sort'>[],
  points: TwoPoints,
  { compare }: Strings,
): readonly string[] {
  const { from, to } = points
  if (groups.length === 0) return [compare.nothing]
  const isOfWorld = from.date < to.date
  const isKnownOtherwise = from.known !== to.known || from.position !== to.position || !isSameTrust(from, to)
  const looked: readonly (keyof typeof compare.none)[] = [
    ...(isOfWorld ? (['happened', 'ended', 'changed'] as const) : []),
    ...(isKnownOtherwise ? (['learned', 'unlearned', 'otherwise'] as const) : []),
  ]
  return looked
    .filter((sort) => !groups.some((group) => group.sort === sort))
    .map((sort) => compare.none[sort])
}
