import { setImmediate as turn } from 'node:timers/promises'
import { type Fault, InvalidInput } from '../errors.ts'
import type { EventId, RecordedEvent } from '../event/index.ts'
import { Projection } from '../state/index.ts'
import { EventIndex } from '../visibility/index.ts'
import { EventReader } from './event-reader.ts'
import { type Archive, emptyViewCache } from './read-model.ts'
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

/** Of no more events than this is a second copy made. */
const MOST = 250_000

/** So many are filed before others get their turn. */
const IN_ONE_GO = 1_000

/**
 * All that was filed, and more, filed anew beside it. Others get their turn meanwhile, and what they record is not in it.
 * Throws E_SIZE, of `dryRun`, where that is too much. Cost: every event.
 */
export async function archiveWith(archive: Archive, more: readonly RecordedEvent[]): Promise<Archive> {
  const all = [...archive.eventIndex.events, ...more]
  if (all.length > MOST) throw new InvalidInput([tooLarge(all.length)])
  const eventIndex = new EventIndex(archive.vocabulary.catalogue, archive.eventIndex)
  const projection = new Projection(archive.vocabulary, eventIndex)
  for (const [index, recorded] of all.entries()) {
    if (index % IN_ONE_GO === IN_ONE_GO - 1) await turn()
    eventIndex.add(recorded)
    projection.add(recorded)
  }
  return {
    ...archive,
    eventIndex,
    reader: new EventReader(eventIndex),
    projection,
    viewCache: emptyViewCache(),
  }
}

function tooLarge(events: number): Fault {
  const message = `what was sent is sound; that comes to ${events} events, and what would come of it is shown up to ${MOST}`
  return { code: 'E_SIZE', message, place: { path: ['dryRun'] } }
}
