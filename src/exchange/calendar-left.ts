import { type Item, LastEvents, removalSteps, type State, type Steps } from '../state/index.ts'
import { CalendarEntries, type CalendarEntry, turnedOf } from './calendar-entries.ts'
import type { ExportRequest } from './format.ts'

/**
 * What a calendar from the same point had before an event that can be seen took it away, each once, as cancelled: what was
 * retracted, what was corrected to be about another or of no day, what a withdrawn source alone gave, what was found to be the
 * same as something that came first, and what the filters kept and do not keep now. `there` are the ids of what it still has, `dayless` the items that have no day now. Cost: a
 * state for each such event, with the subjects that it bears on.
 */
export async function leftEntries(
  request: ExportRequest,
  there: ReadonlySet<string>,
  dayless: readonly Item[],
): Promise<readonly CalendarEntry[]> {
  const { chronicle, state } = request.at
  const left = new Map<string, CalendarEntry>()
  const lastEvents = new LastEvents(state)
  for (const { event, subjects } of await request.inSteps(removalSteps(state, dayless))) {
    const before = chronicle.asOf({ ...state.point, position: event.position - 1 })
    const items = await request.inSteps(before.amongSteps(new Set(subjects())))
    const kept = items.length === 0 ? items : await request.keeps(items, before)
    for (const entry of await request.inSteps(entriesAt(request, before, kept))) {
      if (there.has(entry.uid) || left.has(entry.uid)) continue
      const now = state.item(entry.subject)
      const last = await request.inSteps(lastEvents.of([entry.subject]))
      const entriesNow = await request.inSteps(entriesAt(request, state, now === undefined ? [] : [now]))
      const isLeftByFilter = entriesNow.some(({ uid }) => uid === entry.uid)
      left.set(entry.uid, {
        ...entry,
        status: 'cancelled',
        standing: undefined,
        description: [isLeftByFilter ? 'no longer in this calendar' : 'no longer on the record'],
        changed: {
          position: Math.max(event.position, last?.position ?? 0),
          at: Math.max(event.recordedAt, last?.recordedAt ?? 0),
          // On another day it may be there again, with the turning days that it has now.
          turned: now === undefined ? entry.changed.turned : turnedOf(state, [now]),
        },
      })
    }
  }
  return [...left.values()]
}

function* entriesAt(
  request: ExportRequest,
  state: State,
  items: readonly Item[],
): Steps<readonly CalendarEntry[]> {
  const made = new CalendarEntries(request, state)
  const all: CalendarEntry[] = []
  for (const item of items) {
    yield
    all.push(...(yield* made.of(item)).entries)
  }
  return all
}
