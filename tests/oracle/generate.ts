import fc from 'fast-check'
import {
  applyCorrection,
  type CorrectionPayload,
  type EventId,
  eventCorrected,
  parseEvent,
  payloadOf,
  type RecordedEvent,
  sourcesOf,
} from '../../src/event/index.ts'
import type { CivilDay, Valid } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import {
  bookCatalogued,
  bookSeen,
  clerkCame,
  clerkWent,
  DESK_STAGES,
  deskTold,
  evidenceIn,
  library,
  loanLost,
  loanMade,
  loanRenewed,
  loanReturned,
  readerJoined,
  readerSeen,
  stated,
  Tale,
} from '../toy/index.ts'

/** Random small chronicles: a list of moves, each some numbers, that a tale is told from. */

export type Move = readonly number[]
export type Case = { readonly events: Tale['events']; readonly points: readonly Point[] }

export const SOURCES = ['north', 'south', 'east', 'west'] as const
const DAY = 18_262 // 2020-01-01
const DAYS = 12
/** Every day that points ask about. */
export const DAYS_ASKED: readonly CivilDay[] = Array.from({ length: DAYS + 3 }, (_, day) => DAY + day)
const MOST_OF_PUBLISHERS = 3
export const TEXTS = ['second', 'third'] as const

/** Moves of so many numbers: with fewer than {@link WHOLE} what a fact says last is the first of the choices. */
function movesOf(numbers: number): fc.Arbitrary<readonly Move[]> {
  return fc.array(fc.array(fc.nat(1000), { minLength: numbers, maxLength: numbers }), {
    minLength: 3,
    maxLength: 12,
    size: 'max',
  })
}

const WHOLE = 20
export const moves = movesOf(12)
export const wholeMoves = movesOf(WHOLE)
export const asked: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
  { minLength: 4, maxLength: 4 },
)
export const preface: fc.Arbitrary<Move> = fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 })

/** Numbers taken one after another, each as a choice. */
class Dice {
  readonly #numbers: readonly number[]
  #next = 0

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }

  upTo(count: number): number {
    const number = this.#numbers[this.#next] ?? 0
    this.#next += 1
    return count === 0 ? 0 : number % count
  }

  of<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.upTo(choices.length)] ?? choices[0]
  }

  oneIn(count: number): boolean {
    return this.upTo(count) === count - 1
  }
}

/** A tale of at most four sources and some ten events, and points all about it. */
export function caseOf(first: Move, told: readonly Move[], points: readonly Move[]): Case {
  const tale = new Tale()
  const dice = new Dice(first)
  const late = dice.upTo(12)
  const focus = dice.of([[0, KINDS], [0, 5], [5, 2], [7, 4], [8, 3], [11, 3], [12, 2], ONE_BOOK, ONE_BOOK])
  SOURCES.forEach((name, index) => {
    if (index !== late) registerOne(tale, name, dice)
  })
  if (dice.oneIn(3)) publishOne(tale, dice)
  told.forEach((move, index) => {
    if (index === 2 && late < SOURCES.length) registerOne(tale, SOURCES[late] ?? 'north', dice)
    try {
      tellOne(tale, new Dice(move), String(index), focus)
    } catch (error) {
      // A move that makes no sense here is left out: the tale refuses what is no event.
      if (!(error instanceof Error)) throw error
    }
  })
  return { events: tale.events, points: points.map((point) => pointOf(new Dice(point), tale.events.length)) }
}

function registerOne(tale: Tale, name: string, dice: Dice): void {
  const side = dice.of([undefined, 'left', 'right'] as const)
  tale.source(name, dice.oneIn(3) ? dayText(dice) : openDate(dice), side)
}

function tellOne(tale: Tale, dice: Dice, salt: string, focus: readonly number[]): void {
  const [head, ...rest] = tale.events
  if (head === undefined) return
  if (focus === ONE_BOOK && !dice.oneIn(5)) {
    tellOfOneBook(tale, dice, salt)
    return
  }
  const earlier = [head, ...rest]
  const kind = dice.upTo(22)
  const any = () => dice.of([head, ...rest])
  const plain = earlier.filter(({ event }) => event.target === undefined)
  const target = plain[dice.upTo(plain.length)] ?? head
  if (kind < 9) tellFact(tale, dice, salt, focus)
  else if (kind < 13 && target.event.type === 'SourceRegistered' && dice.oneIn(2))
    workOutOne(tale, dice, target, plain, salt)
  else if (kind < 13) correctOne(tale, dice, target.id, salt)
  else if (kind === 13) tale.retract(target.id, groundOf(dice, tale, target, salt))
  else if (kind === 14) tale.restore(target.id, groundOf(dice, tale, target, salt))
  else if (kind === 15) tale.same(...pairOf(dice), { ...sourced(dice), from: [any().id], salt })
  else if (kind === 16) tale.distinct(...pairOf(dice), { ...sourced(dice), from: [any().id], salt })
  else if (kind === 17) publishOne(tale, dice)
  else {
    const facts = plain.filter(
      ({ event }) => event.subject.startsWith('source/') === false && !isInference(event.type),
    )
    const of = facts[dice.upTo(facts.length)] ?? target
    const more = dice.oneIn(4) ? [any().id] : []
    tale.date([...new Set([of.id, ...more])], validOf(dice), { ...sourced(dice), from: [any().id], salt })
  }
}

