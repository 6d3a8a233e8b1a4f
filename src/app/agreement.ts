import type { OpenedChronicle, SumLeaf } from '../batches/index.ts'
import { RegestaError } from '../errors.ts'
import type { Leaf, Ledger } from '../ledger/index.ts'
import { formatInstant } from '../time/index.ts'

/** The two that should say the same, and what to call them. */
type Pair = { readonly chronicle: string; readonly dir: string; readonly ledgerName: string }

/**
 * Passes where the ledger holds the files' events, or the first batches of them: the same ids at the same
 * positions and instants. Else throws E_DIVERGED with the first position that differs.
 */
export async function checkAgreement(ledger: Ledger, pair: Pair, files: OpenedChronicle): Promise<void> {
  const { leaves, batches } = files
  let position = 0
  for await (const entry of ledger.read(pair.chronicle)) {
    position = entry.position
    const leaf = leaves[position - 1]
    if (leaf?.id !== entry.id || leaf.recordedAt !== entry.recordedAt)
      throw diverged(pair, position, entry, leaf)
  }
  const split = batches.find(({ events }) => {
    const [first, last] = [events[0]?.position ?? 0, events.at(-1)?.position ?? 0]
    return first <= position && position < last
  })
  if (split !== undefined) throw diverged(pair, position + 1, undefined, leaves[position])
}

function diverged(
  { chronicle, dir, ledgerName }: Pair,
  position: number,
  inLedger: Leaf | undefined,
  inFiles: SumLeaf | undefined,
): RegestaError {
  return new RegestaError(
    'E_DIVERGED',
    'conflict',
    `${ledgerName} and ${dir} part ways at position ${position}: the ledger has ${told(inLedger)}, the files have ${told(inFiles)}; expected the ledger to hold what the files hold. If the files are right, move the ledger away (it is made anew from them), or give another by --ledger`,
    { chronicle, position, inLedger, inFiles },
  )
}

function told(leaf: Leaf | SumLeaf | undefined): string {
  if (leaf === undefined) return 'nothing there'
  return `event ${leaf.id.slice(0, 12)}… recorded ${formatInstant(leaf.recordedAt)}`
}
