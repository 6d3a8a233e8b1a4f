import type { GridDays, GridMark, GridState } from '../../../src/exchange/read-grid.ts'
import { daysInWords, markInWords, onDaysInWords } from '../parts/mark-words.ts'
import type { Strings } from '../strings.ts'
import { doneLaterInWords } from '../thing/answer-sentence.ts'
import { doneAfter } from '../thing/done-day.ts'
import { isOverdue, lastDue } from './state-groups.ts'

/** What stands under the name of a row. */
export type RowWords = {
  /** What one is to see first: by when it is to be done. */
  readonly due: string | undefined
  /** When it was, and what its kind shows of it. */
  readonly under: readonly string[]
}

/** The words of a row; `newest` is the day of the newest source that is heard. */
export function rowWords(state: GridState, newest: number | undefined, words: Strings): RowWords {
  const { task } = state
  const isPlanned = state.ahead !== undefined && state.exists === 'unknown'
  const isOpen = task !== undefined && task.state !== 'done' && task.state !== 'dropped'
  return {
    due: isOpen && task.due.length > 0 ? dueInWords(state, newest, words) : undefined,
    under: [...(isPlanned ? [aheadInWords(state, words)] : whenInWords(state, words)), state.detail].filter(
      (part) => part !== '',
    ),
  }
}

/** `planned for one day in May 2026`: for which days, in the words of the page, where it is still planned for any. */
function aheadInWords({ ahead }: GridState, words: Strings): string {
  if (ahead === undefined) return ''
  const { stage, windows, isOff } = ahead
  if (isOff || stage === undefined || windows.length === 0) return ahead.words
  return words.state.plannedFor(stage, windows.map((days) => daysInWords(days, words)).join(words.or))
}

/** `Due 31 December 2025, in 244 days`, or since when it is overdue, and that this is so on the record only. */
function dueInWords(state: GridState, newest: number | undefined, words: Strings): string {
  const { date, task, item, knownAt } = state
  const { due: said } = words.state
  const due = task?.due ?? []
  const when = due.map((days) => daysInWords(days, words)).join(words.or)
  if (!isOverdue(state)) {
    const left = [...new Set(due.flatMap(({ earliest, latest }) => [earliest, latest]))]
      .filter(Number.isFinite)
      .map((day) => day - date)
    return left.length === 0 ? said.by(when) : said.in(when, Math.min(...left), Math.max(...left))
  }
  const since = words.day(lastDue(state) + 1)
  if (task?.state === undefined) return said.perhapsOverdue(when, since)
  const later = doneAfter(item, date, knownAt)
  if (later !== undefined) return said.overdueAndDone(since, doneLaterInWords(later, undefined, words))
  if (newest === undefined) return said.overdueUntold(since)
  // The newest source may itself be of a later day than the due date, and still say nothing of it.
  return said.overdue(since, words.day(newest))
}

/** When it was by those of its marks that bear on the day; of what is unknown on it, the nearest ones before and after. */
function whenInWords(state: GridState, words: Strings): readonly string[] {
  const { date, item, knownAt } = state
  const marks = item.marks(knownAt)
  if (marks.length === 0) return []
  if (state.exists === 'unknown' && state.kind.attested) return nearest(state, marks, words)
  const begun = marks.filter(({ begin }) => begin.earliest <= date)
  const shown = begun.length === 0 ? marks : begun
  // What does not happen on a day is attested on each of them: none of them is in doubt.
  if (shown.length > 1 && !state.kind.happens && shown.every(isPlainDay))
    return [words.state.attestedOn(daysInOrder(shown).map((days) => onDaysInWords(days, words)))]
  const those = shown.map((mark) => markInWords(mark, words, date))
  return [[...new Set(those)].join(words.or)]
}

function isPlainDay({ aspect, isCertain }: GridMark): boolean {
  return aspect !== 'lasting' && isCertain
}

function daysInOrder(marks: readonly GridMark[]): readonly GridDays[] {
  const own = new Map(marks.map(({ begin }) => [`${begin.earliest} ${begin.latest}`, begin]))
  return [...own.values()].sort((a, b) => a.earliest - b.earliest || a.latest - b.latest)
}

/** `last attested …, 23 November 2021; next …, 4 December 2025`. */
function nearest(state: GridState, marks: readonly GridMark[], words: Strings): readonly string[] {
  const { date } = state
  const said = words.state
  const lastDay = (mark: GridMark) => mark.heldUntil ?? mark.end?.latest ?? mark.begin.latest
  const last = marks
    .filter((mark) => lastDay(mark) <= date)
    .reduce<GridMark | undefined>((a, b) => (a !== undefined && lastDay(a) > lastDay(b) ? a : b), undefined)
  const next = marks
    .filter(({ begin }) => begin.earliest > date)
    .reduce<GridMark | undefined>(
      (a, b) => (a !== undefined && a.begin.earliest <= b.begin.earliest ? a : b),
      undefined,
    )
  const found = [
    ...(last === undefined
      ? []
      : [said.lastAttested(valueOn(state, lastDay(last)), lastDaysOf(last, words))]),
    ...(next === undefined
      ? []
      : [said.nextAttested(valueOn(state, next.begin.latest), daysInWords(next.begin, words))]),
  ]
  return found.length === 0 ? [said.neverAttested] : [found.join('; ')]
}

function lastDaysOf(mark: GridMark, words: Strings): string {
  if (mark.aspect !== 'lasting') return daysInWords(mark.begin, words)
  return words.day(mark.heldUntil ?? mark.end?.latest ?? mark.begin.latest)
}

/** What its kind shows of it on another day. */
function valueOn({ item, knownAt, detail }: GridState, day: number): string {
  const there = Number.isFinite(day) ? (item.at(day, knownAt)?.detail ?? '') : ''
  return there === detail ? '' : there
}

/** The name of a field as words: `plannedPlace` as `planned place`. */
export function fieldInWords(name: string): string {
  return name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase()
}
