import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EventId } from '../../src/event/index.ts'
import { inOneGo, Projection, resolve, type State, StateCache } from '../../src/state/index.ts'
import { asPartial } from '../../src/state/resolve.ts'
import { type CivilDay, formatDay, parseDay } from '../../src/time/index.ts'
import { EventIndex, TRUST_ALL } from '../../src/visibility/index.ts'
import {
  bookCatalogued,
  bookSeen,
  library,
  loanLost,
  loanMade,
  loanRenewed,
  loanReturned,
  readerJoined,
  readerSeen,
  Tale,
} from '../toy/index.ts'
import { plainOf } from './random.ts'

/** Of a subject of this many events columns are read. */
const MANY = 210

const FIRST = parseDay('2020-01-01')
const TRUSTS = [
  TRUST_ALL,
  { only: ['source/s1', 'source/s2'] },
  { sides: ['right'] },
  { without: ['source/s3'] },
]
const PUBLISHED = ['2020-01', '2020-02-10', '[2020-02-01..2020-04-01]', '2020-03', '[..]', '2020']
const SUBJECTS = ['book/a', 'loan/a', 'reader/a'] as const

type Told = {
  readonly what: number
  readonly day: number
  readonly source: number
  readonly word: 'one' | 'two'
}

const told: fc.Arbitrary<Told> = fc.record({
  what: fc.nat(5),
  day: fc.nat(120),
  source: fc.nat(5),
  word: fc.constantFrom('one', 'two'),
})

/** An act on one of the events, or what else bears on them; of most kinds of subjects there is none in most tales. */
const act = fc.record({ what: fc.nat(6), nth: fc.nat(MANY), day: fc.nat(120), source: fc.nat(5) })

const points = fc.array(
  fc.record({
    date: fc.nat(150),
    knownAt: fc.option(fc.nat(150)),
    position: fc.integer({ min: MANY / 2, max: MANY + 30 }),
    trusting: fc.constantFrom(...TRUSTS),
  }),
  { minLength: 20, maxLength: 20 },
)

test('a large subject answers by its columns as by all its claims, whatever was done to its events', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SUBJECTS),
      fc.array(told, { minLength: MANY, maxLength: MANY }),
      fc.array(act, { maxLength: 6 }),
      points,
      // With estimates claims are of too many kinds to be told apart by them.
      fc.boolean(),
      (subject, events, acts, asked, estimated) => {
        const tale = new Tale()
        PUBLISHED.forEach(
          (published, nth) => void tale.source(`s${nth}`, published, nth % 2 ? 'right' : 'left'),
        )
        const ids = events.map((event, nth) => tellOf(tale, subject, event, nth, estimated))
        for (const each of acts) actOf(tale, subject, ids, each)
        const late = events
          .slice(0, 5)
          .map((event, nth) => tellOf(tale, subject, event, MANY + nth, estimated))
        const eventIndex = new EventIndex(library.catalogue)
        const projection = new Projection(library, eventIndex)
        const cache = new StateCache(eventIndex, projection)
        const until = tale.events.length - acts.length - late.length
        for (const recorded of tale.events) {
          // Read in steps between which more is recorded.
          const begun = recorded.position > until ? asked.slice(0, 2) : []
          if (recorded.position % 2 === 0) cache.clear()
          const readings = begun.flatMap((point) => stateAt(point).reading(subject) ?? [])
          for (const steps of readings) for (let step = 0; step < 3; step += 1) steps.next()
          eventIndex.add(recorded)
          projection.add(recorded)
          cache.add(recorded)
          for (const steps of readings) inOneGo(steps)
          const fresh = new StateCache(eventIndex, projection)
          for (const point of begun)
            expect(eventsSeen(stateAt(point))).toEqual(eventsSeen(fresh.at(stateAt(point).point)))
          // Asked while it grows, and of before; and then again.
          if (recorded.position >= until) for (const point of asked) check(point)
        }

        function eventsSeen(state: State) {
          return state.item(subject)?.standings.map(({ event }) => event.id)
        }

        function stateAt({ date, knownAt, position, trusting }: (typeof asked)[number]) {
          const known = knownAt === null ? {} : { knownAt: FIRST + knownAt }
          return cache.at({
            date: FIRST + date,
            position: Math.min(position, eventIndex.count),
            trusting,
            ...known,
          })
        }

        function check(point: (typeof asked)[number]) {
          const state = stateAt(point)
          const { view } = state
          const item = state.item(subject)
          if (item === undefined) return
          const partial = item.identity.keys.some((key) =>
            projection.eventsOf(key).some((id) => view.see(id).partial === true),
          )
          for (const field of [item.kind.existence, ...item.kind.fields]) {
            const all = item.standings.filter(({ claim }) => claim.field === field.name)
            const whole = resolve(field, all, FIRST + point.date)
            const expected = partial ? asPartial(field, whole) : whole
            expect(plainOf(item.get(field))).toEqual(plainOf(expected))
          }
        }
      },
    ),
    { numRuns: 8 },
  )
})

function tellOf(
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

function actOf(
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
