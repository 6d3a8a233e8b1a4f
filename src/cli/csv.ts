import {
  causesInWords,
  citedBy,
  type Domain,
  fieldChangesInWords,
  fieldInWords,
  standingInWords,
  titleOf,
} from '../domain/index.ts'
import type { Chronicle, Comparison } from '../engine/index.ts'
import { kindOf } from '../event/index.ts'
import { csvOf, ExportQuestion, eventTable, type Format, formatNamed, itemTable } from '../exchange/index.ts'
import { Budget, limitsWith } from '../graphql/index.ts'
import { type Change, inOneGo, type State } from '../state/index.ts'
import { formatDay } from '../time/index.ts'
import { packageVersion } from '../version.ts'
import { filterFlag } from './filter-flags.ts'
import type { Io } from './io.ts'
import { argumentsTyped, OWN_FLAGS, type Typed } from './point-flags.ts'

/** Where a server on this machine gives exports. */
export const LOCAL_FEEDS = 'http://localhost:4000/feeds'

type Place = { readonly texts: ReadonlyMap<string, string>; readonly address?: string }

/** The question for an export as it is typed: without limits, for whoever types has the machine to themselves. */
export function questionTyped(
  chronicle: Chronicle,
  format: Format,
  typed: Typed,
  { texts, address = LOCAL_FEEDS }: Place,
): ExportQuestion {
  const own = Object.keys(format.own ?? {})
  return new ExportQuestion({
    chronicle: chronicle.snapshot(),
    format,
    given: argumentsTyped(typed, (name) =>
      own.includes(name) ? `--set ${name}` : filterFlag(name, OWN_FLAGS),
    ),
    place: { feeds: address.replace(/\/$/, ''), chronicle: chronicle.name, search: searchOf(typed) },
    texts,
    program: `Regesta ${packageVersion()}`,
    budget: new Budget({ ...limitsWith(), time: Infinity, things: Infinity }),
  })
}

function searchOf(typed: Typed): string {
  const pairs = Object.entries(typed).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  )
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`
}

/** Prints the items of a state as CSV, as `feed --format csv` writes them; with `all` those too that do not stand. */
export async function printItems(
  io: Io,
  chronicle: Chronicle,
  typed: Typed,
  { all, texts }: Place & { readonly all: boolean },
): Promise<void> {
  const everyAnswer = all && typed.certainty === undefined && { certainty: 'definitely,possibly,unknown,no' }
  const question = questionTyped(chronicle, formatNamed('csv'), { ...typed, ...everyAnswer }, { texts })
  const request = await question.request()
  io.out.write(await csvOf(request, await itemTable(request)))
}

/** Prints some events as CSV, in this order, as `feed --format events.csv` writes them. */
export async function printEvents(
  io: Io,
  chronicle: Chronicle,
  typed: Typed,
  { ids, texts }: Place & { readonly ids: readonly string[] },
): Promise<void> {
  const request = await questionTyped(chronicle, formatNamed('events.csv'), typed, { texts }).request()
  const { view } = request.at.state
  const events = ids.flatMap((id) => view.visibleEvent(id) ?? [])
  io.out.write(
    await csvOf(request, await eventTable({ ...request, pageOfEvents: async () => ({ page: events }) })),
  )
}

/** Prints rows of texts as CSV under the names of their columns. */
export async function printRows(
  io: Io,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Promise<void> {
  const inSteps = async <T>(steps: Generator<undefined, T>) => inOneGo(steps)
  io.out.write(await csvOf({ inSteps }, { columns: columns.map((name) => ({ name })), rows }))
}

const CHANGE_COLUMNS = ['subject', 'kind', 'headline', 'change', 'field', 'was', 'is', 'causes', 'sources']
const POINT_COLUMNS = ['as_of', 'known_by', 'at_position']

/** Prints what differs between two states as CSV: a row for each thing, or for each field of one that stands, or is planned, in both. */
export async function printChanges(
  io: Io,
  comparison: Pick<Comparison, 'from' | 'to' | 'changes'>,
  domain: Domain,
): Promise<void> {
  const { from, to } = comparison
  const points = [...pointCells(from), ...pointCells(to)]
  const rows = domain.pages.flatMap(({ name }) =>
    comparison
      .changes(name)
      .flatMap((change) => changeRows(comparison, domain, change).map((row) => [...row, ...points])),
  )
  const ofPoints = ['from', 'to'].flatMap((side) => POINT_COLUMNS.map((name) => `${side}_${name}`))
  await printRows(io, [...CHANGE_COLUMNS, ...ofPoints], rows)
}

function pointCells({ point: { date, knownAt, position } }: State): readonly string[] {
  return [formatDay(date), knownAt === undefined ? '' : formatDay(knownAt), `${position}`]
}

function changeRows(
  comparison: Pick<Comparison, 'from' | 'to'>,
  domain: Domain,
  change: Change,
): readonly (readonly string[])[] {
  const { subject, was, is, fields, because } = change
  const state = is === undefined ? comparison.from : comparison.to
  const thing = [subject, kindOf(subject), titleOf(state, domain, subject), change.change]
  const sources = (events: typeof because) =>
    [
      ...new Set(
        [comparison.from, comparison.to]
          .flatMap(({ view }) => citedBy(view, events))
          .map(({ label }) => label),
      ),
    ].join('; ')
  if (was === undefined || is === undefined) {
    const plan = fields.find(({ field }) => field === 'ahead')
    const cells = [
      '',
      was === undefined ? (plan?.was ?? '') : standingInWords(domain, comparison.from, was),
      is === undefined ? (plan?.is ?? '') : standingInWords(domain, comparison.to, is),
    ]
    return [[...thing, ...cells, causesInWords(change.causes), sources(because)]]
  }
  return fieldChangesInWords(comparison, domain, change).map(({ field, was, is }) => [
    ...thing,
    fieldInWords(field.field),
    was.hedged,
    is.hedged,
    causesInWords(field.causes),
    sources(field.because),
  ])
}