/** The focus of tales about which of four books are one, and which of them was lent. */
const ONE_BOOK: readonly number[] = [7, 4]

function tellOfOneBook(tale: Tale, dice: Dice, salt: string): void {
  const kind = dice.upTo(8)
  const pair = dice.of<readonly [string, string]>([
    ['book/a', 'book/b'],
    ['book/a', 'book/b'],
    ['book/b', 'book/c'],
    ['book/a', 'book/c'],
    ['book/c', 'book/d'],
  ])
  const by = dice.oneIn(2) ? { by: dice.of([...SOURCES]) } : {}
  const how = { ...by, from: tale.events.slice(0, 1).map(({ id }) => id), salt }
  if (kind < 3) tale.same(...pair, how)
  else if (kind < 5) tale.distinct(...pair, how)
  else {
    const book = dice.of(['book/a', 'book/b', 'book/a', 'book/b', 'book/c', 'book/d'])
    tale.tell(loanMade, 'loan/1', { book }, { on: validOf(dice), by: dice.of([...SOURCES]), salt })
  }
}

/** At most {@link MOST_OF_PUBLISHERS}: with the sources no more than the engine goes through world by world. */
function publishOne(tale: Tale, dice: Dice): void {
  const acts = tale.events.filter(
    ({ event: { type } }) => type === 'SourceRetracted' || type === 'SourceRevised',
  )
  if (acts.length >= MOST_OF_PUBLISHERS) return
  const on = dice.oneIn(4) ? undefined : dice.oneIn(2) ? openDate(dice) : dayText(dice)
  const [name, by] = [dice.of([...SOURCES]), dice.of([...SOURCES])]
  if (dice.oneIn(2)) tale.withdraw(name, by, on)
  else tale.revise(name, dice.of(TEXTS), by, on)
}

/** Often the text that a revision of the source brings, where there is one. */
function citing(tale: Tale, dice: Dice): { readonly by: string; readonly text?: string } {
  const by = dice.of([...SOURCES])
  const revision = tale.events.find(
    ({ event: { type, subject } }) => type === 'SourceRevised' && subject === `source/${by}`,
  )
  const text = dice.of([undefined, ...TEXTS])
  return text === undefined || (revision === undefined && !dice.oneIn(12)) ? { by } : { by, text }
}

/** When a source came out, from one or two events: often from what that source tells, and sometimes with a source that says so. */
function workOutOne(
  tale: Tale,
  dice: Dice,
  target: RecordedEvent,
  plain: readonly RecordedEvent[],
  salt: string,
): void {
  const own = plain.filter((event) => event !== target && restsOn(event, target))
  const from = [plain, dice.oneIn(2) ? own : plain].flatMap(
    (among) => among[dice.upTo(among.length)]?.id ?? [],
  )
  const date: CorrectionPayload['set'] = {
    payload: { published: { edtf: dice.oneIn(4) ? dayText(dice) : openDate(dice), basis: 'inferred' } },
  }
  const by = dice.oneIn(4) ? citing(tale, dice) : {}
  tale.correct(target.id, date, { ...by, from: [...new Set(from)], salt })
}

function isInference(type: string): boolean {
  return type === 'DateInferred' || type.startsWith('Identity')
}

/** How many kinds of fact there are. */
const KINDS = 14
const STAGES = Object.values(DESK_STAGES).flat(2)

