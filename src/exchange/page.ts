import { InvalidInput } from '../errors.ts'
import type { PagedList } from '../graphql/index.ts'
import type { Steps } from '../state/index.ts'
import type { ExportRequest, PageOf } from './format.ts'

/** How many entries are looked at in one step. */
const STEP = 10

/** A list from which a page is cut. */
export type ExportList<T> = Pick<PagedList<T>, 'find' | 'behind'> & {
  /** What a cursor is made of. */
  readonly keyOf: (entry: T) => string
  /** Whether an entry of the list is on its pages; without it, each is. */
  readonly isShown?: (entry: T) => boolean
}

/**
 * The page of a list that is asked for; a cursor is the key of an entry. Cost: what lies on the page. Throws E_CURSOR for a cursor
 * of no entry here. In steps.
 */
export function* pageIn<T>(
  { find, behind, keyOf, isShown = () => true }: ExportList<T>,
  { first, after }: ExportRequest['page'],
): Steps<PageOf<T>> {
  const from = after === undefined ? undefined : find(after)
  if (after !== undefined && (from === undefined || !isShown(from))) {
    const message = 'is of something that this list leaves out; keep its other arguments'
    throw new InvalidInput([{ code: 'E_CURSOR', message, place: { argument: 'after' } }])
  }
  const page: T[] = []
  let looked = 0
  for (const entry of behind(from, false)) {
    if (++looked % STEP === 0) yield
    if (!isShown(entry)) continue
    const last = page.at(-1)
    if (page.length === first && last !== undefined) return { page, next: keyOf(last) }
    page.push(entry)
  }
  return { page }
}
