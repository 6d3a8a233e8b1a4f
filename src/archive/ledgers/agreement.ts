import { RegestaError } from '../../errors.ts'
import { type Leaf, type Ledger, leafAt, partingOf, type Teller, treeOf } from '../../ledger/index.ts'
import { formatInstant } from '../../time/index.ts'
import type { OpenedChronicle, SumLeaf } from '../open.ts'

/** The two that should say the same, and what to call them. */
type Pair = { readonly chronicle: string; readonly dir: string; readonly ledgerName: string }

/**
 * How many events the ledger holds beyond the files, where the two tell the same as far as both go: the same ids at the
 * same positions and instants, by whole batches. Below zero, the files go further. Else throws E_DIVERGED with the
 * first position that differs.
 */
export async function checkAgreement(
  ledger: Ledger,
  pair: Pair,
  { leaves }: Pick<OpenedChronicle, 'leaves'>,
): Promise<number> {
  const { chronicle } = pair
  const { parts } = await partingOf(ledger, tellerOf(leaves), chronicle)
  if (parts !== undefined)
    throw diverged(pair, parts, await leafAt(ledger, chronicle, parts), leaves[parts - 1])
  return (await ledger.head(chronicle)).position - leaves.length
}

/** The files of one chronicle, telling what they hold as a ledger does. */
function tellerOf(leaves: readonly SumLeaf[]): Teller {
  const tree = treeOf(leaves)
  const position = leaves.length
  return {
    head: async (chronicle) => ({
      chronicle,
      position,
      recordedAt: leaves.at(-1)?.recordedAt,
      root: tree.rootAt(position),
    }),
    rootAt: async (_, at) => tree.rootAt(at),
    async *read(_, { after = 0, upTo = position }) {
      yield* leaves.slice(after, upTo)
    },
  }
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
    `${ledgerName} and ${dir} part ways at position ${position}: the ledger has ${told(inLedger)}, the files have ${told(inFiles)}; expected the one to go on from the other by whole batches. If the files are right, move the ledger away (it is made anew from them), or give another by --ledger`,
    { chronicle, position, inLedger, inFiles },
  )
}

function told(leaf: Leaf | SumLeaf | undefined): string {
  if (leaf === undefined) return 'nothing there'
  return `event ${leaf.id.slice(0, 12)}… recorded ${formatInstant(leaf.recordedAt)}`
}
