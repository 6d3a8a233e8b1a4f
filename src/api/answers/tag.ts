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
  return WAYS.find((leant) => shown.has(tagOf(leant, whereabouts, from)))
}

const WAYS: readonly Leant[] = [
  { position: false, today: false },
  { position: false, today: true },
  { position: true, today: false },
  { position: true, today: true },
]

/** `p`: on positions, `d`: on the day, `0`: on neither. */
function letters({ position, today }: Leant): string {
  return `${position ? 'p' : ''}${today ? 'd' : ''}` || '0'
}
