import { join } from 'node:path'
import type { Texts } from '../../admission/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import { type Catalogue, canonicalJson } from '../../event/index.ts'
import { inspect, type Leaf, type MerkleTree, treeOf } from '../../ledger/index.ts'
import type { LedgerPlace } from '../../stores/index.ts'
import { rootsAt } from '../ledgers/take-in.ts'
import { type OpenedChronicle, openBatches, readFiles } from '../open.ts'
import { faultsOf } from '../opening/refusals-together.ts'
import { checkLedgerSum } from '../sealing/check-sum.ts'
import type { LedgerSum } from '../sealing/ledger-sum.ts'

export type BatchHead = { readonly name: string; readonly reader: string; readonly last: number }

/** The history of a chronicle as one of those who keep it has it: its files, or a ledger. */
export type Copy = {
  /** What faults call it. */
  readonly name: string
  readonly chronicle: string
  /** In order; who read what a batch holds stands beside the leaves, so that no root binds it. */
  readonly batches: readonly BatchHead[]
  /** Of every event that can be read, in order. */
  readonly leaves: readonly Leaf[]
  /** Over all events before the first that is missing; none where so much cannot be read that a root would mean nothing. */
  readonly tree?: MerkleTree
  /** What does not agree within it. */
  readonly faults: readonly Fault[]
  /** Where a position stands, for faults to name. */
  fileAt(position: number): string
  /** The canonical JSON of the event at a position. */
  bodyAt(position: number): Promise<string>
}

/** The files of a chronicle, with what they say where they are sound. */
export type FilesCopy = Copy & { readonly opened?: OpenedChronicle; readonly sum: LedgerSum }

/** Which files to read, by which event types, and the texts that spans are proved in, if they are at hand. */
export type InFiles = {
  readonly eventsDir: string
  readonly chronicle: string
  readonly catalogue: Catalogue
  readonly texts?: Texts | undefined
}

/** The batch files of a chronicle's folder; those that are not as they were sealed are read as they are. */
export async function copyInFiles({ eventsDir, chronicle, catalogue, texts }: InFiles): Promise<FilesCopy> {
  const dir = join(eventsDir, chronicle)
  try {
    const opened = await openBatches(dir, catalogue, { rootsAt, ...(texts === undefined ? {} : { texts }) })
    return { ...copyOf(dir, opened), tree: treeOf(opened.leaves), sum: opened.sum, faults: [], opened }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const { files, sum } = await checkLedgerSum(dir)
    const read = readFiles(dir, files, catalogue)
    const tree = read.faults.length > 0 ? {} : { tree: treeOf(read.leaves) }
    return { ...copyOf(dir, read), ...tree, sum, faults: error.faults }
  }
}

/** What the ledger at a place holds of a chronicle that it has. Throws what keeps it from being read, all of it. */
export async function copyInLedger(place: LedgerPlace, chronicle: string): Promise<Copy> {
  const { name } = place
  return place.read(async (ledger) => {
    const own = await place.verify()
    const inspected = await inspect(ledger, chronicle, name).catch((error: unknown) => {
      if (own.length === 0 || !(error instanceof RegestaError)) throw error
      throw new InvalidInput([...own, ...faultsOf(error)])
    })
    const { head: _, faults, ...read } = inspected
    const batches = await ledger.batches(chronicle)
    const bodyAt = bodyIn(place, chronicle)
    return { name, chronicle, ...read, batches, faults: [...own, ...faults], fileAt: () => name, bodyAt }
  })
}

/**
 * The chronicles that the ledger at a place holds; undefined where there is no ledger, which is E_NO_LEDGER where it was
 * named. Throws as opening one does.
 */
export async function chroniclesInLedger(
  place: LedgerPlace,
  { isNamed }: { readonly isNamed: boolean },
): Promise<readonly string[] | undefined> {
  try {
    return await place.read((ledger) => ledger.chronicles())
  } catch (error) {
    // A database without a ledger is as good as a file that is not there.
    if (!isNamed && error instanceof RegestaError && error.code === 'E_NO_LEDGER') return undefined
    throw error
  }
}

function copyOf(dir: string, { chronicle, batches, leaves }: Omit<OpenedChronicle, 'sum'>) {
  const events = batches.flatMap((batch) => batch.events.map(({ event }) => ({ event, file: batch.file })))
  return {
    name: dir,
    chronicle,
    batches: batches.map(({ name, reader, events: own }) => ({
      name,
      reader,
      last: own.at(-1)?.position ?? 0,
    })),
    leaves,
    fileAt: (position: number) => events[position - 1]?.file ?? dir,
    bodyAt: async (position: number) => {
      const found = events[position - 1]
      if (found === undefined) throw new RangeError(`no event ${position} in ${dir}`)
      return canonicalJson(found.event)
    },
  }
}

function bodyIn(place: LedgerPlace, chronicle: string): Copy['bodyAt'] {
  return (position) =>
    place.read(async (ledger) => {
      for await (const { body } of ledger.read(chronicle, { after: position - 1, upTo: position }))
        return body
      throw new RangeError(`no event ${position} in ${place.name}`)
    })
}
