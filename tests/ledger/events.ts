import { hash } from 'node:crypto'
import type { Batch, Entry, Ledger, NewEvent, Range } from '../../src/ledger/index.ts'

export const chronicle = 'japan-viet-nam'

/** An event that says `text`, with its true id. */
export function eventOf(text: string): NewEvent {
  const body = JSON.stringify({ says: text })
  return { id: hash('sha256', body), body }
}

/** A batch of events that say `texts`, recorded `second` seconds after noon. */
export function batchOf(second: number, texts: readonly string[], more: Partial<Batch> = {}): Batch {
  return {
    chronicle,
    name: `batch-${second}`,
    recordedAt: Date.UTC(2024, 0, 1, 12, 0, second),
    events: texts.map(eventOf),
    ...more,
  }
}

export async function readAll(ledger: Ledger, of: string = chronicle, range: Range = {}): Promise<Entry[]> {
  return Array.fromAsync(ledger.read(of, range))
}

/** All that a ledger tells, to see that nothing has changed. */
export async function contentsOf(ledger: Ledger): Promise<unknown> {
  const chronicles = await ledger.chronicles()
  return Promise.all(
    chronicles.map(async (each) => ({
      head: await ledger.head(each),
      batches: await ledger.batches(each),
      entries: await readAll(ledger, each),
    })),
  )
}
