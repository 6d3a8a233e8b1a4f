import type { Grid, GridKind } from '../../../src/exchange/read-grid.ts'
import { ApiError, ask } from '../api.ts'
import { parseIsoDay } from '../days.ts'
import {
  ComparedSourcesDocument,
  type ComparedSourcesQuery,
  ComparisonCountsDocument,
} from '../operations.ts'
import { strings } from '../strings.ts'
import { allChanges, askPage, MOST_AT_ONCE, variablesOf } from './ask-changes.ts'
import { type ChangeCount, type GroupPlan, groupsOf, roughGroups, totalOf } from './groups.ts'
import type { ComparedSource } from './heard.ts'
import { MOST_SUBJECTS, narrowedSubjects } from './narrowed-subjects.ts'
import { isForLimits, nextRows, ROWS_A_PAGE, type Row } from './row-pages.ts'
import type { Sort } from './sorts.ts'
import { type TaskTurn, taskTurns } from './task-turns.ts'
import type { TwoPoints } from './two-points.ts'
import { type Nameable, understood } from './understood.ts'

/** What is compared, and what of it is shown. */
export type ComparisonRequest = {
  readonly api: string
  readonly chronicle: string
  readonly points: TwoPoints
  /** Empty for all. */
  readonly kinds: readonly string[]
  readonly search: string
  readonly source: string | undefined
  /** What only some domains can be narrowed by, by the name of the filter; it is looked up in the grid. */
  readonly words: Readonly<Record<string, readonly string[]>>
  /** The subjects to which that comes; undefined for all. */
  readonly subjects?: readonly string[] | undefined
}

/** What is there of what a request may name, the kinds as they declare themselves, and the grid of its first point. */
export type There = Omit<Nameable, 'sources'> & {
  readonly declared: readonly GridKind[]
  readonly grid: Grid | undefined
}

type TurnsBySubject = ReadonlyMap<string, TaskTurn>

/** A group with the rows that have come. */
export type Group = GroupPlan & { readonly rows: readonly Row[] }

/** What differs between two points, as it has come. */
export type LoadedComparison = {
  /** As it was asked for: at the positions of the answer. */
  readonly request: ComparisonRequest
  /** What the address names and the chronicle has not, in words. */
  readonly aside: readonly string[]
  /** In order; none is empty. */
  readonly groups: readonly Group[]
  /** What came of what was to be done, by subject. */
  readonly turns: TurnsBySubject
  /** Whether there are too many differences to look at each of them. */
  readonly isRough: boolean
  readonly sources: readonly ComparedSource[]
}

/** What differs, with the first rows of each group. All that is asked for is of the positions of the first answer. */
export async function loadComparison(
  wanted: ComparisonRequest,
  there: There,
  signal: AbortSignal,
): Promise<LoadedComparison> {
  const sources = await loadSources(wanted, there.head, signal)
  const plain = understood(wanted, { ...there, kinds: undefined, sources }, strings).request
  const kinds = there.kinds ?? (await kindsThatExist(plain, signal))
  const named = understood(wanted, { head: there.head, kinds, sources }, strings)
  const subjects = await subjectsOf(named.request, there.grid, signal)
  const isTooMany = subjects !== undefined && subjects.length > MOST_SUBJECTS
  const request = isTooMany ? named.request : { ...named.request, subjects }
  const aside = isTooMany ? [...named.aside, strings.compare.tooMany(subjects.length)] : named.aside
  const { pinned, counts } = await loadCounts(request, kinds, signal)
  const sorted = await sortedGroups(pinned, { ...there, counts }, signal)
  const ask = askPage(pinned, signal)
  const groups = await Promise.all(
    (sorted?.groups ?? roughGroups(counts, pinned.points, there.declared)).map(async (plan) => {
      const first = await nextRows(ask, plan.place, Math.min(ROWS_A_PAGE, totalOf(plan.counts)))
      return { ...plan, ...first }
    }),
  )
  return {
    request: pinned,
    aside,
    groups,
    turns: sorted?.turns ?? none(),
    isRough: sorted === undefined,
    sources,
  }
}

/** The groups of all differences, each of them looked at; undefined where they are too many for that. */
async function sortedGroups(
  request: ComparisonRequest,
  { counts, declared, grid }: There & { readonly counts: readonly ChangeCount[] },
  signal: AbortSignal,
): Promise<{ readonly groups: readonly GroupPlan[]; readonly turns: TurnsBySubject } | undefined> {
  if (totalOf(counts) > MOST_SUBJECTS) return undefined
  const changes = await allChanges(request, signal)
  if (changes === undefined) return undefined
  const hasTasks = declared.some(({ name, task }) => task && counts.some(({ kind }) => kind === name))
  const turns = hasTasks ? await taskTurns({ ...request, grid }, signal).catch(none) : none()
  signal.throwIfAborted()
  return { groups: groupsOf(changes, { points: request.points, kinds: declared, turns }), turns }
}

/** Without a grid, what came of what was to be done is not known: it is sorted like all else. */
function none(): TurnsBySubject {
  return new Map()
}

