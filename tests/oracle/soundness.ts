import fc from 'fast-check'
import type { CorrectionPayload, EventId, EventType, Json } from '../../src/event/index.ts'
import { kindOf, type RecordedEvent } from '../../src/event/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { engineOf } from '../state/random.ts'
import { bookCatalogued, bookSeen, library, loanMade, readerJoined, stated, Tale } from '../toy/index.ts'
import { naiveState } from './state.ts'

/** One event on which more undated sources bear than are gone through world by world, and a point to see it from. */
export type ManyOpen = { readonly events: readonly RecordedEvent[]; readonly point: Point }

type Fact = readonly [EventType, string, { readonly [key: string]: Json }]
type Choice = readonly [number, number, number, number]

const FACTS: readonly [Fact, ...Fact[]] = [
  [bookCatalogued, 'book/a', { title: 'one', language: 'one', shelf: 'shelf/x' }],
  [bookSeen, 'book/a', { shelf: 'shelf/x', condition: 'one' }],
  [readerJoined, 'reader/m', { name: 'one', tier: 'one' }],
  [loanMade, 'loan/1', { book: 'book/a', reader: 'reader/m' }],
]
const ELSEWHERE: Readonly<Record<string, string>> = {
  book: 'book/b',
  reader: 'reader/n',
  loan: 'loan/2',
}

const choice: fc.Arbitrary<Choice> = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99), fc.nat(99))

/** A case of so many undated sources, each with an act on one event or an inference that dates it. */
export function manyOpen(least: number, most: number): fc.Arbitrary<ManyOpen> {
  const acts = fc.array(choice, { minLength: least, maxLength: most, size: 'max' })
  return fc.tuple(choice, choice, acts).map(([first, beside, open]) => caseOf(first, beside, open))
}

function caseOf([kind, date, known, day]: Choice, beside: Choice, open: readonly Choice[]): ManyOpen {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  const fact = FACTS[kind % FACTS.length] ?? FACTS[0]
  const [type, subject, payload] = fact
  const event = tale.tell(type, subject, payload, { on: datesFrom(day), by: 'list' })
  const [other, elsewhere, on, acted] = beside
  const place = elsewhere % 2 === 0 ? subject : (ELSEWHERE[kindOf(subject)] ?? subject)
  const how = { on: datesFrom(on), by: 'list', salt: 'beside' }
  if (type === bookSeen && other % 3 === 1)
    tale.tell(bookCatalogued, 'book/a', { title: 'one', language: 'one' }, how)
  else if (other % 3 > 0) tale.tell(type, place, payload, how)
  for (const [index, one] of open.entries()) {
    tale.source(`open-${index}`, '[2020-01-02..]')
    actOn(tale, event, fact, one, `open-${index}`)
    if (index === acted % 12) actOn(tale, event, fact, beside, undefined)
  }
  const at = { date: 18_262 + (date % 14), knownAt: 18_262 + (known % 4 === 0 ? 0 : 9) }
  return { events: tale.events, point: { ...at, position: tale.events.length, trusting: {} } }
}

function actOn(
  tale: Tale,
  event: EventId,
  [type, subject]: Fact,
  [kind, word, day]: Choice,
  by: string | undefined,
) {
  const ground = by === undefined ? {} : { by }
  const set = (what: CorrectionPayload['set']) => tale.correct(event, what, ground)
  const said = ['one', 'two', 'three'][word % 3] ?? 'one'
  const shelf = word % 2 === 0 ? 'shelf/x' : 'shelf/y'
  const payloads: Readonly<Record<string, NonNullable<CorrectionPayload['set']['payload']>>> = {
    BookCatalogued: day % 2 === 0 ? { language: word % 4 === 3 ? null : said } : { shelf },
    BookSeen: day % 2 === 0 ? { condition: word % 4 === 3 ? null : said } : { shelf },
    ReaderJoined: day % 2 === 0 ? { tier: word % 4 === 3 ? null : said } : { name: said },
    LoanMade: day % 2 === 0 ? { book: 'book/b' } : { reader: word % 4 === 3 ? null : 'reader/n' },
  }
  switch (kind % 8) {
    case 0:
      return tale.retract(event, ground)
    case 1:
      return tale.restore(event, ground)
    case 2:
      return set({ subject: ELSEWHERE[kindOf(subject)] ?? subject })
    case 3:
      return set({ valid: stated(datesFrom(day, 2)) })
    case 4:
      return tale.date([event], datesFrom(day), { ...ground, salt: `${kind} ${word} ${day} ${by}` })
    default:
      return set({ payload: payloads[type.type] ?? {} })
  }
}

/** One of the first few of: a day, one of several, a span, and spans of which an end or the begin is open. */
function datesFrom(number: number, kinds = 6): string {
  const [from, to] = [1 + (number % 6), 7 + (number % 5)].map(
    (day) => `2020-01-${String(day).padStart(2, '0')}`,
  )
  const dates = [`${from}`, `[${from}..${to}]`, `${from}/${to}`, `${from}/`, `${from}/..`, `../${to}`]
  return dates[number % kinds] ?? '2020-01-01'
}

/**
 * Where the engine says more than every world does, in a line each: *definitely* or *no* where some world says otherwise, or
 * nothing of a value that some world has.
 */
export function unsoundAnswers({ events, point }: ManyOpen): {
  readonly questions: number
  readonly unsound: readonly string[]
} {
  const state = engineOf(events).at(point)
  const unsound: string[] = []
  let questions = 0
  for (const [subject, naive] of naiveState(events, point).items) {
    const item = library.kinds.has(kindOf(subject)) ? state.item(subject) : undefined
    for (const field of item === undefined ? [] : [item.kind.existence, ...item.kind.fields]) {
      const worlds = naive.fields[field.name]
      const engine = item?.get(field)
      if (worlds === undefined || engine === undefined) continue
      questions += 1
      const answers = new Map(
        engine.values.map(({ standings, answer }) => [standings[0]?.claim.spelling, answer]),
      )
      const sound =
        (engine.answer === 'definitely' || engine.answer === 'no' ? engine.answer === worlds.answer : true) &&
        Object.keys(worlds.values).every((value) => answers.has(value)) &&
        [...answers].every(
          ([value, answer]) => answer !== 'definitely' || worlds.values[value ?? ''] === 'definitely',
        )
      if (!sound)
        unsound.push(
          `${subject} ${field.name}: engine ${engine.answer} ${JSON.stringify([...answers])}, worlds ${JSON.stringify(worlds)}`,
        )
    }
    if (item === undefined) unsound.push(`${subject}: some world has it, the engine does not`)
  }
  return { questions, unsound }
}
