import type { Grid } from '../../../src/exchange/read-grid.ts'
import { narrowedSteps } from '../filter.ts'
import { Slice } from '../in-steps.ts'
import { gridPath, loadGrid } from '../load-grid.ts'
import type { TwoPoints } from './two-points.ts'

/*
 * Which topics, sides and places there are is for each domain to say, and so no API of all domains takes them as arguments. The page
 * finds what they keep in the grids of the two points, as it does for a state, and asks for the changes of those subjects.
 */

/** How many subjects a server takes: of more, one has to narrow further. */
export const MOST_SUBJECTS = 1_000

/** What is narrowed: `grid` is that of the first point, where it is there already. */
export type Narrowing = {
  readonly chronicle: string
  readonly points: TwoPoints
  /** By the name of a filter, the words that may stand. */
  readonly words: Readonly<Record<string, readonly string[]>>
  readonly grid: Grid | undefined
}

/** The subjects that the filters keep as known at either point, in order; each once. Loads the grid of a point that has another. */
export async function narrowedSubjects(
  { chronicle, points, words, grid }: Narrowing,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { from, to } = points
  const [path, other] = [gridPath(chronicle, from), gridPath(chronicle, to)]
  const first = grid ?? (await loadGrid(path, signal))
  const second = other === path ? first : await loadGrid(other, signal)
  const found = [...(await keptIn(first, words, from.known)), ...(await keptIn(second, words, to.known))]
  return [...new Set(found)].sort()
}

async function keptIn(
  grid: Grid,
  words: Narrowing['words'],
  known: number | undefined,
): Promise<readonly string[]> {
  const steps = narrowedSteps(grid, { search: '', words }, undefined, known)
  const slice = new Slice()
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value.map(({ subject }) => subject)
    if (slice.isOver) await slice.next()
  }
}
