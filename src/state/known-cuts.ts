import { boundSchema, type Subject } from '../event/index.ts'
import { type Bound, type CivilDay, readBound } from '../time/index.ts'
import type { EventIndex } from '../visibility/index.ts'

/**
 * The days on which something of these sources may come to be known, or to be known for certain: when each may first
 * have been out, and by when it was, as registered and as every correction has it. Ascending, finite.
 */
export function knownCutsOf(eventIndex: EventIndex, sources: Iterable<Subject>): readonly CivilDay[] {
  const published = [...sources]
    .flatMap((source) => eventIndex.registrationsOf(source))
    .flatMap(({ id, event }) => [
      event.payload.published,
      ...eventIndex.actsOn(id).map((act) => eventIndex.settingOf(act.id)?.set.payload?.published),
    ])
  const cuts = published.flatMap((written) => {
    const bound = boundSchema.safeParse(written)
    if (!bound.success) return []
    const { earliest, latest } = readBound(bound.data as Bound)
    return [earliest, latest - 1]
  })
  return [...new Set(cuts)].filter(Number.isFinite).sort((a, b) => a - b)
}
