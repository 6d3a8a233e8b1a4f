import { hash } from 'node:crypto'
import fc from 'fast-check'
import {
  type Batch,
  type Entry,
  type Ledger,
  type NewEvent,
  openMemoryLedger,
  type Range,
} from '../../src/ledger/index.ts'

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

/** A ledger in memory with these batches. */
export async function ledgerOf(batches: readonly Batch[]): Promise<Ledger> {
  const ledger = openMemoryLedger()
  for (const batch of batches) await ledger.append(batch)
  return ledger
}

/** Batches that follow on each other, of one to four events each. */
export const batchList = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 4 }), later: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 8,
  })
  .map((sizes) => {
    let [second, event] = [0, 0]
    return sizes.map(({ size, later }, index) => {
      second += later
      const texts = Array.from({ length: size }, () => `event ${++event}`)
      return batchOf(second, texts, {
        name: `batch ${index}`,
        reader: index % 2 === 0 ? '' : 'one who reads',
      })
    })
  })

/** An event that says of which chronicle it is, as true events do: a proof asks for that. */
export function tellingEvent(text: string, of = chronicle): NewEvent {
  const body = JSON.stringify({ chronicle: of, says: text })
  return { id: hash('sha256', body), body }
}
