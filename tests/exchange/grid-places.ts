import {
  type Domain,
  detailBy,
  kindNamed,
  labelOf,
  nameOf,
  sayIn,
  sourceLabel,
  valueInWords,
} from '../../src/domain/index.ts'
import type { Chronicle, PointRequest } from '../../src/engine/index.ts'
import { writeGrid } from '../../src/exchange/grid.ts'
import { marksOf, writtenDays } from '../../src/exchange/grid-marks.ts'
import type { ExportRequest } from '../../src/exchange/index.ts'
import { type Grid, type GridDays, type GridState, readGrid } from '../../src/exchange/read-grid.ts'
import {
  disagreementsIn,
  type Item,
  inOneGo,
  type State,
  sourcesOfAll,
  stands,
} from '../../src/state/index.ts'
import { type CivilDay, readBound, readValid } from '../../src/time/index.ts'

/** The grid of a chronicle from a point, as its text. */
export async function gridText(
  domain: Domain,
  chronicle: Chronicle,
  point: PointRequest,
  narrowedTo: ExportRequest['narrowedTo'] = {},
): Promise<string> {
  const snapshot = chronicle.snapshot()
  const request: ExportRequest = {
    domain,
    at: { chronicle: snapshot, state: snapshot.asOf(point), namesPosition: true },
    items: async () => [],
    pageOfItems: async () => ({ page: [] }),
    keeps: async (items) => items,
    events: async () => [],
    pageOfEvents: async () => ({ page: [] }),
    order: undefined,
    own: new Map(),
    narrowedTo,
    page: { first: 100 },
    texts: new Map(),
    address: { self: '', canonical: '', pageAfter: () => '', home: '', pageOf: () => '' },
    program: 'Regesta',
    inSteps: async (steps) => inOneGo(steps),
  }
  const { body } = await writeGrid(request)
  let text = ''
  if (typeof body === 'string' || body instanceof Uint8Array) throw new Error('expected a stream')
  for await (const chunk of body) text += chunk
  return text
}

/** What a state holds of what is in a grid, item by item, as lines to compare. */
export function linesOfState(domain: Domain, state: State): readonly string[] {
  const say = sayIn(domain, state)
  return domain.pages
    .flatMap((kind) =>
      state.list(kind.name).map((item) => {
        const columns = kind.tokens
          .filter(({ name }) => name !== kind.engine.existence.name && isShown(domain, item, name))
          .map((field) => {
            const { answer, values } = item.get(field)
            const facts = kind.declared.get(field.name)?.facts
            const each = values.map(({ value, answer }) => [
              facts && valueInWords(facts, value, say),
              answer,
              value,
            ])
            return [field.name, answer, each]
          })
        const turnings = (kind.engine.derived ?? []).map(({ name, value }) => [name, value(item)])
        const headline = labelOf(domain, state, item)
        return JSON.stringify([
          ...[item.subject, item.existence.answer, headline, columns, turnings],
          ...[nameOf(domain, state, item), detailBy(domain, { state, item, say })],
          shownOf(domain, state, item),
        ])
      }),
    )
    .sort()
}

/** What a page draws and lists of an item. */
function shownOf(domain: Domain, state: State, item: Item): unknown {
  const kind = kindNamed(domain, item.kind.kind)
  if (kind === undefined) throw new Error(`no kind ${item.kind.kind}`)
  const last = state.at(Number.MAX_SAFE_INTEGER).item(item.subject)
  const task = kind.task(item)
  const hasHappened = kind.happens !== undefined && stands(item)
  const ahead = hasHappened ? undefined : kind.ahead?.words(item)
  return {
    marks: marksOf(kind, last ?? item),
    task: task && [task.state ?? null, task.isCertain, task.due.map((due) => writtenDays(readBound(due)))],
    ahead: ahead && {
      words: ahead.words,
      stage: ahead.plan?.stage,
      windows: ahead.plan?.windows.map((window) => {
        const { begin, end } = readValid(window)
        return writtenDays({ earliest: begin.earliest, latest: end.latest })
      }),
      isOff: ahead.plan?.isOff,
    },
    sources: sourcesOfAll(item.standings)
      .toSorted()
      .map((source) => [source, sourceLabel(state.view, source)]),
    differs: [...new Set(disagreementsIn(state, [item]).map(({ field }) => field))],
  }
}

function isShown(domain: Domain, { kind: { kind: name } }: Item, field: string): boolean {
  const kind = domain.kinds.find((each) => each.name === name)
  const declared = kind?.declared.get(field)
  return (
    declared !== undefined &&
    (declared.roles.length > 0 || declared.filter !== undefined || kind?.shownFields.includes(field) === true)
  )
}

