import type { Strings } from '../strings.ts'
import { type ComparedSource, cameOutBy } from './heard.ts'
import { isSameTrust, type TwoPoints } from './two-points.ts'

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
