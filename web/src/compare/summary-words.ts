import type { ChangeKind } from '../operations.ts'
import type { Strings } from '../strings.ts'
import { type ComparedSource, cameOutBy } from './heard.ts'
import { isSameTrust, type TwoPoints } from './two-points.ts'

/** How many changes there are of one sort and kind. */
export type ChangeCount = { readonly change: ChangeKind; readonly kind: string; readonly count: number }

/** The groups in the order in which they are listed. */
export const GROUPS: readonly ChangeKind[] = ['CHANGED', 'ADDED', 'PLANNED', 'ATTESTED', 'UNATTESTED', 'GONE']

export function totalOf(counts: readonly ChangeCount[], change?: ChangeKind): number {
  return counts.reduce(
    (sum, each) => (change === undefined || each.change === change ? sum + each.count : sum),
    0,
  )
}

/** What lies between the two points: `From A to B the world went on for 220 days, and one more source came out for certain.` */
export function betweenInWords(
  points: TwoPoints,
  sources: readonly ComparedSource[] | undefined,
  { compare }: Strings,
): string {
  const { from, to } = points
  if (sources === undefined) return compare.inTheWorldAlone(to.date - from.date)
  const by = (point: typeof from, heard: 'definitely' | 'possibly') =>
    sources.filter((source) => cameOutBy(source, point) === heard).length
  const certain = by(to, 'definitely') - by(from, 'definitely')
  const open = by(to, 'possibly') - by(from, 'possibly')
  return compare.between({
    days: to.date - from.date,
    certain,
    open,
    isSameTrust: isSameTrust(from, to),
    positions: from.position === to.position ? undefined : [from.position, to.position],
  })
}

/** `115 added, 9 changed, none gone`, and what is attested on one day only, or only planned. */
export function countsInWords(
  counts: readonly ChangeCount[],
  { compare }: Strings,
): { readonly strong: string; readonly rest: string } {
  const of = (change: ChangeKind) => totalOf(counts, change)
  return {
    strong: compare.counts(of('ADDED'), of('CHANGED'), of('GONE')),
    rest: compare.otherCounts(of('ATTESTED'), of('UNATTESTED'), of('PLANNED')),
  }
}