/** `focus`: the first of the kinds of fact that this tale prefers, and how many they are. */
function tellFact(tale: Tale, dice: Dice, salt: string, [first = 0, count = KINDS]: readonly number[]): void {
  const book = dice.of(['book/a', 'book/a', 'book/b', 'book/a'])
  const reader = dice.of(['reader/m', 'reader/m', 'reader/n'])
  const loan = dice.of(['loan/1', 'loan/1', 'loan/1', 'loan/2'])
  const shelf = dice.of(['shelf/x', 'shelf/y'])
  const kind = dice.oneIn(5) ? dice.upTo(KINDS) : first + dice.upTo(count)
  const date = dice.oneIn(9) ? {} : { on: validOf(dice) }
  const role = tale.events.length % 6 === 5 ? 'date' : 'statement'
  const how = { ...date, ...factGround(dice, tale), role, salt } as const
  const after = tale.events.filter(({ event }) => event.type.startsWith('Loan')).at(-1 - dice.upTo(2))?.id
  const aft = after === undefined || dice.oneIn(2) ? {} : { after }
  const word = dice.of(['one', 'two', 'One'])
  if (kind < 2)
    tale.tell(bookCatalogued, book, { title: word, language: word, shelf, authors: ['p', word] }, how)
  else if (kind === 2) tale.tell(bookCatalogued, book, { title: word, authors: [word] }, how)
  else if (kind === 3) tale.tell(bookSeen, book, { shelf, condition: word }, how)
  else if (kind === 4) tale.tell(bookSeen, book, { shelf }, how)
  else if (kind === 5) tale.tell(readerJoined, reader, { name: word, tier: word }, how)
  else if (kind === 6) tale.tell(readerSeen, reader, { tier: word }, how)
  else if (kind === 7)
    tale.tell(loanMade, loan, { book, reader, due: { edtf: dayText(dice), basis: 'stated' } }, how)
  else if (kind === 8) tale.tell(loanRenewed, loan, aft, how)
  else if (kind === 9) tale.tell(loanReturned, loan, aft, how)
  else if (kind === 10) tale.tell(loanLost, loan, {}, how)
  else tellOfDesk(tale, dice, kind, how)
}

function tellOfDesk(tale: Tale, dice: Dice, kind: number, how: Parameters<Tale['tell']>[3]): void {
  const desk = dice.of(['desk/1', 'desk/1', 'desk/1', 'desk/2'])
  const clerk = dice.of(['one', 'one', 'two', 'three'])
  if (kind === 11) tale.tell(deskTold, desk, { stage: STAGES[dice.upTo(STAGES.length)] ?? 'open' }, how)
  else tale.tell(kind === 12 ? clerkCame : clerkWent, desk, { clerk }, how)
}

function correctOne(tale: Tale, dice: Dice, id: EventId, salt: string): void {
  const target = tale.events.find((event) => event.id === id)
  if (target === undefined) return
  const { type, subject } = target.event
  const word = dice.of(['one', 'two', 'three'])
  const words: Record<string, NonNullable<CorrectionPayload['set']['payload']>> = {
    BookCatalogued: { language: dice.oneIn(3) ? null : word, shelf: 'shelf/y', title: word },
    BookSeen: { shelf: dice.of(['shelf/x', 'shelf/y']) },
    ReaderJoined: { tier: word },
    ReaderSeen: { tier: word },
    LoanMade: { reader: dice.of(['reader/m', 'reader/n']), book: 'book/b' },
    DeskTold: { stage: dice.of(['shut', 'open', 'open again']) },
    ClerkCame: { clerk: word },
    ClerkWent: { clerk: word },
    SourceRegistered: dice.oneIn(3)
      ? { side: 'left' }
      : { published: { edtf: dice.oneIn(2) ? openDate(dice) : dayText(dice), basis: 'stated' } },
    IdentityAsserted: { same: [...pairOf(dice)] },
    IdentityDenied: { distinct: [...pairOf(dice)] },
    DateInferred: { of: [tale.events[dice.upTo(tale.events.length)]?.id ?? id] },
  }
  const others: Record<string, string> = {
    book: 'book/b',
    loan: 'loan/2',
    reader: 'reader/n',
    desk: 'desk/2',
  }
  const kind = dice.upTo(5)
  const moved = others[subject.slice(0, subject.indexOf('/'))]
  const payload = words[type]
  const { evidence } = { ...evidenceOf(dice) }
  const set: CorrectionPayload['set'] =
    kind === 0 && moved !== undefined && !type.startsWith('I')
      ? { subject: moved }
      : kind === 1
        ? { valid: validOf(dice) }
        : kind === 2 && evidence !== undefined && target.event.evidence !== undefined
          ? { evidence }
          : payload === undefined
            ? { valid: validOf(dice) }
            : { payload }
  const now = tale.events
    .filter(({ event }) => event.target?.event === id && event.type === 'EventCorrected')
    .reduce((event, act) => applyCorrection(event, payloadOf(eventCorrected, act.event).set), target.event)
  if (!parseEvent(library.catalogue, applyCorrection(now, set)).ok) return
  tale.correct(id, set, groundOf(dice, tale, target, salt))
}

