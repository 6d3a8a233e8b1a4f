import type { GridAnswer, GridDays } from '../../../src/exchange/read-grid.ts'
import { parseIsoDay } from '../days.ts'
import type {
  Certainty,
  ComparedAnswerFragment,
  ComparedItemFragment,
  ComparedTimeFragment,
  DifferenceFragment,
} from '../operations.ts'
import { daysInWords, markInWords } from '../parts/mark-words.ts'
import { keyInWords } from '../parts/subject-words.ts'
import type { Strings } from '../strings.ts'

/*
 * What one line of a comparison says of each point. Where a thing stands at both, each field that differs; where it stands at one
 * only, what it is there, and at the other why it is not: no source tells of it, it is excluded, or it is of another day.
 */

/** How a thing stands at one point; without an answer nothing there tells of it. */
export type SideWords = { readonly answer: GridAnswer | undefined; readonly lines: readonly string[] }

const ANSWERS: Readonly<Record<Certainty, GridAnswer>> = {
  DEFINITELY: 'definitely',
  POSSIBLY: 'possibly',
  NO: 'no',
  UNKNOWN: 'unknown',
}

/** What a line says of the earlier and of the later point; the days are those that one stands on. */
export function sidesInWords(
  difference: DifferenceFragment,
  days: { readonly from: number; readonly to: number },
  words: Strings,
): { readonly from: SideWords; readonly to: SideWords } {
  const { itemAtFrom, itemAtTo, change } = difference
  // A plan that stands at both points is compared field by field, like what stands at both.
  if (change === 'CHANGED' || (change === 'PLANNED' && isPlannedAtBoth(difference))) {
    const fields = changedFields(difference, words)
    const side = (item: ComparedItemFragment | null, at: 'was' | 'is'): SideWords => ({
      answer: item === null || change === 'PLANNED' ? undefined : ANSWERS[item.certainty],
      // Where only its certainty differs, what tells it from others of its name.
      lines:
        fields.length > 0 || item === null
          ? fields.map(({ name, ...values }) => (name === undefined ? values[at] : `${name}: ${values[at]}`))
          : factsOf(item, words),
    })
    return { from: side(itemAtFrom, 'was'), to: side(itemAtTo, 'is') }
  }
  return {
    from: sideInWords(itemAtFrom, days.from, difference, 'was', words),
    to: sideInWords(itemAtTo, days.to, difference, 'is', words),
  }
}

function sideInWords(
  item: ComparedItemFragment | null,
  date: number,
  difference: DifferenceFragment,
  at: 'was' | 'is',
  words: Strings,
): SideWords {
  const plan = planOf(difference)?.[at]
  if (plan != null) return { answer: undefined, lines: [plan] }
  if (item === null) return { answer: undefined, lines: [notThere(difference, words)] }
  if (difference.change === 'PLANNED') return { answer: undefined, lines: [words.compare.absent.notPlanned] }
  const isThere = item.certainty === 'DEFINITELY' || item.certainty === 'POSSIBLY'
  if (isThere && difference.change === (at === 'is' ? 'GONE' : 'ADDED'))
    return { answer: undefined, lines: [words.compare.absent.oneWith(item.brief.name)] }
  const when = item.when === null ? undefined : timeInWords(item.when, words)
  switch (item.certainty) {
    case 'NO':
      return { answer: 'no', lines: [excluded(item, when, date, words)] }
    case 'UNKNOWN':
      return { answer: 'unknown', lines: [nearest(item, words)].filter((line) => line !== '') }
    case 'DEFINITELY':
    case 'POSSIBLY':
      return {
        answer: ANSWERS[item.certainty],
        lines: factsOf(item, words),
      }
  }
}

/** What stands beside the name of a thing, and when it was. */
function factsOf({ brief, when }: ComparedItemFragment, words: Strings): readonly string[] {
  return [brief.detail, when === null ? '' : timeInWords(when, words)].filter((line) => line !== '')
}

/** How what does not stand at a point is planned there, where that differs. */
function planOf({
  fields,
}: DifferenceFragment): { readonly was: string | null; readonly is: string | null } | null {
  return fields.find(({ field, derived }) => field === 'ahead' && derived !== null)?.derived ?? null
}

/** Whether a plan stands at both points: then it differs field by field, and in how it is worded or not. */
function isPlannedAtBoth(difference: DifferenceFragment): boolean {
  const plan = planOf(difference)
  return plan === null || (plan.was !== null && plan.is !== null)
}

function notThere({ causes }: DifferenceFragment, { compare: { absent } }: Strings): string {
  if (causes.includes('RETRACTED')) return absent.retracted
  if (causes.includes('TRUST')) return absent.notTrusted
  if (causes.includes('LEARNED') || !causes.includes('RECORDED')) return absent.notHeard
  return absent.notRecorded
}

/** A thing that is excluded on a day is not yet, or over. */
function excluded(
  item: ComparedItemFragment,
  when: string | undefined,
  date: number,
  words: Strings,
): string {
  const { absent } = words.compare
  if (when === undefined) return absent.excluded
  const begin = parseIsoDay(item.when?.begin.earliest ?? '')
  return begin !== undefined && begin > date ? absent.notYet(when) : absent.over(when)
}

