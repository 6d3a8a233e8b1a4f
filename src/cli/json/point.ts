import type { Chronicle } from '../../engine/index.ts'
import type { State } from '../../state/index.ts'
import { formatDay, formatInstant } from '../../time/index.ts'
import type { Trust } from '../../visibility/index.ts'

/** A point with every clock resolved: `knownAt` null filters nothing, `recordedAt` is null where nothing is recorded. */
type PointJson = {
  readonly date: string
  readonly knownAt: string | null
  readonly position: number
  readonly recordedAt: string | null
  readonly head: number
  readonly trusting: Trust
}

export function pointJson(chronicle: Chronicle, { point }: State): PointJson {
  const { date, knownAt, position, trusting } = point
  const recordedAt = chronicle.recordedAt(position)
  return {
    date: formatDay(date),
    knownAt: knownAt === undefined ? null : formatDay(knownAt),
    position,
    recordedAt: recordedAt === undefined ? null : formatInstant(recordedAt),
    head: chronicle.position,
    trusting,
  }
}
