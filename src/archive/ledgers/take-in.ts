import { InvalidInput, RegestaError } from '../../errors.ts'
import { type Catalogue, canonicalJson } from '../../event/index.ts'
import { appendLeaf, emptyFrontier, endsBatch, type Ledger, rootOf } from '../../ledger/index.ts'
import { type OpenedChronicle, openBatches, type RootsAt } from '../open.ts'
import { checkLedgerSum } from '../sealing/check-sum.ts'
import { checkAgreement } from './agreement.ts'

/** The Merkle roots over these leaves, as a ledger has them. Costs a hash or two for each leaf. */
export const rootsAt: RootsAt = (leaves, positions) => {
  let frontier = emptyFrontier
  return positions.map((position) => {
    frontier = leaves.slice(frontier.size, position).reduce(appendLeaf, frontier)
    return rootOf(frontier)
  })
}

/** A chronicle's folder, and by which name faults call the ledger beside it. */
export type Files = {
  readonly chronicle: string
  readonly dir: string
  readonly catalogue: Catalogue
  readonly ledgerName: string
}

/**
 * Whether the ledger has all that the files have, told by roots alone: every file is as it was sealed, and the root of
 * the last seal was the ledger's own at its position, where a batch ended. What was recorded in the ledger since is no
 * matter. Throws InvalidInput for a folder that ledger.sum does not match. Cost: the bytes of the files.
 */
export async function isUpToDate(ledger: Ledger, { chronicle, dir }: Files): Promise<boolean> {
  const { sum, faults } = await checkLedgerSum(dir)
  if (faults.length > 0) throw new InvalidInput(faults)
  const last = sum.at(-1)
  if (last === undefined) return true
  const { position } = await ledger.head(chronicle)
  if (position < last.position || (await ledger.rootAt(chronicle, last.position)) !== last.root) return false
  return endsBatch(ledger, chronicle, last.position)
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
  for (;;) {
    if (await isUpToDate(ledger, files)) return 0
    const opened = await openAgreeing(ledger, files)
    try {
      return await takeInOpened(ledger, files, opened, progress)
    } catch (error) {
      // Another process takes them in at the same time: what it left, if anything, is ours.
      if (!(error instanceof RegestaError) || error.code !== 'E_POSITION') throw error
    }
  }
}

/** The files' batches, which go no other way than the ledger as far as both go. Throws as {@link takeIn} does. */
export async function openAgreeing(ledger: Ledger, files: Files): Promise<OpenedChronicle> {
  const opened = await openBatches(files.dir, files.catalogue, { rootsAt })
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
  for (const { name, recordedAt, reader, events } of unseen) {
    progress(`taking in ${name} (${events.length} events)`)
    const head = await ledger.append({
      chronicle,
      name: name.replace(/\.yaml$/, ''),
      recordedAt,
      reader,
      events: events.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
      expectedPosition: position,
    })
    position = head.position
  }
  return unseen.length
}
