import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Basis, View } from '../visibility/index.ts'
import { type Bearing, UNFILTERED } from './bearing.ts'
import { type Row, RowSet } from './row-set.ts'

/** A row without the known days throughout which it holds, and its answer. */
export type AnsweredRow = readonly [Answer, Omit<Row, 'knownFrom' | 'knownTo'>]

/** What narrows a source to what a search finds, whatever the point. */
export type RowSearch = {
  /** Names it among all searches of a chronicle. */
  readonly name: string
  /** The events that alone may have it, in steps. */
  readonly events: () => Generator<undefined, readonly EventId[] | undefined>
  /** Whether what goes by these keys, and has these visible values of any shape, is found. */
  readonly finds: (keys: Iterable<Subject>, values: Iterable<unknown>) => boolean
}

/** Things that are indexed alike: the items of a kind, or the events. */
export type RowSource = {
  /** Names the source among all of a chronicle. */
  readonly name: string
  /** Names what it is of: sources of one name differ by the same keys from basis to basis. */
  readonly of: string
  /** The keys under which things are found; undefined in between, to let others go first. */
  readonly keys: () => Iterable<string | undefined>
  /** What bears on what is found under a key. */
  readonly bearingOn: (key: string) => Bearing
  /** What is found under a key from one basis; undefined where it has too many rows to be indexed. */
  readonly rowsOf: (key: string, basis: Basis, view: () => View) => Iterable<AnsweredRow> | undefined
  /** The keys under which two bases may find something different; it may stop after `most`. */
  readonly affected: (one: Basis, other: Basis, most: number) => ReadonlySet<string>
}

/**
 * The things of a source by their answers, over valid and known time, as of one position and trust, and how they sort.
 * Complete except for what is found under the keys of `large`.
 */
export class RowIndex {
  readonly basis: Basis
  readonly answers: Readonly<Record<Answer, RowSet>>
  readonly large: readonly string[]

  constructor(basis: Basis, rows: Readonly<Record<Answer, readonly Row[]>>, large: readonly string[]) {
    this.basis = basis
    this.large = large
    this.answers = {
      definitely: new RowSet(rows.definitely),
      possibly: new RowSet(rows.possibly),
      no: new RowSet(rows.no),
      unknown: new RowSet(rows.unknown),
    }
  }

  /** How many bytes it takes on the heap, roughly. */
  get bytes(): number {
    return Object.values(this.answers).reduce((sum, { size }) => sum + size * ROW_BYTES, ROW_BYTES)
  }
}

const ROW_BYTES = 250

/** How many keys are indexed in one step. */
const STEP = 50

/**
 * Indexes a source step by step, so that whoever waits for it can let others go first. With `allKnown` it covers every
 * known day, otherwise that of the basis alone. Cost: every key, from each class of known days.
 */
export function* buildRowIndex(
  source: RowSource,
  basis: Basis,
  viewFrom: (basis: Basis) => View,
  allKnown: boolean,
): Generator<undefined, RowIndex> {
  const rows: Record<Answer, Row[]> = { definitely: [], possibly: [], no: [], unknown: [] }
  const large: string[] = []
  let indexed = 0
  for (const key of source.keys()) {
    indexed += 1
    if (indexed % STEP === 0 || key === undefined) yield
    if (key === undefined) continue
    const found = rowsOfAllClasses(source, key, basis, viewFrom, allKnown)
    if (found === undefined) large.push(key)
    else for (const [answer, row] of found) rows[answer].push(row)
  }
  return new RowIndex(basis, rows, large)
}

function rowsOfAllClasses(
  source: RowSource,
  key: string,
  { position, trusting, knownAt: only }: Basis,
  viewFrom: (basis: Basis) => View,
  allKnown: boolean,
): readonly (readonly [Answer, Row])[] | undefined {
  const rows: (readonly [Answer, Row])[] = []
  let open = new Map<string, readonly [Answer, Row]>()
  const classes = allKnown
    ? source.bearingOn(key).knownClasses()
    : [{ knownAt: only, from: -Infinity, to: Infinity }]
  for (const { knownAt, from, to } of classes) {
    const basis = { position, trusting, ...(knownAt !== undefined && { knownAt }) }
    const found = source.rowsOf(key, basis, () => viewFrom(basis))
    if (found === undefined) return undefined
    // What holds on in the next class of known days is one row.
    const next = new Map<string, readonly [Answer, Row]>()
    for (const [answer, row] of found) {
      const text = `${answer} ${row.name} ${row.from} ${row.to} ${Object.values(row.ranks).join(' ')}`
      const before = open.get(text)
      open.delete(text)
      next.set(text, [answer, { ...row, knownFrom: before?.[1].knownFrom ?? from, knownTo: to }])
    }
    rows.push(...open.values())
    open = next
  }
  return [...rows, ...open.values()]
}

/** The known day at which rows are looked up for a basis. */
export function knownDayOf({ knownAt }: Basis): CivilDay {
  return knownAt ?? UNFILTERED
}
