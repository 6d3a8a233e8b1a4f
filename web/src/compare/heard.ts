import type { PointAddress } from '../address.ts'

/** A source that may be heard, and by which days it came out: no day makes one without a date certain. */
export type ComparedSource = {
  readonly subject: string
  readonly label: string
  readonly side: string | undefined
  readonly earliest: number
  readonly latest: number
}

/** Whether a source is heard at a point: whether it is trusted there, and came out by the known day. */
export type Heard = 'definitely' | 'possibly' | 'no' | 'notTrusted'

export function heardAt(source: ComparedSource, point: PointAddress): Heard {
  return isTrusted(source, point) ? cameOutBy(source, point) : 'notTrusted'
}

/** Whether a source came out by the known day of a point, whoever is trusted there. */
export function cameOutBy(
  { earliest, latest }: Pick<ComparedSource, 'earliest' | 'latest'>,
  { known }: Pick<PointAddress, 'known'>,
): Exclude<Heard, 'notTrusted'> {
  if (known === undefined || latest <= known) return 'definitely'
  return earliest <= known ? 'possibly' : 'no'
}

type Trust = Pick<PointAddress, 'only' | 'without' | 'sides'>
type NamedSource = {
  readonly subject: string
  readonly label: string
  readonly side: string | null | undefined
}

/** All without `only` and `sides`; with both, those that either names. `without` removes some. */
export function isTrusted({ label, subject, side }: NamedSource, trust: Trust): boolean {
  const { only, without, sides } = trust
  const isNamed = (names: readonly string[]) => names.includes(label) || names.includes(subject)
  if (isNamed(without)) return false
  if (only.length === 0 && sides.length === 0) return true
  return isNamed(only) || (side != null && sides.includes(side))
}

/** The trust that hears a source, or does not, and every other as before. `all` are those that there are. */
export function withHeard(
  trust: PointAddress,
  source: ComparedSource,
  isHeard: boolean,
  all: readonly ComparedSource[],
): Trust {
  const { label } = source
  const isOther = (name: string) => name !== label && name !== source.subject
  const without = trust.without.filter(isOther)
  if (!isHeard) {
    const only = trust.only.filter(isOther)
    // Without a name left in it, `only` would hear everyone.
    const emptied = trust.only.length > 0 && only.length === 0
    const bySide = trust.sides.length > 0 && isTrusted(source, { ...trust, only: [], without: [] })
    return emptied || bySide || trust.only.length === 0
      ? { only: trust.only, sides: trust.sides, without: [...without, label] }
      : { only, sides: trust.sides, without }
  }
  const added = { ...trust, without }
  if (isTrusted(source, added)) return simplest({ only: trust.only, sides: trust.sides, without }, all)
  return simplest({ only: [...trust.only, label], sides: trust.sides, without }, all)
}

/** The trust that hears a side, or does not: each of its sources. */
export function withSideHeard(
  trust: PointAddress,
  side: string,
  isHeard: boolean,
  all: readonly ComparedSource[],
): Trust {
  let { only, without, sides }: Trust = trust
  for (const source of all)
    if (source.side === side && isTrusted(source, { ...trust, only, without, sides }) !== isHeard)
      ({ only, without, sides } = withHeard({ ...trust, only, without, sides }, source, isHeard, all))
  return { only, without, sides }
}

/** Everyone, where that is what a trust comes to. */
function simplest(trust: Trust, all: readonly ComparedSource[]): Trust {
  const point = { ...trust, date: undefined, known: undefined, position: undefined }
  return all.every((source) => isTrusted(source, point)) ? { only: [], sides: [], without: [] } : trust
}
