import { ColumnSet, columnBytes, columnsIn } from '../../src/columns/index.ts'
import { indexesOver } from '../../src/engine/indexes.ts'
import { Bodies } from '../../src/engine/stored-events.ts'
import { canonicalJson, kindOf, type RecordedEvent } from '../../src/event/index.ts'
import { disagreementsIn, IDENTITY, type Item, SharedCache, type State } from '../../src/state/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { library, TALE } from '../toy/index.ts'
import { DAYS_ASKED } from './generate.ts'
import { readingsOf } from './seen.ts'
import { type NaiveField, type NaiveItem, naiveState } from './state.ts'

/** The engine and the oracle, asked the same; what they say differently, in a line each. */
export type Verdicts = { readonly questions: number; readonly differences: readonly string[] }

type Asking = { readonly budget?: number | undefined; readonly savedAfter?: number; readonly nth?: number }

/**
 * Each point is asked twice of the same views of subjects: when the ledger has just reached its position, and when all is
 * recorded. Views that are kept must not change by what is recorded later; with a small `budget` in bytes, few are kept. After
 * `savedAfter` events, all goes on with what comes back from the bytes of the columns. In the end one subject is asked about
 * again and again from one of the points: `nth` says which.
 */
export function compareWithOracle(
  events: readonly RecordedEvent[],
  points: readonly Point[],
  { budget, savedAfter, nth = 0 }: Asking = {},
): Verdicts {
  const bodies = new Bodies()
  const open = (columns: ColumnSet) =>
    indexesOver(TALE, library, bodies, columns, { cache: new SharedCache(budget) })
  let indexes = open(new ColumnSet())
  const ask = (point: Point) => atPoint(events, indexes.states.at(point))
  const asked: Verdicts[] = []
  for (const event of events) {
    bodies.keep(event.position, canonicalJson(event.event))
    indexes.eventIndex.add(event)
    indexes.projection.add(event)
    indexes.states.add(event)
    if (event.position === savedAfter) indexes = open(saved(indexes.columns))
    for (const [nth, point] of points.entries())
      if (nth % 2 === 0 && point.position === event.position) asked.push(ask(point))
  }
  asked.push(...points.map(ask))
  const basis = points[nth % points.length]
  if (basis !== undefined) asked.push(onEveryDay(events, basis, nth, (point) => indexes.states.at(point)))
  return together(asked)
}

function together(asked: readonly Verdicts[]): Verdicts {
  return {
    questions: asked.reduce((sum, { questions }) => sum + questions, 0),
    differences: asked.flatMap(({ differences }) => differences),
  }
}

/**
 * The fields of one subject on every day from one basis, in leaps and then the other way: whatever is kept of one day is asked
 * for again once its neighbours are kept.
 */
function onEveryDay(
  events: readonly RecordedEvent[],
  basis: Point,
  nth: number,
  at: (point: Point) => State,
): Verdicts {
  const readings = readingsOf(events, basis)
  const leaps = DAYS_ASKED.map((_, index) => DAYS_ASKED[(index * LEAP) % DAYS_ASKED.length] ?? basis.date)
  const byDay = new Map(
    leaps.map((date) => [date, naiveState(events, { ...basis, date }, readings).items] as const),
  )
  const subjects = [...(byDay.get(basis.date)?.keys() ?? [])]
  const subject = subjects[nth % subjects.length]
  const asked: Verdicts[] = []
  for (const date of [...leaps, ...leaps.toReversed()]) {
    const state = at({ ...basis, date })
    const item = subject === undefined ? undefined : state.item(subject)
    const naive = subject === undefined ? undefined : byDay.get(date)?.get(subject)
    if (item === undefined || naive === undefined) continue
    const questions = new Questions(state)
    questions.askFields(item, naive)
    asked.push(questions)
  }
  return together(asked)
}

/** Has no divisor in common with the number of days. */
const LEAP = 4

/** The same columns, as they come back from their bytes. */
function saved(columns: ColumnSet): ColumnSet {
  return new ColumnSet(columnsIn(columnBytes(TALE, columns.sections()))?.sections)
}

