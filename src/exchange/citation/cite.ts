import canonicalize from 'canonicalize'
import type { ReadModel } from '../../engine/index.ts'
import { sha256Hex } from '../../event/index.ts'
import type { QueriedPoint } from '../../graphql/index.ts'
import { type CivilDay, formatDay, formatInstant } from '../../time/index.ts'
import type { Cited } from './cited.ts'

/** Everything needed to get the same answer again. */
export type AnswerSource = {
  /** The query in normal form, and its operation's name if it has one. */
  readonly document: string
  readonly name: string | undefined
  /** Canonical JSON; empty if there are none. */
  readonly variables: string
  /** The day and the positions that the answer depends on. */
  readonly today: CivilDay | undefined
  readonly positions: ReadonlyMap<string, number>
  /** The only chronicle that it is about, or else all that were open, with positions, whether it depends on those or not. */
  readonly open: ReadonlyMap<string, number>
  readonly points: readonly QueriedPoint[]
  /** Whether it depends on which texts of sources are at hand. */
  readonly quotes: boolean
  /** The query string of the answer's own address; undefined if that would be too long. */
  readonly address: string | undefined
}

/** Who cites: the chronicles as they are open, the texts at hand by a digest of which there are, the program. */
export type Citing = {
  readonly chronicles: ReadonlyMap<string, ReadModel>
  readonly texts: string
  readonly program: string
}

/** What there is to cite of an answer: its question, where it stood, and digests of it and of what it rests on. */
export function cite(source: AnswerSource, data: unknown, { chronicles, texts, program }: Citing): Cited {
  const { document, variables, today, points, quotes } = source
  return {
    citation: 1,
    query: document,
    ...(variables !== '' && { variables: JSON.parse(variables) }),
    ...(today !== undefined && { today: formatDay(today) }),
    points: points.map(pointOf),
    ledger: [...placesOf(source)].map(([chronicle, position]) => {
      const recordedAt = chronicles.get(chronicle)?.recordedAt(position)
      return {
        chronicle,
        position,
        root: chronicles.get(chronicle)?.rootAt(position) ?? '',
        ...(recordedAt !== undefined && { recordedAt: formatInstant(recordedAt) }),
        pinned: source.positions.has(chronicle),
      }
    }),
    answer: sha256Hex(canonicalize(data) ?? ''),
    ...(quotes && { texts }),
    program,
  }
}

/**
 * How much of which ledger an answer rests on: where it leant on a head, all up to that; else up to the latest position
 * that its question names, or, where it names none, all that was there.
 */
function placesOf({ positions, points, open }: AnswerSource): ReadonlyMap<string, number> {
  if (positions.size > 0) return positions
  const named = new Map<string, number>()
  for (const { chronicle, point } of points)
    named.set(chronicle, Math.max(point.position, named.get(chronicle) ?? 0))
  return named.size > 0 ? named : open
}

function pointOf({ chronicle, point }: QueriedPoint): Cited['points'][number] {
  const { date, knownAt, position, trusting } = point
  const { only, sides, without } = trusting
  const trusted = {
    ...(only && { only: [...only] }),
    ...(sides && { sides: [...sides] }),
    ...(without && { without: [...without] }),
  }
  return {
    chronicle,
    date: formatDay(date),
    ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }),
    position,
    ...(Object.keys(trusted).length > 0 && { trusting: trusted }),
  }
}