/** The same of a grid at a place. */
export function linesOfGrid(grid: Grid, date: CivilDay, knownAt: CivilDay | undefined): readonly string[] {
  return grid.at(date, knownAt).map(lineOf).sort()
}

function lineOf(state: GridState): string {
  const of = (which: string) => state.kind.columns.filter((column) => column.of === which)
  const columns = of('field').map(({ name }) => {
    const { answer, values } = state.get(name)
    return [name, answer, values.map(({ words, answer, value }) => [words, answer, value])]
  })
  const turnings = of('turning').map(({ name }) => [name, state.get(name).words])
  return JSON.stringify([
    ...[state.subject, state.exists, state.headline, columns, turnings, state.name, state.detail],
    shownIn(state),
  ])
}

/** As {@link shownOf}; a begin and an end as the reader gives them are as they were written. */
function shownIn(state: GridState): unknown {
  const { task, ahead, sources, differs, item, knownAt } = state
  const plan = ahead?.stage === undefined ? undefined : ahead
  return {
    marks: item
      .marks(knownAt)
      .map(({ aspect, isCertain, begin, end, heldUntil, likely }) => [
        ...[aspect, isCertain, daysIn(begin)],
        ...[
          end === undefined
            ? 'unknown'
            : end === begin
              ? 'once'
              : end.latest === Infinity
                ? 'open'
                : daysIn(end),
        ],
        ...(heldUntil === undefined && likely === undefined ? [] : [heldUntil ?? null]),
        ...(likely === undefined ? [] : [likely]),
      ]),
    task: task && [task.state ?? null, task.isCertain, task.due.map(daysIn)],
    ahead: ahead && {
      words: ahead.words,
      stage: plan?.stage,
      windows: plan?.windows.map(daysIn),
      isOff: plan?.isOff,
    },
    sources: sources.map(({ subject, label }) => [subject, label]),
    differs,
  }
}

function daysIn({ earliest, latest }: GridDays): readonly (number | null)[] {
  return [earliest, latest].map((day) => (Number.isFinite(day) ? day : null))
}

/** The places at which a grid and the states of its chronicle differ, each in a line. */
export function differences(
  domain: Domain,
  chronicle: Chronicle,
  point: PointRequest,
  grid: Grid,
  places: Iterable<readonly [date: CivilDay, knownAt: CivilDay | undefined]>,
): readonly string[] {
  const snapshot = chronicle.snapshot()
  const { knownAt: _, date: __, ...others } = point
  const found: string[] = []
  for (const [date, knownAt = point.knownAt] of places) {
    if (point.knownAt !== undefined && knownAt !== undefined && knownAt > point.knownAt) continue
    const state = snapshot.asOf({ ...others, date, ...(knownAt !== undefined && { knownAt }) })
    const [expected, got] = [linesOfState(domain, state), linesOfGrid(grid, date, knownAt)]
    const where = `${date} as known by ${knownAt}`
    if (state.horizon !== grid.horizonAt(knownAt))
      found.push(`${where}: horizon ${state.horizon} is ${grid.horizonAt(knownAt)}`)
    for (const line of expected) if (!got.includes(line)) found.push(`${where}: missing ${line}`)
    for (const line of got) if (!expected.includes(line)) found.push(`${where}: false ${line}`)
  }
  return found
}

/** The days on which something in a grid turns, and those before. */
export function turningDays(grid: Grid): {
  readonly valid: readonly CivilDay[]
  readonly known: readonly CivilDay[]
} {
  const [valid, known] = [new Set<CivilDay>(), new Set<CivilDay>()]
  const add = (days: Set<CivilDay>, day: number) => {
    if (Number.isFinite(day) && day < grid.noKnownDay) days.add(day).add(day - 1)
  }
  for (const item of grid.items) {
    for (const day of item.known) add(known, day)
    for (const { name } of item.kind.columns)
      for (const { validFrom, validTo, knownFrom, knownTo } of item.rectangles(name)) {
        for (const day of [validFrom, validTo]) add(valid, day)
        for (const day of [knownFrom, knownTo]) add(known, day)
      }
  }
  for (const { knownFrom } of grid.horizons) add(known, knownFrom)
  return { valid: [...valid], known: [...known] }
}

/** Reads the grid of a chronicle. */
export async function gridOf(...question: Parameters<typeof gridText>): Promise<Grid> {
  return readGrid(await gridText(...question))
}
