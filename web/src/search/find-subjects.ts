import { ApiError, ask } from '../api.ts'
import { SearchDocument, type SearchQuery, type SearchQueryVariables } from '../operations.ts'

/** What a search is made from: all but the pages of its answer. */
export type Question = Omit<SearchQueryVariables, 'first' | 'after'>

/** More subjects than a person narrows by: a search that finds so many is not gone through further. */
export const MOST_FOUND = 10_000

const LARGEST_PAGE = 100
const SMALLEST_PAGE = 5

/** Codes of answers that are refused for how much they would hold, or for how long they would take. */
const TOO_MUCH: ReadonlySet<string> = new Set(['E_COST', 'E_TIME', 'E_SIZE'])

/**
 * The subjects that a search finds, page by page: what has come so far. A page that is refused as too large is asked again in
 * smaller parts. Throws ApiError where even the smallest is refused, or for another fault.
 */
export async function* findSubjects(
  api: string,
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<ReadonlySet<string>> {
  const found = new Set<string>()
  let first = LARGEST_PAGE
  let after: SearchQueryVariables['after'] = null
  for (;;) {
    try {
      const answer: SearchQuery = await ask(api, SearchDocument, { ...question, first, after }, signal)
      const items = answer.chronicle?.asOf?.items
      for (const { subject } of items?.nodes ?? []) found.add(subject)
      yield new Set(found)
      if (items?.pageInfo.hasNextPage !== true || found.size >= MOST_FOUND) return
      after = items.pageInfo.endCursor
    } catch (error) {
      const isTooMuch = error instanceof ApiError && error.errors.some(({ code }) => TOO_MUCH.has(code))
      if (!isTooMuch || first <= SMALLEST_PAGE) throw error
      first = Math.max(SMALLEST_PAGE, Math.floor(first / 4))
    }
  }
}
