import type { GridAhead, GridAnswer, GridMark, GridTask } from '../../../src/exchange/read-grid.ts'
import type { HiddenBy, SourceNamedFragment } from '../operations.ts'
import { daysInWords, markInWords } from '../parts/mark-words.ts'
import type { Strings } from '../strings.ts'
import type { DoneLater } from './done-day.ts'
import { capital } from './reading.ts'

/** What hides an event, or makes it only possible, in words that a page needs: when it was, when it was known, by which sources. */
export type Blocker = {
  readonly by: HiddenBy
  readonly when: string | undefined
  readonly known: string | undefined
  readonly sources: readonly SourceNamedFragment[]
}

export type Done = {
  readonly when: string
  readonly sources: readonly SourceNamedFragment[]
  readonly inferredFrom: readonly SourceNamedFragment[] | undefined
}

/** All that an answer is made of; days are numbers. */
export type Standing = {
  readonly answer: GridAnswer
  readonly date: number
  readonly known: number | undefined
  /** The newest day of a source that is heard for certain. */
  readonly recordEnds: number | undefined
  readonly task: GridTask | undefined
  /** Since when it is done, and from which sources that is inferred, where it is. */
  readonly done: Done | undefined
  /** Whether sources say of a later day that it is done then, or may be: their silence is then none. */
  readonly isDoneLater: boolean
  readonly ahead: GridAhead | undefined
  readonly marks: readonly GridMark[]
  /** Whether its kind is of what happens. */
  readonly happens: boolean
  /** When it was, where no mark says it. */
  readonly when: string | undefined
  readonly isLikely: boolean
  readonly attested: { readonly last: string | undefined; readonly next: string | undefined }
  readonly blockers: readonly Blocker[]
}

/** The answer in a sentence, and in more of them why it is no more certain. */
export type AnswerSentence = {
  readonly sentence: string
  readonly why: readonly string[]
}

/** How many reasons stand under the sentence; all of them stand where it is said why. */
const REASONS = 3

export function answerSentence(standing: Standing, words: Strings): AnswerSentence {
  return {
    sentence: sentenceOf(standing, words),
    why: [...new Set(whyOf(standing, words))].slice(0, REASONS),
  }
}

function sentenceOf(standing: Standing, words: Strings): string {
  const { answer, task, ahead, marks, date, attested, blockers } = standing
  const { thing } = words
  const when = marks.map((mark) => markInWords(mark, words, date))
  const whens = [...new Set(when.length > 0 ? when : standing.when === undefined ? [] : [standing.when])]
  switch (answer) {
    case 'definitely':
      if (task?.state !== undefined) return thing.sure(taskInWords(task, standing, words))
      return thing.there(whens, standing.happens)
    case 'possibly':
      if (task?.state !== undefined) return thing.perhaps(taskInWords(task, standing, words))
      return thing.perhapsThere(whens)
    case 'unknown':
      if (ahead !== undefined) return thing.planned(capital(ahead.words), ahead.isOff)
      return thing.unknown(attested.last, attested.next)
    case 'no': {
      if (ahead !== undefined) return thing.planned(capital(ahead.words), ahead.isOff)
      const excluding = blockers.find(
        ({ by, when }) => (by === 'NOT_YET' || by === 'OVER') && when !== undefined,
      )
      if (excluding?.when === undefined) return thing.notThere
      return excluding.by === 'OVER' ? thing.over(excluding.when) : thing.notYet(excluding.when)
    }
  }
}

/** How something stands that is to be done: open, due or overdue on the record, done, dropped. */
function taskInWords({ due, state }: GridTask, { date, done }: Standing, words: Strings): string {
  const { thing, day } = words
  if (state === 'done') return thing.task.done(done?.when, labelsOf(done?.inferredFrom))
  if (state === 'dropped') return thing.task.dropped
  if (due.length === 0) return thing.task.open
  if (due.length > 1) return thing.task.dueEither(due.map((one) => daysInWords(one, words)))
  const latest = due[0]?.latest ?? Infinity
  if (latest < date) return thing.task.overdue(day(latest + 1))
  const when = due[0] === undefined ? '' : daysInWords(due[0], words)
  return Number.isFinite(latest) ? thing.task.due(when, latest - date) : thing.task.dueOpen(when)
}

function whyOf(standing: Standing, words: Strings): readonly string[] {
  const { answer, task, known, recordEnds, date, isDoneLater, isLikely, blockers } = standing
  const { thing, day } = words
  const isThere = answer === 'definitely' || answer === 'possibly'
  const lines: string[] = []
  if (isThere && task?.state === 'open' && !isDoneLater)
    lines.push(
      thing.silence(
        known === undefined ? undefined : day(known),
        recordEnds === undefined ? undefined : day(recordEnds),
        recordEnds !== undefined && recordEnds < date,
      ),
    )
  if (answer !== 'definitely')
    // What tells of other days alone makes nothing less certain on this one, where anything else tells of it.
    lines.push(...withoutOtherDays(blockers).map((blocker) => blockerInWords(blocker, words)))
  if (answer === 'possibly' && isLikely) lines.push(thing.likely)
  return lines
}

/** That what is open on a day is done on a later one, `Done later: 4 December 2025 [002]`; the day alone until it is read who says so. */
export function doneLaterInWords(
  { from, isCertain }: DoneLater,
  done: Done | undefined,
  words: Strings,
): string {
  const { thing, day } = words
  const when = done?.when ?? day(from)
  if (!isCertain) return thing.doneLater.possibly(when)
  return thing.doneLater.surely(when, labelsOf(done?.sources), done?.inferredFrom !== undefined)
}

function withoutOtherDays(blockers: readonly Blocker[]): readonly Blocker[] {
  const others = blockers.filter(({ by }) => by !== 'OTHER_DAYS')
  return others.length > 0 ? others : blockers
}

/** Why an event has no effect, or only possibly, in a sentence. */
export function blockerInWords({ by, when, known, sources }: Blocker, { thing }: Strings): string {
  const labels = labelsOf(sources)
  return thing.hiddenBy[by]({ labels, when: when ?? thing.untoldDay, known: known ?? thing.untoldDay })
}

function labelsOf(sources: readonly SourceNamedFragment[]): string
function labelsOf(sources: readonly SourceNamedFragment[] | undefined): string | undefined
function labelsOf(sources: readonly SourceNamedFragment[] | undefined): string | undefined {
  return sources?.map(({ label }) => `[${label}]`).join(' ')
}
