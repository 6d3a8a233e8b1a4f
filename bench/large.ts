import type { RecordedEvent } from '../src/event/index.ts'
import { Projection } from '../src/state/index.ts'
import { EventIndex } from '../src/visibility/index.ts'
import { eventsIn, library } from '../tests/toy/index.ts'
import { scanned, statusIn } from './as-of.ts'
import { lateFigures } from './late.ts'
import { libraryOf, rounds } from './library.ts'
import { FIRST_DAY } from './loans.ts'
import { compareWork, type Figure } from './pairs.ts'

const EVENTS = 20_000

/** A loan of 20,000 events: gathering it, asking it of a new date and from a new place, one more event on it. */
export async function largeFigures(): Promise<readonly Figure[]> {
  const large = await libraryOf(EVENTS, 'single')
  const { chronicle, columns, log } = large
  const [day, back] = [rounds(8999), rounds(997)]
  const date = () => FIRST_DAY + day()
  const scan = () => scanned(columns, 'loan/n0', date())
  return [
    compareWork(
      `gather ${EVENTS} events / JSON.parse`,
      () => log.map(({ body }): unknown => JSON.parse(body)),
      () => gatherAll(eventsIn(chronicle)),
      { pairs: 7 },
    ),
    compareWork(`as-of a new date, ${EVENTS} events / scan`, scan, () =>
      statusIn(large, 'loan/n0', date(), EVENTS),
    ),
    compareWork(
      `as-of a new place, ${EVENTS} events / scan`,
      scan,
      () => statusIn(large, 'loan/n0', date(), EVENTS - back()),
      { pairs: 7 },
    ),
    ...lateFigures(large),
  ]
}

function gatherAll(events: readonly RecordedEvent[]): unknown {
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const recorded of events) {
    eventIndex.add(recorded)
    projection.add(recorded)
  }
  return projection.gathered('loan/n0')
}