/** The subjects to which the filters of a request come that are looked up in the grid; undefined where it has none. */
async function subjectsOf(
  { chronicle, points, words, kinds }: ComparisonRequest,
  grid: Grid | undefined,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  if (Object.keys(words).length === 0) return undefined
  const all = kinds.length === 0 ? words : { ...words, kinds }
  return await narrowedSubjects({ chronicle, points, words: all, grid }, signal)
}

/** The same comparison with the next rows of a group. */
export async function withMoreRows(
  loaded: LoadedComparison,
  sort: Sort,
  signal: AbortSignal,
): Promise<LoadedComparison> {
  const ask = askPage(loaded.request, signal)
  const groups = await Promise.all(
    loaded.groups.map(async (group) => {
      if (group.sort !== sort) return group
      const left = totalOf(group.counts) - group.rows.length
      const { rows, place } = await nextRows(ask, group.place, Math.min(ROWS_A_PAGE, left))
      return { ...group, rows: [...group.rows, ...rows], place }
    }),
  )
  return { ...loaded, groups }
}

/** The groups with every row, in the order in which they are listed. */
export async function wholeGroups(loaded: LoadedComparison, signal: AbortSignal): Promise<readonly Group[]> {
  const ask = askPage(loaded.request, signal)
  return await Promise.all(
    loaded.groups.map(async (group) => {
      const { rows, place, counts } = group
      const left = totalOf(counts) - rows.length
      const rest = await nextRows(ask, place && { ...place, size: MOST_AT_ONCE }, left)
      if (rest.rows.length < left) throw new Error(strings.compare.notAll)
      return { ...group, rows: [...rows, ...rest.rows], place: rest.place }
    }),
  )
}

/** Those kinds of a request that the server knows: it refuses others by name. */
async function kindsThatExist(request: ComparisonRequest, signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = []
  for (const kind of request.kinds)
    try {
      await ask(request.api, ComparisonCountsDocument, { ...variablesOf(request), kinds: [kind] }, signal)
      found.push(kind)
    } catch (error) {
      const isUnknown = error instanceof ApiError && error.errors.some(({ code }) => code === 'E_KIND')
      if (!isUnknown) throw error
    }
  return found
}

async function loadCounts(
  request: ComparisonRequest,
  allKinds: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly pinned: ComparisonRequest; readonly counts: readonly ChangeCount[] }> {
  const { points } = request
  const of = async (kinds: readonly string[]) => {
    const { chronicle } = await ask(
      request.api,
      ComparisonCountsDocument,
      { ...variablesOf(request), kinds: kinds.length === 0 ? null : kinds },
      signal,
    )
    const compare = chronicle?.compare
    return {
      counts: compare?.counts ?? [],
      pinned: {
        ...request,
        points: {
          from: { ...points.from, position: compare?.from.point.position },
          to: { ...points.to, position: compare?.to.point.position },
        },
      },
    }
  }
  try {
    return await of(request.kinds)
  } catch (error) {
    const kinds = request.kinds.length === 0 ? allKinds : request.kinds
    if (!isForLimits(error) || kinds.length < 2) throw error
    const parts = []
    for (const kind of kinds) parts.push(await of([kind]))
    const [first] = parts
    return { pinned: first?.pinned ?? request, counts: parts.flatMap(({ counts }) => counts) }
  }
}

/** How many pages of a hundred sources are asked for. */
const MOST_PAGES = 10

const keptSources = new Map<string, readonly ComparedSource[]>()

/** Every source that is recorded at the later position, by the day on which it came out; asked for once for each position. */
async function loadSources(
  { api, chronicle, points }: ComparisonRequest,
  head: number | undefined,
  signal: AbortSignal,
): Promise<readonly ComparedSource[]> {
  const last = Math.max(points.from.position ?? Infinity, points.to.position ?? Infinity)
  const position = last === Infinity || (head !== undefined && last > head) ? (head ?? null) : last
  const key = JSON.stringify([api, chronicle, position])
  const kept = keptSources.get(key)
  if (kept !== undefined) return kept
  const sources: ComparedSource[] = []
  let after: string | null = null
  for (let page = 0; page < MOST_PAGES; page++) {
    const variables = { chronicle, position, first: 100, after }
    const answer: ComparedSourcesQuery = await ask(api, ComparedSourcesDocument, variables, signal)
    const { nodes = [], pageInfo } = answer.chronicle?.sources ?? {}
    for (const { subject, label, side, published } of nodes)
      sources.push({
        subject,
        label,
        side: side ?? undefined,
        earliest: parseIsoDay(published.between.earliest ?? '') ?? Number.NEGATIVE_INFINITY,
        latest: published.open
          ? Number.POSITIVE_INFINITY
          : (parseIsoDay(published.between.latest ?? '') ?? Number.POSITIVE_INFINITY),
      })
    if (pageInfo?.hasNextPage !== true) break
    after = pageInfo.endCursor
  }
  sources.sort((one, other) => one.latest - other.latest || one.earliest - other.earliest)
  keptSources.set(key, sources)
  return sources
}
