/**
 * A process that serves a ledger to clients over its channel: argv[2] is a SQLite file or the URL of a PostgreSQL
 * database. It says `ready`, and then answers each message by its number until it is killed.
 */
import { RegestaError } from '../../src/errors.ts'
import type { Batch, Ledger } from '../../src/ledger/index.ts'
import { LedgerPlace } from '../../src/stores/index.ts'
import type { Seen } from './history.ts'

export type Ask = { readonly number: number } & (
  | { readonly ask: 'append'; readonly batch: Omit<Batch, 'recordedAt'> }
  | { readonly ask: 'read'; readonly chronicle: string }
  | { readonly ask: 'follow'; readonly chronicle: string; readonly after: number }
)

export type Told = { readonly number: number; readonly value?: unknown; readonly refused?: string }

const target = process.argv[2] ?? ''
const ledger: Ledger = await new LedgerPlace(target).open('write')

process.on('message', (message: Ask) => void answer(message))
process.on('disconnect', () => process.exit(0))
process.send?.({ number: 0, value: 'ready' } satisfies Told)

async function answer(asked: Ask): Promise<void> {
  const { number } = asked
  try {
    if (asked.ask === 'append') tell({ number, value: await append(asked.batch) })
    else if (asked.ask === 'read') tell({ number, value: await entriesAfter(asked.chronicle, 0) })
    else follow(asked)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    // Only a conflict is sure to have changed nothing; what else went wrong may have been done all the same.
    if (error.category === 'conflict') tell({ number, refused: error.code })
    else tell({ number })
  }
}

async function append(batch: Omit<Batch, 'recordedAt'>) {
  for (;;) {
    const { recordedAt = 0 } = await ledger.head(batch.chronicle)
    try {
      return await ledger.append({ ...batch, recordedAt: Math.max(Date.now(), recordedAt + 1) })
    } catch (error) {
      if (!(error instanceof RegestaError) || error.code !== 'E_RECORDED_AT') throw error
    }
  }
}

function follow({ number, chronicle, after }: { number: number; chronicle: string; after: number }): void {
  let at = after
  let reading = false
  const readOn = async () => {
    if (reading) return
    reading = true
    for (const entry of await entriesAfter(chronicle, at)) {
      at = entry.position
      tell({ number, value: entry })
    }
    reading = false
  }
  ledger.watch(chronicle, () => void readOn())
  setInterval(() => void readOn(), 20)
  void readOn()
}

async function entriesAfter(chronicle: string, after: number): Promise<Seen[]> {
  const entries = await Array.fromAsync(ledger.read(chronicle, { after }))
  return entries.map(({ position, recordedAt, id }) => ({ position, recordedAt, id }))
}

function tell(told: Told): void {
  if (process.connected) process.send?.(told)
}
