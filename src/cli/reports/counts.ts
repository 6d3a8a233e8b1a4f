import type { Chronicle } from '../../engine/index.ts'
import { sourcesOf } from '../../event/index.ts'
import { type Source, sourcesIn } from './sources.ts'

/** How many events of one type rest on each source, and on none (acts and inferences without a span). */
export type TypeCount = {
  readonly type: string
  readonly all: number
  /** By source id; an event that rests on several counts once under each. */
  readonly bySource: ReadonlyMap<string, number>
}

export type Counts = { readonly sources: readonly Source[]; readonly types: readonly TypeCount[] }

/** Every event of the chronicle counted by type and source; the types with most events first. */
export function countsOf(chronicle: Chronicle): Counts {
  const types = Map.groupBy(chronicle.events, ({ event }) => event.type)
  return {
    sources: sourcesIn(chronicle),
    types: [...types]
      .map(([type, events]) => ({ type, all: events.length, bySource: bySource(events) }))
      .sort((a, b) => b.all - a.all || (a.type < b.type ? -1 : 1)),
  }
}

function bySource(events: Chronicle['events']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { event } of events)
    for (const source of sourcesOf(event)) counts.set(source, (counts.get(source) ?? 0) + 1)
  return counts
}
