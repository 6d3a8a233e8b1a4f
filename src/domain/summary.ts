import { type Item, type State, type Steps, stands } from '../state/index.ts'
import { dayInWords } from './day-words.ts'
import type { AnyKind } from './declaration.ts'
import type { Domain } from './domain.ts'
import { counted } from './page.ts'
import { spaced } from './words.ts'

/** How many kinds are counted. */
const MOST_COUNTED = 4

/**
 * A state in a sentence or two: `26 undertakings, and 2 possibly; 4 instruments. The newest source heard is of 4 December 2025.`
 * Counted are the first kinds of its pages of which something stands; of what is to be done, only what is open. Cost: that of
 * the items of these kinds. In steps.
 */
export function* summarySteps(domain: Domain, state: State): Steps<string> {
  const counts: string[] = []
  for (const kind of domain.pages) {
    if (kind.lesser || counts.length === MOST_COUNTED) continue
    const items = yield* state.amongSteps(state.projection.subjectsOf(kind.name))
    const standing = items.filter((item) => stands(item) && isToCount(kind, item))
    if (standing.length > 0) counts.push(countInWords(kind, standing))
    yield
  }
  const { horizon } = state
  return [
    ...(counts.length === 0 ? [] : [`${counts.join('; ')}.`]),
    ...(horizon === undefined ? [] : [`The newest source heard is of ${dayInWords(horizon)}.`]),
  ].join(' ')
}

function isToCount(kind: AnyKind, item: Item): boolean {
  const state = kind.task(item)?.state
  return state !== 'done' && state !== 'dropped'
}

function countInWords(kind: AnyKind, standing: readonly Item[]): string {
  const [one, many] = [spaced(kind.name), kind.heading.charAt(0).toLowerCase() + kind.heading.slice(1)]
  const certain = standing.filter(({ existence }) => existence.answer === 'definitely').length
  const open = standing.length - certain
  if (certain === 0) return `possibly ${counted(open, one, many)}`
  return `${counted(certain, one, many)}${open === 0 ? '' : `, and ${open} possibly`}`
}
