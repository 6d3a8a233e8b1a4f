/** What the Merkle tree commits to, and so what can never change: the event's place, instant and id. */
export type Leaf = {
  readonly chronicle: string
  /** From 1, without gaps, within the chronicle. */
  readonly position: number
  /** Transaction time: a UTC instant, ms. Equal within a batch, later from batch to batch. */
  readonly recordedAt: number
  /** Hex SHA-256 of the canonical JSON of the event. */
  readonly id: string
}

/** A leaf with its batch and its event. The body is not part of the leaf, but bound to it by the id. */
export type Entry = Leaf & {
  /** Name of the batch it came in. */
  readonly batch: string
  /** Canonical JSON of the event; its SHA-256 is the id. */
  readonly body: string
}

/** Where a chronicle ends. */
export type Head = {
  readonly chronicle: string
  /** 0 when nothing is recorded. */
  readonly position: number
  /** UTC instant, ms, of the last batch. */
  readonly recordedAt: number | undefined
  /** Hex RFC 9162 Merkle tree hash of the leaves 1 … position. */
  readonly root: string
}

/** Events to be recorded together, whole or not at all. */
export type Batch = {
  readonly chronicle: string
  readonly name: string
  /** UTC instant, ms; later than the head's. */
  readonly recordedAt: number
  readonly events: readonly NewEvent[]
  /** Who read the sources, or who recorded; not part of the leaves. */
  readonly reader?: string
  /** The position of the head as the caller read it (optimistic concurrency); E_POSITION if it is another now. */
  readonly expectedPosition?: number
  /** How long it is tried at most where the storage makes it wait, ms; by default as long as the ledger itself tries. */
  readonly patience?: number
}

export type NewEvent = {
  readonly id: string
  readonly body: string
}

/** A recorded batch: positions `first` … `last`, both in. */
export type RecordedBatch = {
  readonly name: string
  /** UTC instant, ms. */
  readonly recordedAt: number
  /** Empty where the batch had none. */
  readonly reader: string
  readonly first: number
  readonly last: number
}

/** Positions `after` (out, default 0) to `upTo` (in, default and at most the head when reading begins). */
export type Range = {
  readonly after?: number
  readonly upTo?: number
}

/**
 * Append-only storage of many chronicles that know nothing of each other. Every ledger passes
 * `tests/ledger/contract.ts`. Any method throws E_LEDGER_CLOSED after `close()`, and E_STORAGE_FULL,
 * E_STORAGE or E_LEDGER_DAMAGED (category `fault`) when the machine fails it.
 */
export type Ledger = {
  /** The chronicles with at least one event, sorted. */
  chronicles(): Promise<readonly string[]>

  /** The current head; position 0 and the empty tree's root for a chronicle never written to. */
  head(chronicle: string): Promise<Head>

  /**
   * The head after the batch, which is durable by then. A refusal leaves the ledger as it was. In this
   * order: E_NAME, E_EMPTY_BATCH, E_RECORDED_AT (not an instant), E_ID, E_DUPLICATE_IN_BATCH,
   * E_POSITION, E_ALREADY_RECORDED, E_RECORDED_AT (not later than the head's); E_READ_ONLY before all.
   * After E_STORAGE or E_STORAGE_FULL nothing of the batch is recorded, or, if only the answer was lost, all of it: look up
   * its ids. E_UNKNOWN_OUTCOME where the ledger cannot find out which.
   */
  append(batch: Batch): Promise<Head>

  /**
   * The entries in order of position, as of the moment the iteration begins: without what is appended meanwhile. Throws
   * E_RANGE for bounds that are no positions. Reads page by page.
   */
  read(chronicle: string, range?: Range): AsyncIterable<Entry>

  /** The body of an event at once, undefined where none is recorded there: of a ledger that can give it without waiting. */
  bodyAt?(chronicle: string, position: number): string | undefined

  /** The batches in the order in which they were recorded. */
  batches(chronicle: string): Promise<readonly RecordedBatch[]>

  /** The batch that an event came in; undefined where nothing is recorded at that position. */
  batchAt(chronicle: string, position: number): Promise<RecordedBatch | undefined>

  /**
   * The root as it was when the head stood at `position`; 0 gives the empty tree's. Throws
   * E_NO_POSITION beyond the head. Costs at most the leaves of one batch.
   */
  rootAt(chronicle: string, position: number): Promise<string>

  /**
   * Calls `wake` whenever the chronicle may have grown, soon after an append is durable, until the function it answers is
   * called. A call may be spurious, and one may be missed where another process appends: who must not miss any polls too.
   */
  watch(chronicle: string, wake: () => void): () => void

  /** Where bytes may be kept beside the ledger, if there is such a place. */
  readonly sideFiles?: SideFiles

  /** Closes connections and releases the lock; a second call does nothing. */
  close(): Promise<void>
}

/** Bytes for each chronicle that can be made again from its events: losing them loses nothing, so nothing is thrown. */
export type SideFiles = {
  /** What was last written whole; undefined if nothing was, or it cannot be read. */
  read(chronicle: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Writes in place of what was; where that cannot be done, all stays as it is. */
  write(chronicle: string, bytes: Uint8Array): Promise<void>
  remove(chronicle: string): Promise<void>
}

/** How far long work on a chronicle is, in events. */
export type Step = {
  /** As in "copying". */
  readonly doing: string
  readonly chronicle: string
  readonly done: number
  readonly of: number
}

/** Called at every step of long work: often, so it must be quick. */
export type Progress = (step: Step) => void

export const noProgress: Progress = () => undefined

/** A ledger that appends as is given here, and does all else as before. */
export function withAppend(ledger: Ledger, append: Ledger['append']): Ledger {
  return new Proxy(ledger, {
    get(target, name) {
      if (name === 'append') return append
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
