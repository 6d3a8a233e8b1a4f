import type { EventId, Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import { sourcesOfAll } from './resolve.ts'
import type { Standing } from './standing.ts'
import type { Item } from './state.ts'

/**
 * Different values for one field (rule 8): a `conflict` where their times overlap, a `tension` where they
 * are of different times. The same value in other spelling is agreement, and nobody wins by being later.
 */
export type Disagreement = {
  readonly kind: 'conflict' | 'tension'
  readonly subject: Subject
  readonly field: string
  readonly certainty: Answer
  readonly sides: readonly Contention[]
  readonly because: readonly EventId[]
}

/** One of the values, with those who claim it. */
export type Contention = {
  readonly value: unknown
  readonly spelling: string
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** The disagreements on an item's single-valued fields, among what was claimed of times up to the point's date. */
export function disagreementsOf(item: Item): readonly Disagreement[] {
  return item.kind.fields.flatMap((field) => {
    if (!field.single) return []
    const claimed = item.standings.filter(
      ({ claim, visible, bounds }) =>
        claim.field === field.name && visible !== 'no' && bounds.begin.earliest <= item.point.date,
    )
    const groups = [...Map.groupBy(claimed, ({ claim }) => claim.spelling).values()]
    if (groups.length < 2) return []
    const definite = groups.filter((group) => group.some(({ visible }) => visible === 'definitely'))
    return [
      {
        kind: groups.some((a, i) => groups.slice(i + 1).some((b) => overlapping(a, b)))
          ? 'conflict'
          : 'tension',
        subject: item.subject,
        field: field.name,
        certainty: definite.length > 1 ? 'definitely' : 'possibly',
        sides: groups.map((group) => ({
          value: group[0]?.claim.value,
          spelling: group[0]?.claim.spelling ?? '',
          sources: sourcesOfAll(group),
          because: group.flatMap(({ because }) => because),
        })),
        because: claimed.flatMap(({ because }) => because),
      } satisfies Disagreement,
    ]
  })
}

function overlapping(a: readonly Standing[], b: readonly Standing[]): boolean {
  return a.some((one) => b.some((other) => touches(one, other) && touches(other, one)))
}

function touches({ bounds: a }: Standing, { bounds: b }: Standing): boolean {
  return a.begin.earliest < b.end.latest
}
