import type { GridDays } from '../../../src/exchange/read-grid.ts'
import { daysInWords, markInWords } from '../parts/mark-words.ts'
import { withDatesInWords } from '../parts/written-dates.ts'
import { type Strings, strings } from '../strings.ts'
import { planOf } from './extents.ts'
import { DONE, DROPPED, type ItemTable, OPEN } from './item-table.ts'
import type { LaneWords } from './lanes.ts'
import type { LaneName } from './lanes-of.ts'
import { runsAt } from './shapes.ts'

/** What lanes say, as known by a day; what was said once is kept. */
export function laneWords(table: ItemTable, knownAt: number): LaneWords {
  const { lanes, shortDay } = strings
  const short: Strings = { ...strings, day: shortDay }
  const whens = new Map<number, string>()
  const names = new Map<string, string>()
  return {
    nameOf: (item, day) => kept(names, `${item} ${day}`, () => nameAt(table, item, day, knownAt)),
    whenOf: (item) => kept(whens, item, () => itemInWords(table, item, knownAt)),
    besideOf(item, shape) {
      const plan = planOf(table, item, knownAt)
      const { marks } = table.factsAt(item, knownAt)
      if (marks.length === 0) return plan?.words ?? ''
      if (shape.dues.length > 0)
        return [
          ...table.duesAt(item, shape.day, knownAt).map((due) => lanes.due1(daysInWords(due, short))),
          ...endOfTask(table, item, knownAt),
        ].join(', ')
      if (shape.isLong) return shape.likely.length > 0 ? likelyOf(marks) : ''
      const { days } = shape
      if (days === undefined) return ''
      if (days.earliest !== days.latest) return daysInWords(days, short)
      // Of what is told of single days, the name is the same on all: who or what it was on this one stands beside it.
      const own = table.items[item]
      return own?.kind.attested === true ? (own.at(days.earliest, knownAt)?.detail ?? '') : ''
    },
    several: lanes.several,
    since: (count, day) => lanes.since(count, shortDay(day)),
    thenUnknown: lanes.thenUnknown,
  }
}

function kept<K>(all: Map<K, string>, key: K, make: () => string): string {
  const own = all.get(key) ?? make()
  all.set(key, own)
  return own
}

function likelyOf(marks: readonly { readonly likely?: number }[]): string {
  const likely = marks.find((mark) => mark.likely !== undefined)?.likely
  return likely === undefined ? '' : strings.lanes.likelyFrom(strings.shortDay(likely))
}

function nameAt(table: ItemTable, item: number, day: number, knownAt: number): string {
  const own = table.items[item]
  if (own === undefined) return ''
  const name = own.at(Number.isFinite(day) ? day : 0, knownAt)?.name
  return name ? withDatesInWords(name, strings) : own.subject
}

/** How what is to be done ended, or that it did not. */
function endOfTask(table: ItemTable, item: number, knownAt: number): readonly string[] {
  const { lanes, shortDay } = strings
  const last = runsAt(table.tasks, item, knownAt).at(-1)
  if (last === undefined) return []
  const since = Number.isFinite(last.from) ? shortDay(last.from) : ''
  if (last.is === DONE) return [lanes.done(since)]
  if (last.is === DROPPED) return [lanes.dropped(since)]
  return last.is === OPEN ? [lanes.onRecord] : []
}

/** All that is drawn of an item, in words. */
function itemInWords(table: ItemTable, item: number, knownAt: number): string {
  const { marks } = table.factsAt(item, knownAt)
  const dues = dueDays(table, item, knownAt)
  const words = [
    ...(marks.length === 0 ? [planOf(table, item, knownAt)?.words ?? strings.marks.untold] : []),
    ...marks.map((mark) => markInWords(mark, strings)),
    ...dues.map((due) => strings.lanes.due1(daysInWords(due, strings))),
    ...endOfTask(table, item, knownAt),
  ]
  return words.join('; ')
}

function dueDays(table: ItemTable, item: number, knownAt: number): readonly GridDays[] {
  const [first] = runsAt(table.due, item, knownAt)
  return first === undefined ? [] : table.duesAt(item, Math.max(first.from, Number.MIN_SAFE_INTEGER), knownAt)
}

/** What a lane is called. */
export function headingOf(
  { heading, rest, lanes = 0 }: LaneName,
  by: keyof Strings['lanes']['none'],
): string {
  if (heading !== undefined) return heading
  return rest === 'others' ? strings.lanes.others(lanes) : strings.lanes.none[by]
}
