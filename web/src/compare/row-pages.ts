import { ApiError } from '../api.ts'
import type { DifferenceFragment } from '../operations.ts'

/*
 * Rows come in pages. What the server refuses for its limits is asked in parts: smaller pages first, then kind by kind.
 */

export type Row = DifferenceFragment

/** Where the rows of a group go on: the kinds that are left, those of the first element on one list; and how many are asked for at once. */
export type Place = {
  readonly lists: readonly (readonly string[])[]
  readonly after: string | undefined
  readonly size: number
}

export type Page = { readonly rows: readonly Row[]; readonly next: string | undefined }

/** One page of the rows of these kinds. */
export type AskPage = (kinds: readonly string[], first: number, after: string | undefined) => Promise<Page>

/** How many rows are shown at first, and how many more at a time. */
export const ROWS_A_PAGE = 20

export function firstPlace(kinds: readonly string[]): Place | undefined {
  return kinds.length === 0 ? undefined : { lists: [kinds], after: undefined, size: ROWS_A_PAGE }
}

/** The next rows from a place, so many or the last; and the place after them, where there is more. */
export async function nextRows(
  ask: AskPage,
  from: Place | undefined,
  wanted = ROWS_A_PAGE,
): Promise<{ readonly rows: readonly Row[]; readonly place: Place | undefined }> {
  const rows: Row[] = []
  let place = from
  while (place !== undefined && rows.length < wanted) {
    const here: Place = place
    const [kinds = []] = here.lists
    try {
      const page = await ask(kinds, Math.min(here.size, wanted - rows.length), here.after)
      rows.push(...page.rows)
      place = placeAfter(here, page.next)
    } catch (error) {
      const smaller = isForLimits(error) ? inParts(here) : undefined
      // What has come is shown; the next try asks on from here.
      if (smaller === undefined && rows.length > 0) break
      if (smaller === undefined) throw error
      place = smaller
    }
  }
  return { rows, place }
}

function placeAfter(place: Place, next: string | undefined): Place | undefined {
  if (next !== undefined) return { ...place, after: next }
  const lists = place.lists.slice(1)
  return lists.length === 0 ? undefined : { ...place, lists, after: undefined }
}

/** The same place, with less asked for at once; undefined where it is one row of one kind already. */
function inParts({ lists, after, size }: Place): Place | undefined {
  const [kinds = [], ...others] = lists
  if (size > 1) return { lists, after, size: Math.ceil(size / 4) }
  // A cursor is one of its list: another list begins anew.
  if (kinds.length < 2 || after !== undefined) return undefined
  return { lists: [...kinds.map((kind) => [kind]), ...others], after, size: ROWS_A_PAGE }
}

const LIMITS: ReadonlySet<string> = new Set(['E_COST', 'E_TIME', 'E_SIZE', 'E_DEPTH'])

/** Whether a server refused an operation because it asks for too much at once. */
export function isForLimits(error: unknown): boolean {
  return error instanceof ApiError && error.errors.some(({ code }) => LIMITS.has(code))
}
