import { basename, join, resolve } from 'node:path'
import {
  type Batch,
  type BatchEvent,
  emptyWriteModel,
  type Texts,
  validateBatch,
  type WriteModel,
  writeModelOver,
} from '../admission/index.ts'
import { type Fault, InvalidInput } from '../errors.ts'
import type { Catalogue } from '../event/index.ts'
import { appendLeaf, emptyFrontier, type Leaf, rootOf } from '../ledger/index.ts'
import { readBatchFile } from './batch-file.ts'
import { checkFolder, type FileBytes } from './check-folder.ts'
import { SUM_FILE } from './chronicle-folders.ts'
import type { LedgerSum } from './ledger-sum.ts'

/** A landed batch: the events that were new when it was recorded, each with its position. */
export type OpenedBatch = Omit<Batch, 'events'> & {
  /** File name within the chronicle's folder. */
  readonly name: string
  readonly file: string
  readonly events: readonly PositionedEvent[]
}

export type PositionedEvent = BatchEvent & { readonly position: number }

/** All batches of a chronicle, in order, and the write model after the last. */
export type OpenedChronicle = {
  readonly chronicle: string
  readonly batches: readonly OpenedBatch[]
  readonly recorded: WriteModel
  readonly leaves: readonly Leaf[]
  readonly sum: LedgerSum
}

/**
 * Reads the folder of a chronicle, which is named after it (`events/japan-viet-nam`): each batch is checked by itself,
 * against all before it, and against ledger.sum, whose roots are computed again; spans are proved in the texts, if these
 * are given. A folder that does not exist is an empty chronicle. Throws InvalidInput with the faults of all files.
 */
export async function openBatches(
  dir: string,
  catalogue: Catalogue,
  texts?: Texts,
): Promise<OpenedChronicle> {
  const folder = await checkFolder(dir)
  const { faults, ...opened } = readFiles(dir, folder.files, catalogue, texts)
  const found = [...folder.faults, ...faults]
  const all = found.length > 0 ? found : sumFaults(dir, opened, folder.sum)
  if (all.length > 0) throw new InvalidInput(all)
  return { ...opened, sum: folder.sum }
}

/** As {@link openBatches}, without ledger.sum: returns all that could be read, and every fault. */
export function readFiles(
  dir: string,
  files: readonly FileBytes[],
  catalogue: Catalogue,
  texts?: Texts,
): Omit<OpenedChronicle, 'sum'> & { readonly faults: readonly Fault[] } {
  const chronicle = basename(resolve(dir))
  const recorded = writeModelOver(emptyWriteModel(chronicle))
  const batches: OpenedBatch[] = []
  const leaves: Leaf[] = []
  const faults: Fault[] = []
  for (const { name, text } of files) {
    const file = join(dir, name)
    const result = readBatchFile(file, text, catalogue)
    const batch = result.ok ? result.batch : result.rest
    if (!result.ok) faults.push(...result.faults)
    if (batch === undefined) continue
    const checked = validateBatch(batch, { catalogue, recorded, ...(texts === undefined ? {} : { texts }) })
    faults.push(...checked.faults)
    const recordedAt = batch.recordedAt ?? recorded.recordedAt ?? 0
    const events = checked.fresh.map((entry, index) => ({
      ...entry,
      position: recorded.position + index + 1,
    }))
    for (const { id, event, position } of events) {
      recorded.apply({ id, event, recordedAt })
      leaves.push({ chronicle, position, recordedAt, id })
    }
    const { reader, note } = batch
    const noted = note === undefined ? {} : { note }
    batches.push({ name, file, chronicle, recordedAt, reader, ...noted, events })
  }
  return { chronicle, batches, recorded, leaves, faults }
}

/** The lines of ledger.sum whose position or root is not that of the batches. */
export function sumFaults(
  dir: string,
  { batches, leaves }: Pick<OpenedChronicle, 'batches' | 'leaves'>,
  sum: LedgerSum,
): Fault[] {
  const positions = endsOf(batches)
  const roots = rootsAt(leaves, positions)
  return batches.flatMap(({ name }, index) => {
    const [line, position, root] = [sum[index], positions[index], roots[index]]
    if (line === undefined) return []
    const place = { file: join(dir, SUM_FILE), line: index + 2, column: 1 }
    if (line.position !== position) {
      const message = `expected ${name} to end at position ${position}; ${line.position} is there`
      return [{ code: 'E_SUM_POSITION', message, place }]
    }
    if (root === line.root) return []
    const message = `expected root ${root} after ${name}; ${line.root} is there`
    return [{ code: 'E_SUM_ROOT', message, place }]
  })
}

/** The position of the last event of each batch. */
export function endsOf(batches: readonly Pick<OpenedBatch, 'events'>[]): readonly number[] {
  let last = 0
  return batches.map(({ events }) => (last += events.length))
}

/** The hex Merkle roots at these positions, which rise, of a ledger with these leaves. Costs a hash or two for each leaf. */
export function rootsAt(leaves: readonly Leaf[], positions: readonly number[]): readonly string[] {
  let frontier = emptyFrontier
  return positions.map((position) => {
    frontier = leaves.slice(frontier.size, position).reduce(appendLeaf, frontier)
    return rootOf(frontier)
  })
}
