import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Basis, View } from '../visibility/index.ts'
import { type Bearing, UNFILTERED } from './bearing.ts'
import { BYTES } from './cache-bytes.ts'
import type { Row } from './row-columns.ts'
import { RowSet } from './row-set.ts'
import type { Steps } from './steps.ts'

/** A row without the known days throughout which it holds, and its answer. */
export type AnsweredRow = readonly [Answer, Omit<Row, 'knownFrom' | 'knownTo'>]

/** What narrows a source to what a search finds, whatever the point. */
export type RowSearch = {
  /** Names it among all searches of a chronicle. */
  readonly name: string
  /** The events that alone may have it, in steps. */
  readonly events: () => Steps<readonly EventId[] | undefined>
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
  readonly bearingOn: (key: string) => Steps<Bearing>
  /** What is found under a key from one basis, in steps; undefined where it has too many rows to be indexed. */
  readonly rowsOf: (key: string, basis: Basis, view: () => View) => Steps<Iterable<AnsweredRow> | undefined>
  /** The keys under which two bases may find something different, in steps; it may stop after `most`. */
  readonly affected: (one: Basis, other: Basis, most: number) => Steps<ReadonlySet<string>>
}

/**
 * The things of a source by their answers, over valid and known time, as of one position and trust, and how they sort.
 * Complete except for what is found under the keys of `large`.
 */
export class RowIndex {
  readonly basis: Basis
  readonly answers: Readonly<Record<Answer, RowSet>>
  readonly large: readonly string[]

  constructor(basis: Basis, answers: Readonly<Record<Answer, RowSet>>, large: readonly string[]) {
    this.basis = basis
    this.answers = answers
    this.large = large
  }

  /** How many bytes it takes on the heap, roughly. */
  get bytes(): number {
    return Object.values(this.answers).reduce((sum, { bytes }) => sum + bytes, BYTES.kept)
  }
}

/** What an index is built from. */
export type RowIndexing = {
  readonly source: RowSource
  readonly basis: Basis
  readonly viewFrom: (basis: Basis) => View
  /** Whether it is to cover every known day, instead of that of the basis alone. */
  readonly allKnown: boolean
  /** Is told about how many bytes its rows take. */
  readonly grown: (bytes: number) => void
  /** An index of the same that covers as much, from another position: only what differs from it is looked up. */
  readonly earlier?: RowIndex | undefined
}

/**
 * Indexes a source step by step, so that whoever waits for it can let others go first. Cost: every key, or each that differs
 * from the earlier index, from each class of known days; and O(n log n) in the rows.
 */
export function* buildRowIndex(indexing: RowIndexing): Steps<RowIndex> {
  const { source, basis, grown, earlier } = indexing
  const rows: Record<Answer, Row[]> = { definitely: [], possibly: [], no: [], unknown: [] }
  const large: string[] = []
  const differing = earlier && (yield* source.affected(earlier.basis, basis, Infinity))
  if (earlier !== undefined && differing !== undefined) {
    for (const [answer, own] of answersOf(rows))
      for (const row of earlier.answers[answer].rows) {
        if (own.length % ROWS_A_STEP === 0) yield
        if (!differing.has(row.key)) own.push(row)
      }
    large.push(...earlier.large.filter((key) => !differing.has(key)))
  }
  for (const key of differing ?? source.keys()) {
    if (key === undefined) {
      yield
      continue
    }
    const found = yield* rowsOfAllClasses(key, indexing)
    if (found === undefined) large.push(key)
    for (const [answer, row] of found ?? []) rows[answer].push(row)
    grown((found?.length ?? 0) * BYTES.row)
  }
  const answers = {
    definitely: yield* RowSet.of(rows.definitely),
    possibly: yield* RowSet.of(rows.possibly),
    no: yield* RowSet.of(rows.no),
    unknown: yield* RowSet.of(rows.unknown),
  }
  return new RowIndex(basis, answers, large)
}

/** How many rows of an earlier index are taken over in one step. */
const ROWS_A_STEP = 500

function answersOf({ definitely, possibly, no, unknown }: Record<Answer, Row[]>) {
  return [
    ['definitely', definitely],
    ['possibly', possibly],
    ['no', no],
    ['unknown', unknown],
  ] as const
}

/** A row that may go on into further classes of known days. */
type OpenRow = readonly [Answer, Row]

function* rowsOfAllClasses(
  key: string,
  { source, basis: { position, trusting, knownAt: only }, viewFrom, allKnown }: RowIndexing,
): Steps<readonly OpenRow[] | undefined> {
  const rows: OpenRow[] = []
  let open: readonly OpenRow[] = []
  const classes = allKnown
    ? (yield* source.bearingOn(key)).knownClasses()
    : [{ knownAt: only, from: -Infinity, to: Infinity }]
  for (const { knownAt, from, to } of classes) {
    const basis = { position, trusting, ...(knownAt !== undefined && { knownAt }) }
    const found = yield* source.rowsOf(key, basis, () => viewFrom(basis))
    if (found === undefined) return undefined
    // What holds on in the next class of known days is one row.
    const before = open
    open = [...found].map(([answer, row], nth) => {
      const same = before[nth]
      const knownFrom = same !== undefined && isSame(same, [answer, row]) ? same[1].knownFrom : from
      return [answer, { ...row, knownFrom, knownTo: to }]
    })
    for (const [nth, each] of before.entries())
      if (open[nth]?.[1].knownFrom !== each[1].knownFrom) rows.push(each)
  }
  return [...rows, ...open]
}

/** Whether two rows of one key say the same. */
function isSame([answer, row]: AnsweredRow, [other, { name, from, to, ranks }]: AnsweredRow): boolean {
  return (
    answer === other &&
    row.name === name &&
    row.from === from &&
    row.to === to &&
    RANKS.every((rank) => row.ranks[rank] === ranks[rank])
  )
}

const RANKS = ['valid', 'known', 'recorded', 'subject', 'tie'] as const

/** The known day at which rows are looked up for a basis. */
export function knownDayOf({ knownAt }: Basis): CivilDay {
  return knownAt ?? UNFILTERED
}
