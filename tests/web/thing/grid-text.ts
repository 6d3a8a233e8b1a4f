import { type Grid, gridDay, readGrid } from '../../../src/exchange/read-grid.ts'

const NO_KNOWN_DAY = Number.MAX_SAFE_INTEGER

/** A rectangle: days as YYYY-MM-DD, `''` for no bound; known until `none` where only no known day is left out. */
export type Written = readonly [from: string, to: string, knownFrom: string, knownTo: string, says: string]

/** A grid of one item, `book/almanac`: what its existence and what turns in it says in each rectangle. */
export function gridOf({
  existence,
  turning = [],
  known,
  horizon = [],
  task = true,
}: {
  readonly existence: readonly Written[]
  readonly turning?: readonly Written[]
  readonly known: readonly string[]
  readonly horizon?: readonly (readonly [knownFrom: string, day: string])[]
  readonly task?: boolean
}): Grid {
  const day = (text: string) => (text === '' ? null : text === 'none' ? NO_KNOWN_DAY : gridDay(text))
  const contents: unknown[] = []
  const column = (number: number, rectangles: readonly Written[], content: (says: string) => unknown) => [
    number,
    number === 0 ? 0 : 1,
    ...rectangles.map(({ 4: says }) => contents.push(content(says)) - 1),
  ]
  const columns = [
    column(0, existence, (says) => [says]),
    ...(turning.length === 0 ? [] : [column(1, turning, (says) => says)]),
  ]
  const tilings = [existence, turning].map((all) =>
    all.flatMap((one) => one.slice(0, 4).map((each) => day(`${each}`))),
  )
  const head = {
    regestaGrid: 2,
    chronicle: 'library',
    title: 'Library',
    point: { position: 3, root: '', knownAt: null, trusting: {} },
    noKnownDay: NO_KNOWN_DAY,
    kinds: [
      {
        name: 'book',
        heading: 'Books',
        attested: false,
        lesser: false,
        task,
        happens: false,
        columns: [
          { name: 'there', of: 'existence' },
          { name: 'loan', of: 'turning' },
        ],
      },
    ],
    horizon: [[null, null], ...horizon.map((each) => each.map(day))],
  }
  const item = [0, 'almanac', known.map(day), tilings, columns, contents]
  return readGrid(`${JSON.stringify(head).slice(0, -1)},\n"items":[\n${JSON.stringify(item)}\n],"end":1}\n`)
}