/** When the first field that is not of this day was last and next attested, with what it was then. */
function nearest({ brief, claims = [] }: ComparedItemFragment, words: Strings): string {
  const { absent } = words.compare
  const told = claims.filter(
    ({ lastAttested, nextAttested }) => lastAttested !== null || nextAttested !== null,
  )
  // What it is called stands beside it already.
  const isSaid = (said: string) => isPlain(said) || brief.name.toLowerCase().includes(said.toLowerCase())
  const claim =
    told.find(({ lastAttested, nextAttested }) => !isSaid((lastAttested ?? nextAttested)?.words ?? '')) ??
    told[0]
  if (claim === undefined) return ''
  const part = (value: typeof claim.lastAttested, say: (what: string) => string) => {
    if (value === null) return []
    const [time] = value.when
    const day = time === undefined ? words.marks.untold : daysInWords(daysOf(time.begin), words)
    return [say(isSaid(value.words) ? day : `${value.words}, ${day}`)]
  }
  return [
    ...part(claim.lastAttested, absent.lastAttested),
    ...part(claim.nextAttested, absent.nextAttested),
  ].join('; ')
}

/** Words that say no more than that it is so. */
function isPlain(words: string): boolean {
  return words === '' || words === 'true' || words === 'yes'
}

/** The fields that differ, without those that only became as certain as the thing itself, which its mark says. */
function changedFields(
  { fields, itemAtFrom, itemAtTo }: DifferenceFragment,
  words: Strings,
): readonly { readonly name: string | undefined; readonly was: string; readonly is: string }[] {
  const plan = fields.find(({ field }) => field === 'ahead')?.derived
  // What the words of a plan say already is not said again.
  const isSaid = (answer: ComparedAnswerFragment | null, said: string | null | undefined) =>
    answer === null || answer.values.every((value) => said?.includes(value.words) === true)
  return fields.flatMap(({ field, was, is, derived }) => {
    // How it is planned says for itself what it is.
    const name = field === 'ahead' ? undefined : fieldInWords(field)
    if (derived !== null && field === 'identity') {
      const keys = (text: string | null) =>
        (text ?? '')
          .split('\n')
          .map((key) => keyInWords(key, words))
          .join('; ')
      return [{ name: words.compare.knownAs, was: keys(derived.was), is: keys(derived.is) }]
    }
    if (derived !== null) {
      const word = (text: string | null) => derivedInWords(text ?? words.answer.unknown)
      return [{ name, was: word(derived.was), is: word(derived.is) }]
    }
    if (isEmpty(was) && isEmpty(is)) return []
    if (plan != null && isSaid(was, plan.was) && isSaid(is, plan.is)) return []
    if (isSameButForItself(was, is, itemAtFrom?.certainty, itemAtTo?.certainty)) return []
    return [
      {
        name,
        was: answerInWords(was, is, itemAtFrom?.certainty, words),
        is: answerInWords(is, was, itemAtTo?.certainty, words),
      },
    ]
  })
}

/** A derived value is a name (`possibly-overdue`), or words: then its hyphens are its own. */
function derivedInWords(text: string): string {
  return /^[a-z]+(-[a-z]+)*$/.test(text) ? text.replaceAll('-', ' ') : text
}

/** Of nothing that is told to nothing: no reader sees a difference. */
function isEmpty(answer: ComparedAnswerFragment | null): boolean {
  return answer === null || answer.values.length === 0
}

function isSameButForItself(
  was: ComparedAnswerFragment | null,
  is: ComparedAnswerFragment | null,
  itselfWas: Certainty | undefined,
  itselfIs: Certainty | undefined,
): boolean {
  if (was === null || is === null || itselfWas === itselfIs) return false
  if (was.values.length !== is.values.length || was.values.length === 0) return false
  return was.values.every((value, nth) => value.words === is.values[nth]?.words)
}

/** The values of a field; of many, those that the other point has not, and how many stay. */
function answerInWords(
  answer: ComparedAnswerFragment | null,
  other: ComparedAnswerFragment | null,
  itself: Certainty | undefined,
  words: Strings,
): string {
  if (answer === null) return words.answer.unknown
  const { values, certainty } = answer
  if (values.length === 0) return certainty === 'NO' ? words.none : words.answer[ANSWERS[certainty]]
  const key = (value: (typeof values)[number]) => `${value.certainty} ${value.words}`
  const others = new Set(other?.values.map(key))
  const own = values.filter((value) => !others.has(key(value)))
  const shown = own.length === 0 || values.length < 3 ? values : own
  const said = shown.map((value) =>
    value.certainty === 'POSSIBLY' && itself !== 'POSSIBLY'
      ? words.compare.possibly(plain(value.words, words))
      : plain(value.words, words),
  )
  const rest = values.length - shown.length
  return [...said, ...(rest === 0 ? [] : [words.compare.sameToo(rest)])].join('; ')
}

function plain(value: string, words: Strings): string {
  return value === 'true' ? words.compare.yes : value === 'false' ? words.compare.no : value
}

/** `dueStanding` as a person writes it: `due standing`. */
export function fieldInWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('-', ' ')
}

/** When something was: `4 December 2025`, `by 9 February 2025`, `since …, until …`. */
export function timeInWords({ begin, end, likely }: ComparedTimeFragment, words: Strings): string {
  const estimate = likely === null ? undefined : parseIsoDay(likely)
  const last = end === null ? undefined : daysOf(end)
  return markInWords(
    {
      aspect: last === undefined ? 'happened' : 'lasting',
      isCertain: true,
      begin: daysOf(begin),
      end: last,
      ...(estimate !== undefined && { likely: estimate }),
    },
    words,
  )
}

function daysOf({
  earliest,
  latest,
}: {
  readonly earliest: string | null
  readonly latest: string | null
}): GridDays {
  return {
    earliest: parseIsoDay(earliest ?? '') ?? Number.NEGATIVE_INFINITY,
    latest: parseIsoDay(latest ?? '') ?? Number.POSITIVE_INFINITY,
  }
}
