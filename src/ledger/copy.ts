import { RegestaError } from '../errors.ts'
import { checkSameHistory, type Pair } from './divergence.ts'
import { type Batch, type Head, type Ledger, noProgress, type Progress, type RecordedBatch } from './port.ts'

/** The result of copying a chronicle. */
export type Copied = {
  readonly chronicle: string
  /** How many events were copied. */
  readonly events: number
  readonly batches: number
  /** Of the ledger that was copied to. */
  readonly head: Head
}

export type Copying = {
  readonly from: Ledger
  readonly to: Ledger
  /** What to call them. */
  readonly fromName: string
  readonly toName: string
  /** All if left out. */
  readonly chronicles?: readonly string[]
  readonly progress?: Progress
}

/**
 * Copies the batches that one ledger lacks of another, with the same ids, positions, instants, names and readers, and so
 * with the same roots. Idempotent: it can be cut off at any time and run again. Throws E_DIVERGED, before anything of a
 * chronicle is appended, where the histories differ, and E_LEDGER_DAMAGED where the events of a batch do not give the
 * root that was kept after it.
 */
export async function copyLedger(copying: Copying): Promise<readonly Copied[]> {
  const copied: Copied[] = []
  for (const chronicle of copying.chronicles ?? (await copying.from.chronicles()))
    copied.push(await copyChronicle(copying, chronicle))
  return copied
}

async function copyChronicle(copying: Copying, chronicle: string): Promise<Copied> {
  const { from, to, fromName, progress = noProgress } = copying
  const pair: Pair = { one: to, other: from, oneName: copying.toName, otherName: fromName }
  const before = await checkSameHistory(pair, chronicle)
  const head = await from.head(chronicle)
  const missing = (await from.batches(chronicle)).filter(
    ({ first, last }) => first > before && last <= head.position,
  )
  for (const batch of missing) {
    const { root } = await to.append(await readBatch(from, chronicle, batch))
    if (root !== (await from.rootAt(chronicle, batch.last))) {
      const message = `${fromName} is damaged: ${chronicle}: batch ${batch.name} does not end with the root over its events`
      throw new RegestaError('E_LEDGER_DAMAGED', 'fault', message, { chronicle, position: batch.last })
    }
    progress({ doing: 'copying', chronicle, done: batch.last, of: head.position })
  }
  return {
    chronicle,
    events: missing.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    batches: missing.length,
    head: await to.head(chronicle),
  }
}

async function readBatch(
  from: Ledger,
  chronicle: string,
  { name, recordedAt, reader, first, last }: RecordedBatch,
): Promise<Batch> {
  const entries = await Array.fromAsync(from.read(chronicle, { after: first - 1, upTo: last }))
  return {
    chronicle,
    name,
    recordedAt,
    reader,
    events: entries.map(({ id, body }) => ({ id, body })),
    expectedPosition: first - 1,
  }
}
