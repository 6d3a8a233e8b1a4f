import type { EventId, RecordedEvent } from '../event/index.ts'
import { Projection } from '../projection/index.ts'
import { Annals } from '../timeline/index.ts'
import { type Archive, noLookouts } from './read-model.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * What a recording would come to: the chronicle as it would stand, and from which position on. Nothing of it is
 * recorded: what one meets there has an id by its words alone, and positions that others may yet take.
 */
export type Preview = {
  /** The last position that is recorded. */
  readonly position: number
  readonly snapshot: Snapshot
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
}

/** All that was filed, and more, filed anew beside it. Cost: every event. */
export function archiveWith(archive: Archive, more: readonly RecordedEvent[]): Archive {
  const annals = new Annals()
  const projection = new Projection(archive.vocabulary, annals)
  for (const recorded of [...archive.annals.events, ...more]) {
    annals.add(recorded)
    projection.add(recorded)
  }
  return { ...archive, annals, projection, lookouts: noLookouts() }
}
