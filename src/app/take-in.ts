import { checkLedgerSum, type OpenedChronicle, openBatches, type RootAfter } from '../batches/index.ts'
import { InvalidInput } from '../errors.ts'
import { type Catalogue, canonicalJson } from '../event/index.ts'
import { appendLeaf, emptyFrontier, type Ledger, rootOf } from '../ledger/index.ts'
import { checkAgreement } from './agreement.ts'

/** The Merkle root over these leaves, as a ledger has it. */
export const rootAfter: RootAfter = (leaves) => rootOf(leaves.reduce(appendLeaf, emptyFrontier))

/** A chronicle's folder, and by which name faults call the ledger beside it. */
export type Files = {
  readonly chronicle: string
  readonly dir: string
  readonly catalogue: Catalogue
  readonly ledgerName: string
}

/**
 * Whether the ledger has all that the files have, told by roots alone: every file is as it was sealed, and the
 * last seal's root is the ledger's own. Throws InvalidInput for a folder that ledger.sum does not match.
 * Cost: the bytes of the files; no event is read.
 */
export async function isUpToDate(ledger: Ledger, { chronicle, dir }: Files): Promise<boolean> {
  const { sum, faults } = await checkLedgerSum(dir)
  if (faults.length > 0) throw new InvalidInput(faults)
  const head = await ledger.head(chronicle)
  const last = sum.at(-1)
  if (last === undefined) return head.position === 0
  return head.position === last.position && head.root === last.root
}

/**
 * Takes the batches that the ledger has not seen into it, once, each whole; returns how many. Throws
 * InvalidInput for files that are not sound, E_DIVERGED where the ledger has other events than the files.
 */
export async function takeIn(
  ledger: Ledger,
  files: Files,
  progress: (text: string) => void = () => undefined,
): Promise<number> {
  if (await isUpToDate(ledger, files)) return 0
  return takeInOpened(ledger, files, await openAgreeing(ledger, files), progress)
}

/** The files' batches, which go no other way than the ledger. Throws as {@link takeIn} does. */
export async function openAgreeing(ledger: Ledger, files: Files): Promise<OpenedChronicle> {
  const opened = await openBatches(files.dir, files.catalogue, { rootAfter })
  await checkAgreement(ledger, files, opened)
  return opened
}

async function takeInOpened(
  ledger: Ledger,
  { chronicle }: Files,
  { batches }: OpenedChronicle,
  progress: (text: string) => void,
): Promise<number> {
  let { position } = await ledger.head(chronicle)
  const unseen = batches.filter(({ events }) => (events.at(-1)?.position ?? 0) > position)
  for (const { name, recordedAt, events } of unseen) {
    progress(`taking in ${name} (${events.length} events)`)
    const head = await ledger.append({
      chronicle,
      name: name.replace(/\.yaml$/, ''),
      recordedAt,
      events: events.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
      expectedPosition: position,
    })
    position = head.position
  }
  return unseen.length
}
