import type { Batch, Head } from '../../src/ledger/index.ts'
import type { Seen } from './history.ts'

/** No answer came: what was asked may have been done, or not. */
export class Unanswered extends Error {}

/** It was refused by this code, and nothing of it was done. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

/** A ledger as clients reach it, who may lose it at any moment. */
export type Store = {
  /** Appends, recorded at whatever instant follows the head's. Throws {@link Refused} and {@link Unanswered}. */
  append(client: number, batch: Omit<Batch, 'recordedAt'>): Promise<Head>
  /** All that stands there. Throws {@link Unanswered}. */
  read(client: number): Promise<readonly Seen[]>
  /** Tells of every entry after a position, once each, across crashes; the answer stops it. */
  follow(client: number, after: number, hear: (entry: Seen) => void): () => void
  /** Kills a process that serves it, without warning, and starts another. */
  crash(): Promise<void>
  close(): Promise<void>
}
