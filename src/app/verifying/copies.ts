import { join } from 'node:path'
import {
  checkLedgerSum,
  type LedgerSum,
  type OpenedChronicle,
  openBatches,
  readFiles,
  type Texts,
} from '../../batches/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import { canonicalJson } from '../../event/index.ts'
import {
  inspect,
  integrityFaults,
  isPostgresUrl,
  type Leaf,
  type MerkleTree,
  postgresFaults,
  treeOf,
} from '../../ledger/index.ts'
import { vocabulary } from '../domain.ts'
import { ledgerNamed, mayHoldLedger, withLedgerAt } from '../ledgers/ledger-at.ts'
import { rootsAt } from '../ledgers/take-in.ts'

/** What a ledger that was tampered with can fail with before any event of it is read. */
const UNREADABLE: ReadonlySet<string> = new Set(['E_LEDGER_DAMAGED', 'E_FOREIGN_FILE', 'E_STORAGE'])

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

/** The batch files of a chronicle's folder; those that are not as they were sealed are read as they are. */
export async function copyInFiles(eventsDir: string, chronicle: string, texts?: Texts): Promise<FilesCopy> {
  const dir = join(eventsDir, chronicle)
  const { catalogue } = vocabulary
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

/** What the ledger at a place holds of a chronicle; undefined where there is none, or nothing of it. */
export async function copyInLedger(place: string, chronicle: string): Promise<Copy | undefined> {
  if (!mayHoldLedger(place)) return undefined
  const name = ledgerNamed(place)
  const bare = { name, chronicle, fileAt: () => name, bodyAt: bodyIn(place, chronicle) }
  try {
    const own = isPostgresUrl(place) ? await postgresFaults(place) : integrityFaults(place)
    return await withLedgerAt(place, 'read', async (ledger) => {
      const { head, faults, ...read } = await inspect(ledger, chronicle, name)
      if (head.position === 0) return undefined
      const batches = await ledger.batches(chronicle)
      return { ...bare, ...read, batches, faults: [...own, ...faults] }
    })
  } catch (error) {
    if (isAbsent(error)) return undefined
    if (!isUnreadable(error)) throw error
    const { code, message } = error
    return { ...bare, batches: [], leaves: [], faults: [{ code, message }] }
  }
}

/** The chronicles that the ledger at a place holds; none where there is no ledger. Throws as opening one does. */
export async function chroniclesInLedger(place: string): Promise<readonly string[]> {
  if (!mayHoldLedger(place)) return []
  try {
    return await withLedgerAt(place, 'read', (ledger) => ledger.chronicles())
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** Whether an error is of a ledger in which nothing can be read, as one that was tampered with may be. */
export function isUnreadable(error: unknown): error is RegestaError {
  return error instanceof RegestaError && UNREADABLE.has(error.code)
}

/** A database without a ledger is as good as a file that is not there. */
function isAbsent(error: unknown): boolean {
  return error instanceof RegestaError && error.code === 'E_NO_LEDGER'
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

function bodyIn(place: string, chronicle: string): Copy['bodyAt'] {
  return (position) =>
    withLedgerAt(place, 'read', async (ledger) => {
      for await (const { body } of ledger.read(chronicle, { after: position - 1, upTo: position }))
        return body
      throw new RangeError(`no event ${position} in ${ledgerNamed(place)}`)
    })
}
