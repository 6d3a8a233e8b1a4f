import type { Entry, Head, Ledger, RecordedBatch } from '../../../src/ledger/index.ts'
import { auditChronicle } from '../../../src/ledger/index.ts'
import type { Dice } from '../dice.ts'
import { flipped } from './export.ts'

/** All that a ledger tells of a chronicle, at hand. */
export type Contents = {
  readonly head: Head
  readonly entries: readonly Entry[]
  readonly batches: readonly RecordedBatch[]
  readonly roots: ReadonlyMap<number, string>
}

export async function contentsOf(ledger: Ledger, chronicle: string): Promise<Contents> {
  const batches = await ledger.batches(chronicle)
  const roots = new Map<number, string>()
  for (const { last } of batches) roots.set(last, await ledger.rootAt(chronicle, last))
  const entries = await Array.fromAsync(ledger.read(chronicle))
  return { head: await ledger.head(chronicle), entries, batches, roots }
}

export type Part = 'body' | 'id' | 'recordedAt'

export type EventFlip = {
  readonly position: number
  readonly part: Part
  readonly at: number
  readonly outcome: 'named' | 'reads the same' | 'missed'
}

/**
 * Changes each of these bytes of every event as a ledger gives it (body and id in UTF-8, the instant in eight bytes) by a
 * bit, one at a time: inspection must name that event by its position.
 */
export async function* flipEvents(contents: Contents, spread: number, dice: Dice): AsyncGenerator<EventFlip> {
  let next = dice.below(spread)
  for (const [index, entry] of contents.entries.entries())
    for (const part of ['body', 'id', 'recordedAt'] as const) {
      const bytes = bytesOf(entry, part)
      for (; next < bytes.length; next += spread) {
        const forged = withBytes(entry, part, flipped(bytes, next, dice))
        yield { position: entry.position, part, at: next, outcome: await outcomeOf(contents, index, forged) }
      }
      next -= bytes.length
    }
}

async function outcomeOf(contents: Contents, index: number, forged: Entry): Promise<EventFlip['outcome']> {
  const entry = contents.entries[index]
  if (entry?.body === forged.body && entry.id === forged.id && entry.recordedAt === forged.recordedAt)
    return 'reads the same'
  const ledger = ledgerOf({ ...contents, entries: contents.entries.with(index, forged) })
  const { faults } = await auditChronicle(ledger, contents.head.chronicle, 'ledger')
  return faults.some(({ message }) => message.startsWith(`event ${forged.position},`)) ? 'named' : 'missed'
}

function bytesOf(entry: Entry, part: Part): Buffer {
  if (part !== 'recordedAt') return Buffer.from(entry[part])
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(entry.recordedAt))
  return bytes
}

/** As the storage would read them: what is no UTF-8 becomes U+FFFD. */
function withBytes(entry: Entry, part: Part, bytes: Buffer): Entry {
  return part === 'recordedAt'
    ? { ...entry, recordedAt: Number(bytes.readBigInt64BE()) }
    : { ...entry, [part]: bytes.toString('utf8') }
}

/** A ledger that tells these contents, whatever they are: no true one could be made to. */
function ledgerOf({ head, entries, batches, roots }: Contents): Ledger {
  const none = async (): Promise<never> => {
    throw new Error('not asked for')
  }
  return {
    chronicles: async () => [head.chronicle],
    head: async () => head,
    batches: async () => batches,
    batchAt: none,
    rootAt: async (_, position) => roots.get(position) ?? '',
    async *read(_, { after = 0, upTo = head.position } = {}) {
      yield* entries.slice(after, upTo)
    },
    append: none,
    watch: () => () => undefined,
    close: async () => undefined,
  }
}
