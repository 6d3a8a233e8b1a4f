import fc from 'fast-check'
import type { EventId } from '../../src/event/index.ts'
import { type CivilDay, formatDay, parseDay } from '../../src/time/index.ts'
import {
  bookCatalogued,
  bookSeen,
  loanLost,
  loanMade,
  loanRenewed,
  loanReturned,
  readerJoined,
  readerSeen,
  Tale,
} from '../toy/index.ts'

/** The first of the days on which anything happens. */
export const FIRST = parseDay('2020-01-01')
const PUBLISHED = ['2020-01', '2020-02-10', '[2020-02-01..2020-04-01]', '2020-03', '[..]', '2020']
export const SUBJECTS = ['book/a', 'loan/a', 'reader/a'] as const

export type Told = {
  readonly what: number
  readonly day: number
  readonly source: number
  readonly word: 'one' | 'two'
}

export const told: fc.Arbitrary<Told> = fc.record({
  what: fc.nat(5),
  day: fc.nat(120),
  source: fc.nat(5),
  word: fc.constantFrom('one', 'two'),
})

/** An act on one of the events, or what else bears on them; of most kinds of subjects there is none in most tales. */
export const act = (among: number) =>
  fc.record({ what: fc.nat(6), nth: fc.nat(among), day: fc.nat(120), source: fc.nat(5) })

/** A tale with the sources that its events are told by. */
export function taleOfSources(): Tale {
  const tale = new Tale()
  PUBLISHED.forEach((published, nth) => void tale.source(`s${nth}`, published, nth % 2 ? 'right' : 'left'))
  return tale
}

/** Tells one event of a subject; `nth` tells it from others that say the same. */
export function tellOf(
  tale: Tale,
  subject: string,
  { what, day, source, word }: Told,
  nth: number,
  estimated: boolean,
): EventId {
  const likely = formatDay(FIRST + day)
  const month = { edtf: likely.slice(0, 7), basis: 'stated' as const, ...(estimated && { likely }) }
  const on = nth % 7 === 0 ? month : likely
  const how = { on, by: nth % 5 === 0 ? [`s${source}`, 's0'] : `s${source}`, salt: String(nth) }
  if (subject === 'book/a')
    return what < 3
      ? tale.tell(
          bookCatalogued,
          subject,
          { title: word, language: `${word}${what}`, authors: ['p', word] },
          how,
        )
      : tale.tell(bookSeen, subject, { shelf: `shelf/${word}`, condition: word }, how)
  if (subject === 'reader/a')
    return what < 1
      ? tale.tell(readerJoined, subject, { name: word, tier: word }, how)
      : tale.tell(readerSeen, subject, { tier: word }, how)
  if (what === 0) return tale.tell(loanMade, 'loan/a', { book: `book/${word}` }, how)
  const type = [loanMade, loanRenewed, loanRenewed, loanReturned, loanLost, loanReturned][what] ?? loanMade
  return tale.tell(type, 'loan/a', type === loanMade ? { book: 'book/b' } : {}, how)
}

/** Does something to one of the events, or tells what else bears on them. */
export function actOf(
  tale: Tale,
  subject: string,
  ids: readonly EventId[],
  { what, nth, day, source }: { what: number; nth: number; day: CivilDay; source: number },
): void {
  const id = ids[nth % ids.length] ?? ''
  const how = { by: `s${source}`, salt: `act ${tale.events.length}` }
  const on = formatDay(FIRST + day)
  if (what === 0) tale.retract(id, how)
  if (what === 1) tale.correct(id, { valid: { edtf: on, basis: 'stated' } }, how)
  if (what === 2) tale.date([id], on, how)
  if (what === 3 && subject === 'book/a') tale.same('book/a', 'book/b', { ...how, from: [id] })
  if (what === 4)
    tale.withdraw(`s${source}`, 's0', `2020-05-${String((tale.events.length % 28) + 1).padStart(2, '0')}`)
  if (what === 5 && subject === 'loan/a')
    tale.tell(loanReturned, 'loan/a', { after: id }, { ...how, on, from: [id] })
  if (what === 6) tale.correct(id, { subject: `${subject.slice(0, -1)}c` as 'book/c' }, how)
}
