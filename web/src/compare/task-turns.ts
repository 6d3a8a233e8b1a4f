import type { Grid, GridTask } from '../../../src/exchange/read-grid.ts'
import { Slice } from '../in-steps.ts'
import { gridPath, loadGrid } from '../load-grid.ts'
import { doneFrom } from '../thing/done-day.ts'
import type { ComparedPoint, TwoPoints } from './two-points.ts'

/** What came by B of what was to be done, and had not come by A: it was done; or it was dropped, or not done by its day. */
export type TaskTurn = {
  readonly turn: 'done' | 'missed'
  /** From which day on it is done; undefined where that is not certain, or it is not done. */
  readonly from?: number | undefined
}

/** Where the grids of two points come from: `grid` is that of the first, where it is there already. */
export type TurnsWanted = {
  readonly chronicle: string
  readonly points: TwoPoints
  readonly grid: Grid | undefined
}

const NONE: ReadonlyMap<string, TaskTurn> = new Map()

/** What came of what was to be done, by subject; nothing where B is no later day. Loads the grid of a point that has another. */
export async function taskTurns(
  { chronicle, points: { from, to }, grid }: TurnsWanted,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, TaskTurn>> {
  if (to.date <= from.date) return NONE
  const [path, other] = [gridPath(chronicle, from), gridPath(chronicle, to)]
  const first = grid ?? (await loadGrid(path, signal))
  const second = other === path ? first : await loadGrid(other, signal)
  const before = await endedTasks(first, from)
  const turns = [...(await endedTasks(second, to))].filter(([subject]) => !before.has(subject))
  return new Map(turns)
}

/** In slices: of a large chronicle it would hold the page. */
async function endedTasks(
  grid: Grid,
  { date, known }: ComparedPoint,
): Promise<ReadonlyMap<string, TaskTurn>> {
  const ended = new Map<string, TaskTurn>()
  const knownDay = known ?? grid.point.knownAt ?? grid.noKnownDay
  const slice = new Slice()
  for (const item of grid.items) {
    if (slice.isOver) await slice.next()
    const turn = item.kind.task ? turnOf(item.at(date, knownDay)?.task, date) : undefined
    if (turn === undefined) continue
    const from = turn === 'done' ? doneFrom(item, date, knownDay) : undefined
    ended.set(item.subject, { turn, from })
  }
  return ended
}

/** What came of a task by a day; undefined while that may be open. */
export function turnOf(task: GridTask | undefined, date: number): TaskTurn['turn'] | undefined {
  if (task?.isCertain !== true) return undefined
  const { state, due } = task
  if (state === 'done') return 'done'
  const isOverdue = state === 'open' && due.length > 0 && due.every(({ latest }) => latest < date)
  return state === 'dropped' || isOverdue ? 'missed' : undefined
}
