import { InvalidInput, RegestaError } from '../errors.ts'
import { type Catalogue, canonicalJson } from '../event/index.ts'
import {
  endsBatch,
  findDivergence,
  type History,
  type Leaf,
  type Ledger,
  leafAt,
  treeOf,
} from '../ledger/index.ts'
import { formatInstant } from '../time/index.ts'
import { checkFolder } from './check-folder.ts'
import type { LedgerSum } from './ledger-sum.ts'
import { type OpenedBatch, type OpenedChronicle, openBatches } from './open-batches.ts'

/** The folder of a chronicle, and the name of its ledger in messages. */
export type ChronicleFiles = {
  readonly chronicle: string
  readonly dir: string
  readonly catalogue: Catalogue
  readonly ledgerName: string
}

/**
 * Whether the ledger has all that the files have, judged by roots alone: every file is as it was sealed, and the last
 * line of ledger.sum has the ledger's root at its position, where a batch ends. The ledger may go further. Throws
 * InvalidInput for a folder that ledger.sum does not match. Costs reading the bytes of the files.
 */
export async function isUpToDate(ledger: Ledger, { chronicle, dir }: ChronicleFiles): Promise<boolean> {
  const { sum, faults } = await checkFolder(dir)
  if (faults.length > 0) throw new InvalidInput(faults)
  return hasAll(ledger, chronicle, sum)
}

/** Whether the ledger has all that ledger.sum seals, by the root of its last line, where a batch ends. It may go further. */
export async function hasAll(ledger: Ledger, chronicle: string, sum: LedgerSum): Promise<boolean> {
  const last = sum.at(-1)
  if (last === undefined) return true
  const { position } = await ledger.head(chronicle)
  if (position < last.position || (await ledger.rootAt(chronicle, last.position)) !== last.root) return false
  return endsBatch(ledger, chronicle, last.position)
}

/**
 * Appends to the ledger the batches of the files that it does not have, each as a whole; returns how many. Idempotent.
 * Throws InvalidInput for files with faults, E_DIVERGED where the ledger has other events than the files.
 */
export async function takeIn(
  ledger: Ledger,
  files: ChronicleFiles,
  progress: (text: string) => void = () => undefined,
): Promise<number> {
  for (;;) {
    if (await isUpToDate(ledger, files)) return 0
    const { batches } = await openAgreeing(ledger, files)
    const { position } = await ledger.head(files.chronicle)
    const unseen = batches.filter(({ events }) => (events.at(-1)?.position ?? 0) > position)
    try {
      await appendBatches(ledger, files.chronicle, unseen, progress)
      return unseen.length
    } catch (error) {
      // Another process appends them at the same time: go on with what it left, if anything.
      if (!(error instanceof RegestaError) || error.code !== 'E_POSITION') throw error
    }
  }
}

/** The batches of the files, which have the same history as the ledger as far as both go. Throws as {@link takeIn} does. */
export async function openAgreeing(ledger: Ledger, files: ChronicleFiles): Promise<OpenedChronicle> {
  const opened = await openBatches(files.dir, files.catalogue)
  await checkAgreement(ledger, files, opened)
  return opened
}

/** Appends batches of the files, each as a whole, where the ledger is at the position before it; E_POSITION elsewhere. */
export async function appendBatches(
  ledger: Ledger,
  chronicle: string,
  batches: readonly Pick<OpenedBatch, 'name' | 'recordedAt' | 'reader' | 'events'>[],
  progress: (text: string) => void = () => undefined,
): Promise<void> {
  for (const { name, recordedAt, reader, events } of batches) {
    progress(`taking in ${name} (${events.length} events)`)
    await ledger.append({
      chronicle,
      name: name.replace(/\.yaml$/, ''),
      recordedAt,
      reader,
      events: events.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
      // Of the files, not of the ledger: another process may have appended since they were compared.
      expectedPosition: (events[0]?.position ?? 1) - 1,
    })
  }
}

/**
 * Checks that ledger and files have the same history as far as both go: the same ids at the same positions and instants,
 * by whole batches. Returns how many events the ledger holds beyond the files, negative where the files go further. Throws
 * E_DIVERGED with the first position that differs.
 */
export async function checkAgreement(
  ledger: Ledger,
  files: Omit<ChronicleFiles, 'catalogue'>,
  { leaves }: Pick<OpenedChronicle, 'leaves'>,
): Promise<number> {
  const { chronicle } = files
  const { parts } = await findDivergence(ledger, tellerOf(leaves), chronicle)
  if (parts !== undefined)
    throw diverged(files, parts, await leafAt(ledger, chronicle, parts), leaves[parts - 1])
  return (await ledger.head(chronicle)).position - leaves.length
}

/** The files of one chronicle, read like a ledger. */
function tellerOf(leaves: readonly Leaf[]): History {
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
  { chronicle, dir, ledgerName }: Omit<ChronicleFiles, 'catalogue'>,
  position: number,
  inLedger: Leaf | undefined,
  inFiles: Leaf | undefined,
): RegestaError {
  const message = `${ledgerName} and ${dir} part ways at position ${position}: the ledger has ${leafInWords(inLedger)}, the files have ${leafInWords(inFiles)}; expected the one to go on from the other by whole batches. If the files are right, move the ledger away (it is made anew from them), or give another by --ledger`
  return new RegestaError('E_DIVERGED', 'conflict', message, { chronicle, position, inLedger, inFiles })
}

function leafInWords(leaf: Leaf | undefined): string {
  if (leaf === undefined) return 'nothing there'
  return `event ${leaf.id.slice(0, 12)}… recorded ${formatInstant(leaf.recordedAt)}`
}
