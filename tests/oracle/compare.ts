import { ColumnSet, columnBytes, columnsIn } from '../../src/columns/index.ts'
import { indexesOver } from '../../src/engine/indexes.ts'
import { Bodies } from '../../src/engine/stored-events.ts'
import { canonicalJson, kindOf, type RecordedEvent } from '../../src/event/index.ts'
import { disagreementsIn, IDENTITY, type Item, SharedCache, type State } from '../../src/state/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { library, TALE } from '../toy/index.ts'
import { type NaiveField, type NaiveItem, naiveState } from './state.ts'

/** The engine and the oracle, asked the same; what they say differently, in a line each. */
export type Verdicts = { readonly questions: number; readonly differences: readonly string[] }

/**
 * Each point is asked twice of the same views of subjects: when the ledger has just reached its position, and when all is
 * recorded. Views that are kept must not change by what is recorded later; with a small `budget` in bytes, few are kept. After
 * `savedAfter` events, all goes on with what comes back from the bytes of the columns.
 */
export function compareWithOracle(
  events: readonly RecordedEvent[],
  points: readonly Point[],
  { budget, savedAfter }: { readonly budget?: number | undefined; readonly savedAfter?: number } = {},
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
  return {
    questions: asked.reduce((sum, { questions }) => sum + questions, 0),
    differences: asked.flatMap(({ differences }) => differences),
  }
}

/** The same columns, as they come back from their bytes. */
function saved(columns: ColumnSet): ColumnSet {
  return new ColumnSet(columnsIn(columnBytes(TALE, columns.sections()))?.sections)
}

function atPoint(events: readonly RecordedEvent[], state: State): Verdicts {
  const { items, visible, contested } = naiveState(events, state.point)
  const differences: string[] = []
  let questions = 0
  const ask = (what: string, engine: unknown, oracle: unknown) => {
    questions += 1
    const [is, should] = [JSON.stringify(engine), JSON.stringify(oracle)]
    if (is !== should)
      differences.push(`${what} at ${JSON.stringify(state.point)}: engine ${is}, oracle ${should}`)
  }
  const subjects = new Set([...items.keys(), ...events.map(({ event }) => event.subject)])
  for (const subject of subjects) {
    const item = library.kinds.has(kindOf(subject)) ? state.item(subject) : undefined
    const naive = items.get(subject)
    ask(
      `${subject} keys`,
      item && identityOf(item),
      naive && { keys: naive.keys, possiblySame: naive.possiblySame },
    )
    if (item === undefined || naive === undefined) continue
    const unseen = item.because.filter((id) => !visible.has(id))
    ask(`${subject} because`, unseen, [])
    const disagreements = new Map(
      disagreementsIn(state, [item])
        .filter(({ field }) => field !== IDENTITY)
        .map((each) => [each.field, `${each.kind} ${each.certainty}`]),
    )
    for (const field of [item.kind.existence, ...item.kind.fields]) {
      const oracle = naive.fields[field.name]
      if (oracle !== undefined)
        ask(`${subject} ${field.name}`, fieldOf(item, field, disagreements), inShort(oracle))
    }
  }
  const everything = [...library.kinds.keys()].flatMap((kind) => state.list(kind))
  ask('identity', contestedIn(state, everything), contested)
  for (const kind of library.kinds.keys())
    ask(
      `list ${kind}`,
      state.list(kind).map(({ subject }) => subject),
      listOf(kind, items),
    )
  return { questions, differences }
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
