import { type Item, type State, type Steps, stands } from '../state/index.ts'
import { dayInWords } from './day-words.ts'
import type { AnyKind } from './declaration.ts'
import { type Domain, nameOf } from './domain.ts'
import { counted } from './page.ts'

/** How many kinds are counted; and of how many items the names are given, where the kind leads. */
const MOST_COUNTED = 4
const MOST_NAMED = 2

/**
 * A state in a sentence or two: `26 undertakings open, and 2 possibly; 4 instruments. The newest source used here is of 4 December 2025.`
 * Counted are the first kinds of its pages of which something stands; of what is to be done, only what is open. What leads is named. Cost: that of
 * the items of these kinds. In steps.
 */
export function* summarySteps(domain: Domain, state: State): Steps<string> {
  const counts: string[] = []
  for (const kind of domain.pages) {
    if (kind.lesser || counts.length === MOST_COUNTED) continue
    const items = yield* state.amongSteps(state.projection.subjectsOf(kind.name))
    const standing = items.filter((item) => stands(item) && isToCount(kind, item))
    const namesThem = kind.lead && standing.length <= MOST_NAMED
    if (namesThem) counts.push(...standing.map((item) => namedInWords(domain, state, item)))
    else if (standing.length > 0) counts.push(countInWords(kind, standing))
    yield
  }
  const { horizon } = state
  return [
    ...(counts.length === 0 ? [] : [`${counts.join('; ')}.`]),
    ...(horizon === undefined ? [] : [`The newest source used here is of ${dayInWords(horizon)}.`]),
  ].join(' ')
}

function isToCount(kind: AnyKind, item: Item): boolean {
  const state = kind.task(item)?.state
  return state !== 'done' && state !== 'dropped'
}

function namedInWords(domain: Domain, state: State, item: Item): string {
  return `${item.existence.answer === 'definitely' ? '' : 'possibly '}${nameOf(domain, state, item)}`
}

function countInWords(kind: AnyKind, standing: readonly Item[]): string {
  const { one, other: many } = kind.tally
  const certain = standing.filter(({ existence }) => existence.answer === 'definitely').length
  const open = standing.length - certain
  if (certain === 0) return `possibly ${counted(open, one, many)}`
  return `${counted(certain, one, many)}${open === 0 ? '' : `, and ${open} possibly`}`
}
