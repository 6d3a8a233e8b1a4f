import { type Chronicle, openChronicle } from '../src/engine/index.ts'
import { type Ledger, openMemoryLedger } from '../src/ledger/index.ts'
import { SharedCache } from '../src/state/index.ts'
import { fixedClock } from '../src/time/index.ts'
import { library, TALE } from '../tests/toy/index.ts'
import { type Loans, loansOf, type Shape } from './loans.ts'

/** A library to be measured: its loans, the ledger that holds them, and the chronicle open over it. */
export type Library = Loans & {
  readonly size: number
  readonly shape: Shape
  readonly ledger: Ledger
  readonly chronicle: Chronicle
}

export async function libraryOf(size: number, shape: Shape, cacheMegabytes?: number): Promise<Library> {
  const loans = loansOf(size, shape)
  const ledger = openMemoryLedger()
  await ledger.append({ chronicle: TALE, name: 'all', recordedAt: 1, events: loans.log })
  return { ...loans, size, shape, ledger, chronicle: await openOver(ledger, cacheMegabytes) }
}

export function openOver(ledger: Ledger, cacheMegabytes?: number): Promise<Chronicle> {
  return openChronicle({
    ...(cacheMegabytes !== undefined && { cache: new SharedCache(cacheMegabytes * 1024 * 1024) }),
    name: TALE,
    vocabulary: library,
    ledger,
    clock: fixedClock('2030-01-01T00:00:00Z'),
  })
}

/** Counts 0, 1, 2 … and begins again before the end. */
export function rounds(end: number): () => number {
  let next = -1
  return () => {
    next = (next + 1) % end
    return next
  }
}
