import type { Grid } from '../../../src/exchange/read-grid.ts'
import { ApiError, ask } from '../api.ts'
import { parseIsoDay } from '../days.ts'
import {
  type ChangeKind,
  ComparedSourcesDocument,
  type ComparedSourcesQuery,
  ComparisonCountsDocument,
  DifferencesDocument,
} from '../operations.ts'
import { strings } from '../strings.ts'
import type { ComparedSource } from './heard.ts'
import { MOST_SUBJECTS, narrowedSubjects } from './narrowed-subjects.ts'
import {
  type AskPage,
  firstPlace,
  isForLimits,
  nextRows,
  type Place,
  ROWS_A_PAGE,
  type Row,
} from './row-pages.ts'
import { type ChangeCount, GROUPS, totalOf } from './summary-words.ts'
import { pointInput, type TwoPoints } from './two-points.ts'
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

/** What is there of what a request may name, and the grid of its first point. */
export type There = Omit<Nameable, 'sources'> & { readonly grid: Grid | undefined }

/** The rows of a group that have come, and where they go on. */
export type GroupRows = { readonly rows: readonly Row[]; readonly place: Place | undefined }

/** What differs between two points, as it has come. */
export type LoadedComparison = {
  /** As it was asked for: at the positions of the answer. */
  readonly request: ComparisonRequest
  /** What the address names and the chronicle has not, in words. */
  readonly aside: readonly string[]
  readonly counts: readonly ChangeCount[]
  readonly groups: Readonly<Record<ChangeKind, GroupRows>>
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
  const groups = await Promise.all(
    GROUPS.map(async (change) => {
      // Counts come in the order in which the server lists kinds.
      const counted = counts.filter((each) => each.change === change)
      const place = firstPlace(
        counted.map(({ kind }) => kind),
        there.kinds,
        change === 'CHANGED' || change === 'ADDED',
      )
      const wanted = Math.min(ROWS_A_PAGE, totalOf(counted))
      return [change, await nextRows(askPage(pinned, change, signal), place, wanted)] as const
    }),
  )
  const none = { rows: [], place: undefined }
  const empty = { CHANGED: none, ADDED: none, PLANNED: none, ATTESTED: none, UNATTESTED: none, GONE: none }
  return { request: pinned, aside, counts, groups: { ...empty, ...Object.fromEntries(groups) }, sources }
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
  change: ChangeKind,
  signal: AbortSignal,
): Promise<LoadedComparison> {
  const before = loaded.groups[change]
  const left = totalOf(loaded.counts, change) - before.rows.length
  const ask = askPage(loaded.request, change, signal)
  const { rows, place } = await nextRows(ask, before.place, Math.min(ROWS_A_PAGE, left))
  return { ...loaded, groups: { ...loaded.groups, [change]: { rows: [...before.rows, ...rows], place } } }
}

/** How many rows a server gives at once. */
const MOST_ROWS = 100

/** Every row of every group, in the order in which they are listed. */
export async function allRows(loaded: LoadedComparison, signal: AbortSignal): Promise<readonly Row[]> {
  const groups = await Promise.all(
    GROUPS.map(async (change) => {
      const { rows, place } = loaded.groups[change]
      const left = totalOf(loaded.counts, change) - rows.length
      const whole = place && { ...place, size: MOST_ROWS }
      const rest = await nextRows(askPage(loaded.request, change, signal), whole, left)
      if (rest.rows.length < left) throw new Error(strings.compare.notAll)
      return [...rows, ...rest.rows]
    }),
  )
  return groups.flat()
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

function askPage(request: ComparisonRequest, change: ChangeKind, signal: AbortSignal): AskPage {
  return async ({ kinds, world }, first, after) => {
    const { chronicle } = await ask(
      request.api,
      DifferencesDocument,
      {
        ...variablesOf(request),
        change: [change],
        kinds,
        cause: world === true ? ['WORLD_CHANGED'] : null,
        first,
        after: after ?? null,
        nearest: change === 'ATTESTED' || change === 'UNATTESTED',
      },
      signal,
    )
    const { nodes = [], pageInfo } = chronicle?.compare?.differences ?? {}
    return {
      // The others have come before.
      rows: world === false ? nodes.filter(({ causes }) => !causes.includes('WORLD_CHANGED')) : nodes,
      next: pageInfo?.hasNextPage === true ? (pageInfo.endCursor ?? undefined) : undefined,
    }
  }
}

function variablesOf({ chronicle, points, search, source, subjects }: ComparisonRequest) {
  return {
    chronicle,
    from: pointInput(points.from),
    to: pointInput(points.to),
    search: search === '' ? null : search,
    source: source ?? null,
    subjects: subjects ?? null,
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
