/**
 * The four answers, as a chain: no < unknown < possibly < definitely.
 *
 * `and` is the lower of two, `or` the higher. There is no `not`: a "no" holds of one event ("this meeting
 * was not on that day"), never of its class ("nobody met"), so that turning one round would claim too much.
 */

export type Answer = 'definitely' | 'possibly' | 'no' | 'unknown'

/** All four, from the lowest to the highest. */
export const ANSWERS: readonly Answer[] = ['no', 'unknown', 'possibly', 'definitely']

const RANK: Readonly<Record<Answer, number>> = { no: 0, unknown: 1, possibly: 2, definitely: 3 }

/** How far both hold: the lower of the two. */
export function and(a: Answer, b: Answer): Answer {
  return RANK[a] <= RANK[b] ? a : b
}

/** How far one of them holds: the higher of the two. */
export function or(a: Answer, b: Answer): Answer {
  return RANK[a] >= RANK[b] ? a : b
}

/** The lowest of them; of none, `definitely`. */
export function allOf(answers: Iterable<Answer>): Answer {
  let lowest: Answer = 'definitely'
  for (const answer of answers) lowest = and(lowest, answer)
  return lowest
}

/** The highest of them; of none, `no`. */
export function anyOf(answers: Iterable<Answer>): Answer {
  let highest: Answer = 'no'
  for (const answer of answers) highest = or(highest, answer)
  return highest
}
