import { ApiError } from '../api.ts'
import type { ChangeKind, DifferenceFragment } from '../operations.ts'

/*
 * Rows come in pages. What the server refuses for its limits is asked in parts: smaller pages first, then kind by kind.
 */

export type Row = DifferenceFragment

/** A part of the rows of a group: of some kinds; of some subjects alone; and where the world changed, or where it did not. */
export type Part = {
  readonly change: readonly ChangeKind[]
  readonly kinds: readonly string[]
  readonly subjects?: readonly string[]
  readonly world?: boolean
}

/** Where the rows of a group go on: the parts that are left, in the order of the page; and how many are asked for at once. */
export type Place = {
  readonly parts: readonly Part[]
  readonly after: string | undefined
  readonly size: number
}

const NOTHING: Part = { change: [], kinds: [] }

export type Page = { readonly rows: readonly Row[]; readonly next: string | undefined }

/** One page of the rows of a part, which may lack those that are of another part. */
export type AskPage = (part: Part, first: number, after: string | undefined) => Promise<Page>

/** How many rows are shown at first, and how many more at a time. */
export const ROWS_A_PAGE = 20

/**
 * Where rows begin: the kinds as the page orders them. `kinds` are in the order in which the server lists them, `order` in that of
 * the page: what the two order alike is asked for at once. Each of `parts` makes the parts of such kinds, and all that the first
 * makes comes before all that the next makes.
 */
export function firstPlace(
  kinds: readonly string[],
  order: readonly string[],
  ...parts: readonly ((kinds: readonly string[]) => readonly Part[])[]
): Place | undefined {
  if (kinds.length === 0) return undefined
  const rank = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length)
  const runs: string[][] = []
  for (const kind of kinds.toSorted((one, other) => rank(one) - rank(other))) {
    const last = runs.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && kinds.indexOf(before) < kinds.indexOf(kind))
      last.push(kind)
    else runs.push([kind])
  }
  return { parts: parts.flatMap((make) => runs.flatMap(make)), after: undefined, size: ROWS_A_PAGE }
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
    const [part = NOTHING] = here.parts
    try {
      const page = await ask(part, Math.min(here.size, wanted - rows.length), here.after)
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
  const parts = place.parts.slice(1)
  return parts.length === 0 ? undefined : { ...place, parts, after: undefined }
}

/** The same place, with less asked for at once; undefined where it is one row of one kind already. */
function inParts({ parts, after, size }: Place): Place | undefined {
  const [part = NOTHING, ...others] = parts
  const { kinds } = part
  if (size > 1) return { parts, after, size: Math.ceil(size / 4) }
  // A cursor is one of its list: another list begins anew.
  if (kinds.length < 2 || after !== undefined) return undefined
  return {
    parts: [...kinds.map((kind) => ({ ...part, kinds: [kind] })), ...others],
    after,
    size: ROWS_A_PAGE,
  }
}

const LIMITS: ReadonlySet<string> = new Set(['E_COST', 'E_TIME', 'E_SIZE', 'E_DEPTH'])

/** Whether a server refused an operation because it asks for too much at once. */
export function isForLimits(error: unknown): boolean {
  return error instanceof ApiError && error.errors.some(({ code }) => LIMITS.has(code))
}
