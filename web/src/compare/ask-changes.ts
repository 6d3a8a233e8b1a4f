import { ask } from '../api.ts'
import {
  type ChangeKind,
  DifferencesDocument,
  type SortedChangeFragment,
  SortedChangesDocument,
  type SortedChangesQuery,
} from '../operations.ts'
import type { ComparisonRequest } from './load-comparison.ts'
import { type AskPage, isForLimits } from './row-pages.ts'
import { pointInput } from './two-points.ts'

/** How many differences a server gives at once. */
export const MOST_AT_ONCE = 100

/** Asks for the rows of a part of a comparison, a page at a time. */
export function askPage(request: ComparisonRequest, signal: AbortSignal): AskPage {
  return async ({ change, kinds, subjects, world }, first, after) => {
    const variables = variablesOf(request)
    const { chronicle } = await ask(
      request.api,
      DifferencesDocument,
      {
        ...variables,
        subjects: subjects ?? variables.subjects,
        change,
        kinds,
        cause: world === true ? ['WORLD_CHANGED'] : null,
        first,
        after: after ?? null,
        nearest: change.includes('ATTESTED') || change.includes('UNATTESTED'),
      },
      signal,
    )
    const { nodes = [], pageInfo } = chronicle?.compare?.differences ?? {}
    // By a key that was joined to another, a server finds what that one is, too.
    const own = subjects === undefined ? nodes : nodes.filter(({ subject }) => subjects.includes(subject))
    return {
      // The others have come before.
      rows: world === false ? own.filter(({ causes }) => !causes.includes('WORLD_CHANGED')) : own,
      next: pageInfo?.hasNextPage === true ? (pageInfo.endCursor ?? undefined) : undefined,
    }
  }
}

/** Of what stands at both points, one asks which fields differ; of the others one need not know. */
const BY_FIELDS: readonly ChangeKind[] = ['CHANGED']
const BY_CAUSES: readonly ChangeKind[] = ['ADDED', 'PLANNED', 'ATTESTED', 'UNATTESTED', 'GONE']

/** Every difference, with that alone by which it is sorted; undefined where the server refuses so much. */
export async function allChanges(
  request: ComparisonRequest,
  signal: AbortSignal,
): Promise<readonly SortedChangeFragment[] | undefined> {
  try {
    const lists = await Promise.all([
      everyChange(request, BY_FIELDS, signal),
      everyChange(request, BY_CAUSES, signal),
    ])
    return lists.flat()
  } catch (error) {
    if (isForLimits(error)) return undefined
    throw error
  }
}

async function everyChange(
  request: ComparisonRequest,
  change: readonly ChangeKind[],
  signal: AbortSignal,
): Promise<readonly SortedChangeFragment[]> {
  const found: SortedChangeFragment[] = []
  for (let after: string | null = null; ; ) {
    const answer: SortedChangesQuery = await ask(
      request.api,
      SortedChangesDocument,
      {
        ...variablesOf(request),
        kinds: request.kinds.length === 0 ? null : request.kinds,
        change,
        first: MOST_AT_ONCE,
        after,
        fields: change === BY_FIELDS,
      },
      signal,
    )
    const { nodes = [], pageInfo } = answer.chronicle?.compare?.differences ?? {}
    found.push(...nodes)
    if (pageInfo?.hasNextPage !== true) return found
    after = pageInfo.endCursor
  }
}

/** What of a request every question names, except for its kinds. */
export function variablesOf({ chronicle, points, search, source, subjects }: ComparisonRequest) {
  return {
    chronicle,
    from: pointInput(points.from),
    to: pointInput(points.to),
    search: search === '' ? null : search,
    source: source ?? null,
    subjects: subjects ?? null,
  }
}
