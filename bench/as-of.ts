import type { Subject } from '../src/event/index.ts'
import { type CivilDay, formatDay } from '../src/time/index.ts'
import { loanFields } from '../tests/toy/index.ts'
import { type Library, rounds } from './library.ts'
import { type Columns, FIRST_DAY } from './loans.ts'
import { compareWork, type Figure } from './pairs.ts'

/** So many loans are asked about in turn. */
const ASKED = 500

/** How many questions are asked before any is timed, so that the subjects have been seen. */
const WARM = 200_000

/**
 * What the status of one loan costs, as of a date never asked about, of a subject seen before: from a basis used before, and
 * from one that is new in its position and known day; against finding its key in a map, and against a scan of the plain
 * columns that answers the same.
 */
export function asOfFigures(library: Library): readonly Figure[] {
  const { columns, subjects, size } = library
  check(library)
  const keys = new Map(subjects.map((subject, index) => [subject, index]))
  const [nth, day, back, known] = [rounds(ASKED), rounds(8999), rounds(997), rounds(8887)]
  const subject = () => subjects[(nth() * 7919) % subjects.length] ?? ''
  const date = () => FIRST_DAY + day()
  const seen = () => statusIn(library, subject(), date(), size)
  const unseen = () => statusIn(library, subject(), date(), size - back(), FIRST_DAY + known())
  const look = () => keys.get(subject())
  const scan = () => scanned(columns, subject(), date())
  // One after the other: by turns, each would see every other loan alone.
  for (const ask of [seen, unseen]) for (let warm = 0; warm < WARM; warm += 1) ask()
  return [
    compareWork('as-of, a known basis / Map.get', look, seen),
    compareWork('as-of, a new basis / Map.get', look, unseen),
    compareWork('as-of, a known basis / scan', scan, seen),
    compareWork('as-of, a new basis / scan', scan, unseen),
  ]
}

export function statusIn(
  { chronicle }: Pick<Library, 'chronicle'>,
  subject: Subject,
  date: CivilDay,
  position: number,
  knownAt?: CivilDay,
): string {
  const request = { date, position, ...(knownAt !== undefined && { knownAt }) }
  const status = chronicle.asOf(request).item(subject)?.get(loanFields.status)
  return status?.values.map(({ value }) => value).join() ?? ''
}

/** The stage of a loan as of a date, by reading the columns from end to end. */
export function scanned({ subjects, days, stages }: Columns, subject: Subject, date: CivilDay): string {
  let highest = -1
  for (let index = 0; index < subjects.length; index += 1)
    if (subjects[index] === subject && (days[index] ?? 0) <= date)
      highest = Math.max(highest, stages[index] ?? -1)
  return ['open', 'renewed', 'returned'][highest] ?? ''
}

/** The two answer alike, or the figures mean nothing. */
function check(library: Library): void {
  const { columns, subjects, size } = library
  for (const subject of subjects.slice(0, 20))
    for (const date of [FIRST_DAY + 100, FIRST_DAY + 4000, FIRST_DAY + 9000]) {
      const [one, other] = [statusIn(library, subject, date, size), scanned(columns, subject, date)]
      if (one !== other) throw new Error(`${subject} on ${formatDay(date)}: ${one} is not ${other}`)
    }
}
