import { countryName } from '../domain/index.ts'
import type { AtPoint } from '../graphql/index.ts'
import { formatDay, formatInstant } from '../time/index.ts'

/**
 * From where an export was made, in a line: `japan-viet-nam at the end of 2025-05-01, as known by any date, recorded through
 * position 412 (2026-11-20T09:00:00.000Z)`, and whom it trusts where that is not everyone.
 */
export function pointLine({ chronicle, state: { point, view } }: AtPoint): string {
  const { date, knownAt, position, trusting } = point
  const recordedAt = chronicle.recordedAt(position)
  const at = recordedAt === undefined ? '' : ` (${formatInstant(recordedAt)})`
  const labelOf = (source: string) => {
    const registration = view.registrationOf(source)
    return registration === undefined ? source : view.sourceFacts(registration).label
  }
  const only = [
    ...(trusting.only ?? []).map(labelOf),
    ...(trusting.sides ?? []).map((side) => `the side of ${countryName(side)}`),
  ]
  const without = (trusting.without ?? []).map(labelOf)
  return [
    `${chronicle.name} at the end of ${formatDay(date)}`,
    knownAt === undefined ? 'as known by any date' : `as known by ${formatDay(knownAt)}`,
    `recorded through position ${position}${at}`,
    ...(only.length === 0 ? [] : [`trusting only ${only.join(' and ')}`]),
    ...(without.length === 0 ? [] : [`without ${without.join(' and ')}`]),
  ].join(', ')
}
