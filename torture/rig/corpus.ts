import { join } from 'node:path'
import { openBatches } from '../../src/archive/index.ts'
import { vocabulary } from '../../src/domains/index.ts'
import { canonicalJson, type Envelope, type EventId } from '../../src/event/index.ts'

/** The folder of chronicles that the package comes with. */
export const EVENTS = join(import.meta.dirname, '..', '..', 'events')

/** The one chronicle that is tortured: real, with corrections, inferences and retractions. */
export const CHRONICLE = 'japan-viet-nam'

/** An event of it, in the order in which they were recorded. */
export type CorpusEvent = { readonly id: EventId; readonly event: Envelope; readonly body: string }

/** All events of the chronicle, each of which names none but those before it. */
export async function readCorpus(): Promise<readonly CorpusEvent[]> {
  const { batches } = await openBatches(join(EVENTS, CHRONICLE), vocabulary.catalogue)
  return batches.flatMap(({ events }) =>
    events.map(({ id, event }) => ({ id, event, body: canonicalJson(event) })),
  )
}