/** For an act: mostly nothing of its own, else a source, else premises: often one that rests on what it acts on. */
function groundOf(dice: Dice, tale: Tale, target: RecordedEvent, salt: string) {
  const kind = dice.upTo(6)
  if (kind < 3) return { salt }
  if (kind < 5) return { ...citing(tale, dice), salt }
  const resting = dice.oneIn(2) ? tale.events.filter((event) => restsOn(event, target)) : []
  const choices = resting.length === 0 ? tale.events : resting
  const premise = choices[dice.upTo(choices.length)]?.id
  return premise === undefined ? { salt } : { from: [premise], salt }
}

/** Whether an event names another as a premise, or cites the source that this registers. */
function restsOn({ event }: RecordedEvent, { id, event: other }: RecordedEvent): boolean {
  if (event.premises?.includes(id)) return true
  return other.type === 'SourceRegistered' && sourcesOf(event).includes(other.subject)
}

function factGround(dice: Dice, tale: Tale) {
  const kind = dice.upTo(8)
  const premise = tale.events[dice.upTo(tale.events.length)]?.id
  if (kind === 0 && premise !== undefined) return { from: [premise] }
  if (kind === 1 && premise !== undefined) return { from: [premise], ...citing(tale, dice) }
  if (kind === 2)
    return { by: [dice.of([...SOURCES]), 'north'].filter((name, i, all) => all.indexOf(name) === i) }
  return citing(tale, dice)
}

function sourced(dice: Dice) {
  return dice.oneIn(4) ? { by: dice.of([...SOURCES]) } : {}
}

function evidenceOf(dice: Dice) {
  const role = dice.oneIn(2) ? 'date' : 'statement'
  return evidenceIn([dice.of([...SOURCES])], dice.of([undefined, undefined, undefined, ...TEXTS]), role)
}

function pairOf(dice: Dice): readonly [string, string] {
  return dice.of([
    ['book/a', 'book/b'],
    ['reader/m', 'reader/n'],
    ['loan/1', 'loan/2'],
    ['book/b', 'book/c'],
    ['shelf/x', 'shelf/y'],
    ['book/a', 'book/c'],
    ['desk/1', 'desk/2'],
  ])
}

function validOf(dice: Dice): Valid {
  const from = dice.upTo(DAYS)
  const to = from + 1 + dice.upTo(DAYS - from)
  const kind = dice.upTo(12)
  if (kind < 3) return stated(day(from))
  if (kind < 5) return stated(`[${day(from)}..${day(to)}]`)
  if (kind === 5) return stated(`${day(from)}/${day(to)}`)
  if (kind === 6) return stated(`${day(from)}/`)
  if (kind === 7) return stated(`${day(from)}/..`)
  if (kind === 8) return stated(dice.of([`[..${day(from)}]`, `[${day(from)}..]`, `../${day(to)}`]))
  if (kind === 9) return stated(`[${day(from)},${day(to)}]`)
  // It is not known on which of some days it began, nor when it ended, or on which of some.
  const begin = stated(`[${day(from)}..${day(to)}]`)
  if (kind === 10) return { begin }
  const last = to + dice.upTo(3)
  return { begin, end: stated(`[${day(last)}..${day(last + 1 + dice.upTo(3))}]`) }
}

function openDate(dice: Dice): string {
  const from = dice.upTo(DAYS)
  return dice.of([`[${day(from)}..${day(from + 1 + dice.upTo(5))}]`, `[${day(from)}..]`, '[..]'])
}

function dayText(dice: Dice): string {
  return day(dice.upTo(DAYS))
}

function day(index: number): string {
  return `2020-01-${String(index + 1).padStart(2, '0')}`
}

function pointOf(dice: Dice, head: number): Point {
  const date = DAY + dice.upTo(DAYS_ASKED.length)
  const known = dice.oneIn(4) ? {} : { knownAt: DAY + dice.upTo(DAYS + 1) }
  const position = dice.oneIn(5) ? dice.upTo(head + 1) : head
  const source = `source/${dice.of([...SOURCES])}`
  const trusting = dice.of([
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    { without: [source] },
    { only: [source] },
    { sides: ['left'] },
    { sides: ['right'], only: [source] },
  ])
  return { date, ...known, position, trusting }
}
