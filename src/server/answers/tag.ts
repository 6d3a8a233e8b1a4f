import { createHash } from 'node:crypto'
import { type Leant, leantOn, type Whereabouts } from './leanings.ts'

/**
 * The entity tag of an answer: what it leant on, in letters, and a digest of all that it follows from. It can be told
 * without working the answer out, and changes only with something that the answer leant on.
 */
export function tagOf(leant: Leant, whereabouts: Whereabouts, from: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify([...from, leantOn(leant, whereabouts)]))
  return `"${letters(leant)}-${digest.digest('base64url').slice(0, 32)}"`
}

/**
 * What the answer leant on whose tag a request shows, if it would get the same again now; undefined where it must be
 * worked out. Tags are compared weakly (RFC 9110, 13.1.2): one that a proxy made weak by compressing still does.
 */
export function unchangedSince(
  ifNoneMatch: string | null,
  whereabouts: Whereabouts,
  from: readonly string[],
): Leant | undefined {
  if (ifNoneMatch === null) return undefined
  const shown = new Set(ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, '')))
  return waysToLean(whereabouts).find((leant) => shown.has(tagOf(leant, whereabouts, from)))
}

/** Every way: on where no chronicle stands, or one, or all of them; on the day or not. */
function waysToLean({ positions }: Whereabouts): readonly Leant[] {
  const ways: readonly Omit<Leant, 'today'>[] = [
    { position: false },
    { position: true },
    ...[...positions.keys()].map((alone) => ({ position: true, alone })),
  ]
  return ways.flatMap((way) => [
    { ...way, today: false },
    { ...way, today: true },
  ])
}

/** `p`: on the position of one chronicle, `a`: on those of all that there are, `d`: on the day, `0`: on none of them. */
function letters({ position, today, alone }: Leant): string {
  const places = alone === undefined ? 'a' : 'p'
  return `${position ? places : ''}${today ? 'd' : ''}` || '0'
}
