import { createHash } from 'node:crypto'
import type { CivilDay } from '../../time/index.ts'
import { tagsIn } from '../encoding.ts'
import { formatPinnedAt } from './address.ts'

/** What an answer depends on. Without such a dependency it is the same at any position and on any day. */
export type Dependencies = {
  readonly position: boolean
  readonly today: boolean
  /** The only chronicle that it is about: other chronicles and their positions do not matter. */
  readonly alone?: string
}

/** The day and the positions at which a request is answered. */
export type AnsweredAt = {
  readonly today: CivilDay | undefined
  /** Every chronicle that was open or was opened for it, with its position. */
  readonly positions: ReadonlyMap<string, number>
  /** Whether those are all there are. */
  readonly isComplete: boolean
}

/** The positions of the chronicles that an answer is about, by name: of one alone, or of all. */
export function positionsFor(
  { alone }: Dependencies,
  { positions }: AnsweredAt,
): ReadonlyMap<string, number> {
  const position = alone === undefined ? undefined : positions.get(alone)
  if (alone !== undefined && position !== undefined) return new Map([[alone, position]])
  return new Map([...positions].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** Whether every position is known that an answer depends on: that of a chronicle that is not open is not. */
export function areKnown({ position, alone }: Dependencies, { positions, isComplete }: AnsweredAt): boolean {
  return !position || (alone === undefined ? isComplete : positions.has(alone))
}

/** The `at` of an answer's own address: only the day and positions that it depends on. Empty if there are none. */
export function formatDependencies(dependencies: Dependencies, answeredAt: AnsweredAt): string {
  const { today } = answeredAt
  return formatPinnedAt({
    ...(dependencies.today && today !== undefined && { today }),
    positions: dependencies.position ? positionsFor(dependencies, answeredAt) : new Map(),
  })
}

/**
 * The entity tag of an answer: its dependencies as letters, and a digest of everything that determines it (`inputs`, and
 * the day and positions that it depends on). It is known without computing the answer.
 */
export function etagOf(
  dependencies: Dependencies,
  answeredAt: AnsweredAt,
  inputs: readonly string[],
): string {
  const digest = createHash('sha256').update(
    JSON.stringify([...inputs, formatDependencies(dependencies, answeredAt)]),
  )
  return `"${letters(dependencies)}-${digest.digest('base64url').slice(0, 32)}"`
}

/**
 * The dependencies of the answer whose entity tag the header shows, if the answer would be the same now; undefined if it
 * must be computed. Tags are compared weakly (RFC 9110, 13.1.2): a proxy may have made one weak by compressing. Which
 * encoding a tag names does not matter.
 */
export function unchangedSince(
  ifNoneMatch: string | null,
  answeredAt: AnsweredAt,
  inputs: readonly string[],
): Dependencies | undefined {
  if (ifNoneMatch === null) return undefined
  const shown = tagsIn(ifNoneMatch)
  return everyDependencies(answeredAt).find(
    (each) => areKnown(each, answeredAt) && shown.has(etagOf(each, answeredAt, inputs)),
  )
}

/** Every possible combination: on no position, on that of one chronicle, on those of all; each with or without the day. */
function everyDependencies({ positions }: AnsweredAt): readonly Dependencies[] {
  const onPositions: readonly Omit<Dependencies, 'today'>[] = [
    { position: false },
    { position: true },
    ...[...positions.keys()].map((alone) => ({ position: true, alone })),
  ]
  return onPositions.flatMap((each) => [
    { ...each, today: false },
    { ...each, today: true },
  ])
}

/** `p`: the position of one chronicle, `a`: the positions of all, `d`: the day, `0`: none of them. */
function letters({ position, today, alone }: Dependencies): string {
  const positions = alone === undefined ? 'a' : 'p'
  return `${position ? positions : ''}${today ? 'd' : ''}` || '0'
}