function atPoint(events: readonly RecordedEvent[], state: State): Verdicts {
  const { items, visible, contested } = naiveState(events, state.point)
  const asked = new Questions(state)
  const subjects = new Set([...items.keys(), ...events.map(({ event }) => event.subject)])
  for (const subject of subjects) {
    const item = library.kinds.has(kindOf(subject)) ? state.item(subject) : undefined
    const naive = items.get(subject)
    asked.ask(
      `${subject} keys`,
      item && identityOf(item),
      naive && { keys: naive.keys, possiblySame: naive.possiblySame },
    )
    if (item === undefined || naive === undefined) continue
    const unseen = item.because.filter((id) => !visible.has(id))
    asked.ask(`${subject} because`, unseen, [])
    asked.askFields(item, naive)
  }
  const everything = [...library.kinds.keys()].flatMap((kind) => state.list(kind))
  asked.ask('identity', contestedIn(state, everything), contested)
  for (const kind of library.kinds.keys())
    asked.ask(
      `list ${kind}`,
      state.list(kind).map(({ subject }) => subject),
      listOf(kind, items),
    )
  return asked
}

/** What is asked at one point, and what is answered differently. */
class Questions implements Verdicts {
  questions = 0
  readonly differences: string[] = []
  readonly #state: State

  constructor(state: State) {
    this.#state = state
  }

  ask(what: string, engine: unknown, oracle: unknown): void {
    this.questions += 1
    const [is, should] = [JSON.stringify(engine), JSON.stringify(oracle)]
    if (is === should) return
    const point = JSON.stringify(this.#state.point)
    this.differences.push(`${what} at ${point}: engine ${is}, oracle ${should}`)
  }

  askFields(item: Item, naive: NaiveItem): void {
    const disagreements = new Map(
      disagreementsIn(this.#state, [item])
        .filter(({ field }) => field !== IDENTITY)
        .map((each) => [each.field, `${each.kind} ${each.certainty}`]),
    )
    for (const field of [item.kind.existence, ...item.kind.fields]) {
      const oracle = naive.fields[field.name]
      if (oracle !== undefined)
        this.ask(`${item.subject} ${field.name}`, fieldOf(item, field, disagreements), inShort(oracle))
    }
  }
}

/** The conflicts about who is the same, as `book/a book/b definitely`. */
function contestedIn(state: State, items: readonly Item[]): readonly string[] {
  return disagreementsIn(state, items)
    .filter(({ field }) => field === IDENTITY)
    .map(({ kind, sides, certainty }) => {
      const pair = sides[0]?.spelling.replace('same ', '')
      return `${kind === 'conflict' ? '' : kind}${pair} ${certainty}`
    })
    .sort()
}

function identityOf({ identity }: Item) {
  const possiblySame = identity.possiblySame.map(({ subject }) => subject)
  return { keys: identity.keys, possiblySame }
}

function fieldOf(
  item: Item,
  field: Item['kind']['fields'][number],
  disagreements: ReadonlyMap<string, string>,
) {
  const { answer, values, lastAttested, nextAttested } = item.get(field)
  const spelling = (valued: typeof lastAttested) => valued?.standings[0]?.claim.spelling
  return {
    answer,
    values: values.map((each) => `${spelling(each)} ${each.answer}`).sort(),
    attested: [spelling(lastAttested), spelling(nextAttested)],
    disagreement: disagreements.get(field.name) ?? 'none',
  }
}

/** Of several attestations as near the engine gives the first recorded, which the oracle gives first, too. */
function inShort({ answer, values, last, next, disagreement }: NaiveField) {
  return {
    answer,
    values: Object.entries(values)
      .map(([value, certainty]) => `${value} ${certainty}`)
      .sort(),
    attested: [last[0], next[0]],
    disagreement,
  }
}

function listOf(kind: string, items: ReadonlyMap<string, NaiveItem>): readonly string[] {
  const byName = new Map(
    [...items].filter(([key]) => kindOf(key) === kind).map(([, item]) => [item.keys[0] ?? '', item]),
  )
  return [...byName]
    .sort(([a, one], [b, other]) => one.first - other.first || (a < b ? -1 : 1))
    .map(([subject]) => subject)
}
