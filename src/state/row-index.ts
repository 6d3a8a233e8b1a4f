import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Basis, View } from '../visibility/index.ts'
import { type Bearing, trustsAll, UNFILTERED } from './bearing.ts'
import { BYTES } from './cache-bytes.ts'
import { NewRows, type NumberedRow, type Ranges, type RowNames } from './row.ts'
import { RowSet } from './row-set.ts'
import type { Steps } from './steps.ts'

/** A row and its answer; from one basis, without the known days throughout which it holds. */
export type AnsweredRow = readonly [Answer, NumberedRow]
export type RowFromBasis = readonly [Answer, Omit<NumberedRow, 'knownFrom' | 'knownTo'>]

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
  readonly names: RowNames
  /** The numbers of the keys under which things are found; undefined in between, to let others go first. */
  readonly keys: () => Iterable<number | undefined>
  /** What bears on what is found under a key. */
  readonly bearingOn: (key: string) => Steps<Bearing>
  /**
   * Gives what is found under a key by its number from all bases of that position that trust everyone, if that is to be had
   * from columns alone, and else undefined; `many` where it has too many rows to be indexed. Made ready in steps.
   */
  readonly plainRows: (
    position: number,
  ) => Steps<(key: number) => readonly AnsweredRow[] | 'many' | undefined>
  /** What is found under a key from one basis, in steps; undefined where it has too many rows to be indexed. */
  readonly rowsOf: (key: string, basis: Basis, view: () => View) => Steps<Iterable<RowFromBasis> | undefined>
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
  const { source, basis, allKnown, grown, earlier } = indexing
  const { names } = source
  const rows = {
    definitely: new NewRows(),
    possibly: new NewRows(),
    no: new NewRows(),
    unknown: new NewRows(),
  }
  const large: string[] = []
  const differing = earlier && (yield* source.affected(earlier.basis, basis, Infinity))
  if (earlier !== undefined && differing !== undefined) {
    const changed = new Set(differing.values().map(names.numberOf))
    for (const [answer, own] of answersOf(rows)) {
      const before = earlier.answers[answer]
      for (let row = 0; row < before.size; row += 1) {
        if (row % ROWS_A_STEP === 0) yield
        const numbered = before.numberedAt(row)
        if (!changed.has(numbered.key)) own.push(numbered)
      }
    }
    large.push(...earlier.large.filter((key) => !differing.has(key)))
  }
  const plainRows =
    differing === undefined && trustsAll(basis.trusting) ? yield* source.plainRows(basis.position) : undefined
  const only = knownDayOf(basis)
  const isWanted = ({ knownFrom, knownTo }: Ranges) => allKnown || (knownFrom <= only && only < knownTo)
  let looked = 0
  for (const key of differing?.values().map(names.numberOf) ?? source.keys()) {
    if (key === undefined) {
      yield
      continue
    }
    if (looked >= LOOKED_A_STEP) {
      yield
      looked = 0
    }
    const found = plainRows?.(key) ?? (yield* rowsOfAllClasses(names.nameOf(key), indexing)) ?? 'many'
    looked += 1 + found.length
    if (found === 'many') {
      large.push(names.nameOf(key))
      continue
    }
    for (const [answer, row] of found) if (isWanted(row)) rows[answer].push(row)
    grown(found.length * BYTES.row)
  }
  const answers = {
    definitely: yield* RowSet.of(rows.definitely, names),
    possibly: yield* RowSet.of(rows.possibly, names),
    no: yield* RowSet.of(rows.no, names),
    unknown: yield* RowSet.of(rows.unknown, names),
  }
  return new RowIndex(basis, answers, large)
}

/** How many rows of an earlier index are taken over in one step, and how many keys and rows are looked up in columns. */
const ROWS_A_STEP = 2_000
const LOOKED_A_STEP = 40

function answersOf<T>({ definitely, possibly, no, unknown }: Record<Answer, T>) {
  return [
    ['definitely', definitely],
    ['possibly', possibly],
    ['no', no],
    ['unknown', unknown],
  ] as const
}

function* rowsOfAllClasses(
  key: string,
  { source, basis: { position, trusting, knownAt: only }, viewFrom, allKnown }: RowIndexing,
): Steps<readonly AnsweredRow[] | undefined> {
  const rows = new RowsByKnownDay()
  const classes = allKnown
    ? (yield* source.bearingOn(key)).knownClasses()
    : [{ knownAt: only, from: -Infinity, to: Infinity }]
  for (const { knownAt, from, to } of classes) {
    const basis = { position, trusting, ...(knownAt !== undefined && { knownAt }) }
    const found = yield* source.rowsOf(key, basis, () => viewFrom(basis))
    if (found === undefined) return undefined
    rows.add(from, to, found)
  }
  return rows.all
}

/** The rows of a key from one class of known days after the other: what holds on in the next is one row. */
export class RowsByKnownDay {
  readonly #closed: AnsweredRow[] = []
  #open: readonly AnsweredRow[] = []

  add(from: CivilDay, to: CivilDay, found: Iterable<RowFromBasis>): void {
    const before = this.#open
    this.#open = [...found].map(([answer, row], nth) => {
      const same = before[nth]
      const knownFrom = same !== undefined && isSame(same, [answer, row]) ? same[1].knownFrom : from
      return [answer, { ...row, knownFrom, knownTo: to }]
    })
    for (const [nth, each] of before.entries())
      if (this.#open[nth]?.[1].knownFrom !== each[1].knownFrom) this.#closed.push(each)
  }

  get all(): readonly AnsweredRow[] {
    return [...this.#closed, ...this.#open]
  }
}

/** Whether two rows of one key say the same. */
function isSame([answer, row]: RowFromBasis, [other, before]: RowFromBasis): boolean {
  return answer === other && SAME.every((column) => row[column] === before[column])
}

const SAME = ['name', 'from', 'to', 'valid', 'known', 'recorded', 'subject'] as const

/** The known day at which rows are looked up for a basis. */
export function knownDayOf({ knownAt }: Basis): CivilDay {
  return knownAt ?? UNFILTERED
}
