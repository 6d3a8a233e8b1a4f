import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { checkFolder } from '../../src/archive/check-folder.ts'
import { SUM_FILE } from '../../src/archive/chronicle-folders.ts'
import {
  formatLedgerSum,
  type LedgerSum,
  openBatches,
  type Sealing,
  type SealPlan,
} from '../../src/archive/index.ts'
import { addLine } from '../../src/archive/ledger-sum.ts'
import { endsOf, readFiles, rootsAt } from '../../src/archive/open-batches.ts'
import { planSeal } from '../../src/archive/seal.ts'
import { land, withSealingLock } from '../../src/archive/seal-transaction.ts'
import { InvalidInput } from '../../src/errors.ts'
import type { Catalogue } from '../../src/event/index.ts'
import { replaceFile } from '../../src/files.ts'
import { appendLeaf, emptyFrontier } from '../../src/ledger/index.ts'

/** What sealing a draft would write, by the files of the folder alone. Throws InvalidInput for faults of these, too. */
export async function planSealIn(dir: string, sealing: Sealing): Promise<SealPlan> {
  const { recorded, leaves, sum } = await openBatches(dir, sealing.catalogue)
  return planSeal(sealing, { recorded, frontier: leaves.reduce(appendLeaf, emptyFrontier), sum })
}

/** Seals a draft as the next batch of the folder, which is made if necessary, without a ledger. */
export async function sealBatch(dir: string, sealing: Sealing): Promise<SealPlan> {
  await mkdir(dir, { recursive: true })
  return withSealingLock(dir, async () => {
    const plan = await planSealIn(dir, sealing)
    if (plan.sealed !== undefined) await land(dir, [plan.sealed], plan.sealed.sum)
    return plan
  })
}

/**
 * Writes ledger.sum anew for all files as they are; until the first release batches may be resealed. Throws InvalidInput
 * with every other fault of the files.
 */
export async function resealAll(dir: string, catalogue: Catalogue): Promise<LedgerSum> {
  return withSealingLock(dir, async () => {
    const folder = await checkFolder(dir)
    const misnamed = folder.faults.filter(({ code }) => code === 'E_BATCH_NAME')
    const { batches, leaves, faults } = readFiles(dir, folder.files, catalogue)
    const all = [...misnamed, ...faults]
    if (all.length > 0) throw new InvalidInput(all)
    const positions = endsOf(batches)
    const roots = rootsAt(leaves, positions)
    const sum = folder.files.reduce<LedgerSum>(
      (before, { name, digest }, index) =>
        addLine(before, { name, digest, position: positions[index] ?? 0, root: roots[index] ?? '' }),
      [],
    )
    replaceFile(join(dir, SUM_FILE), formatLedgerSum(sum))
    return sum
  })
}
