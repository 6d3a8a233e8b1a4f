import type { EventId, RecordedEvent } from '../event/index.ts'
import type { CivilDay, Interval, Valid, ValidBounds } from '../time/index.ts'
import type { View } from '../visibility/index.ts'
import { withPremises } from './dating.ts'
import { sortedCuts } from './day-table.ts'
import { fieldsOf, type Item } from './kind.ts'
import type { Resolved, Valued } from './resolve.ts'
import type { State } from './state.ts'
import { inOneGo, ofEach, type Steps } from './steps.ts'

/** One event in a subject's history: where it lies on all three clocks, and what was done to it. */
export type HistoryEntry = {
  readonly event: RecordedEvent
  /** As narrowed by what can be seen; where it is open how the event reads, in the first of its versions. */
  readonly valid: ValidBounds
  /** The words that mean it, as its version has them. */
  readonly written: Valid | undefined
  readonly datedBy: readonly EventId[]
  readonly known: Interval | undefined
  readonly acts: readonly EventId[]
}

/** Every event that can be seen and speaks of the item, in order of position. */
export function historyOf(state: State, item: Item): readonly HistoryEntry[] {
  return inOneGo(historySteps(state, item))
}

/** The same in steps. */
export function historySteps(state: State, item: Item): Steps<readonly HistoryEntry[]> {
  const inOrder = item.standings.toSorted((a, b) => a.event.position - b.event.position)
  return ofEach(
    Map.groupBy(inOrder, (standing) => standing.event.id),
    STEP,
    ([id, standings]) => {
      const event = state.view.eventIndex.event(id)
      if (event === undefined) return []
      const acts = new Set(standings.flatMap(({ because }) => because)).difference(new Set([id]))
      return [
        {
          event,
          valid: standings[0]?.bounds ?? event.valid,
          written: standings[0]?.written,
          datedBy: standings[0]?.datedBy ?? [],
          known: knownOf(state, event),
          acts: [...acts],
        },
      ]
    },
  )
}

/** How many events are looked at in one step. */
const STEP = 50

/** When the public could know an event, as it reads there: when the last of what it rests on could be. */
export function knownOf({ view }: State, { id }: RecordedEvent): Interval | undefined {
  return knownThrough(view, [id])
}

/** When the last source of all these events was published; undefined where none has one. */
function knownThrough(view: View, ids: readonly EventId[]): Interval | undefined {
  const versions = ids.flatMap((id) => view.versions(id))
  const published = versions.flatMap(({ event }) => view.groundsOf(event))
  if (published.length === 0) return undefined
  return {
    earliest: Math.max(...published.map(({ earliest }) => earliest)),
    latest: Math.max(...published.map(({ latest }) => latest)),
  }
}

/**
 * Since when the public could know of an item: by the earliest event that speaks of it, which is known when the last of its
 * sources and premises is. As open as these are: undated sources alone make no day certain. Undefined where none has a source.
 */
export function knownOfItem(state: State, item: Item): Interval | undefined {
  return inOneGo(knownSteps(state, item))
}

/** The same in steps. */
export function* knownSteps(state: State, { standings }: Item): Steps<Interval | undefined> {
  const events = new Set(standings.map(({ event }) => event.id))
  const known = yield* ofEach(events, STEP, (id) => {
    const own = knownThrough(state.view, withPremises(state.view, [id]))
    return own === undefined ? [] : [own]
  })
  if (known.length === 0) return undefined
  let [earliest, latest] = [Infinity, Infinity]
  for (const own of known) {
    earliest = Math.min(earliest, own.earliest)
    latest = Math.min(latest, own.latest)
  }
  return { earliest, latest }
}

/** What was held of a subject throughout `[from, to)`, by the point's knowledge. */
export type Period = { readonly from: CivilDay; readonly to: CivilDay; readonly item: Item | undefined }

/** Up to how many claims periods that say the same are joined. */
const MANY = 2_000

/**
 * An item's valid time in half-open periods that tile the line from -∞ to ∞, as seen from the state's point: it says
 * the same throughout each, and something else in the next. What follows from fields and date together, like being
 * overdue, cuts nothing. Cost: every field, for each day on which something may change; of more than {@link MANY}
 * claims that would be their square, so that there neighbours may say the same.
 */
export function periodsOf(state: State, item: Item): readonly Period[] {
  return inOneGo(periodSteps(state, item))
}

/** The same in steps: each looks at one day. */
export function* periodSteps(state: State, item: Item): Steps<readonly Period[]> {
  const starts = [-Infinity, ...sortedCuts(item.standings)]
  const few = item.standings.length <= MANY
  const periods: Period[] = []
  let before: string | undefined
  for (const [index, from] of starts.entries()) {
    yield
    const to = starts[index + 1] ?? Infinity
    const within = Number.isFinite(from) ? from : Number.isFinite(to) ? to - 1 : 0
    const then = state.at(within).item(item.subject)
    const text = few ? itemText(then) : undefined
    const last = periods.at(-1)
    if (last !== undefined && few && text === before) periods[periods.length - 1] = { ...last, to }
    else periods.push({ from, to, item: then })
    before = text
  }
  return periods
}

/**
 * All that an item says, as text: two with the same text say the same of every field, for the same reasons. What
 * follows from fields and date together is left out. Cost: every field resolved.
 */
export function itemText(item: Item | undefined): string {
  if (item === undefined) return ''
  const fields = fieldsOf(item.kind).map((field) => fieldText(item.get(field)))
  return JSON.stringify([item.identity.keys, fields])
}

function fieldText({ answer, values, because, lastAttested, nextAttested }: Resolved<never>): unknown {
  return [answer, values.map(spelledOut), because, spelledOut(lastAttested), spelledOut(nextAttested)]
}

function spelledOut(valued: Valued<unknown> | undefined): unknown {
  if (valued === undefined) return null
  return [valued.standings[0]?.claim.spelling, valued.answer, valued.likely, valued.because]
}
