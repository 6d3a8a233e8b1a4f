import { basename, join, resolve } from 'node:path'
import type { Batch, BatchEvent, Texts } from '../admission/index.ts'
import { checkBatch, emptyWriteModel, type WriteModel, writeModelOver } from '../admission/index.ts'
import { type Fault, InvalidInput } from '../errors.ts'
import type { Catalogue, EventId } from '../event/index.ts'
import type { Instant } from '../time/index.ts'
import { readBatchFile } from './batch-file.ts'
import { SUM_FILE } from './chronicle-folders.ts'
import { checkLedgerSum, type FileBytes } from './sealing/check-sum.ts'
import type { LedgerSum } from './sealing/ledger-sum.ts'

/** What a Merkle root is made of: structurally the ledger's leaf. */
export type SumLeaf = {
  readonly chronicle: string
  readonly position: number
  readonly recordedAt: Instant
  readonly id: EventId
}

/** Hex Merkle root at each of these positions, which rise, from the leaves from position 1 on; the ledger's to compute. */
export type RootsAt = (leaves: readonly SumLeaf[], positions: readonly number[]) => readonly string[]

/** A landed batch: its events that were new then, each with its position. */
export type OpenedBatch = Omit<Batch, 'events'> & {
  /** File name within the chronicle's folder. */
  readonly name: string
  readonly file: string
  readonly events: readonly PositionedEvent[]
}

export type PositionedEvent = BatchEvent & { readonly position: number }

/** All of a chronicle's batches, in order, and what stands recorded after the last. */
export type OpenedChronicle = {
  readonly chronicle: string
  readonly batches: readonly OpenedBatch[]
  readonly recorded: WriteModel
  readonly leaves: readonly SumLeaf[]
  readonly sum: LedgerSum
}

export type OpenOptions = {
  /** Spans are proved in these texts. */
  readonly texts?: Texts
  /** Roots in ledger.sum are computed anew and compared (E_SUM_ROOT). */
  readonly rootsAt?: RootsAt
}

/**
 * Reads a chronicle's folder (`events/japan-viet-nam`, the folder's name being the chronicle's): each batch
 * checked by itself, against all before it, and against ledger.sum. A folder that is not there is an empty
 * chronicle. Throws InvalidInput with the faults of all files.
 */
export async function openBatches(
  dir: string,
  catalogue: Catalogue,
  options: OpenOptions = {},
): Promise<OpenedChronicle> {
  const folder = await checkLedgerSum(dir)
  const { faults, ...opened } = readFiles(dir, folder.files, catalogue, options.texts)
  const agreed =
    faults.length > 0 || folder.faults.length > 0 ? [] : sumFaults(dir, opened, folder.sum, options.rootsAt)
  const all = [...folder.faults, ...faults, ...agreed]
  if (all.length > 0) throw new InvalidInput(all)
  return { ...opened, sum: folder.sum }
}

/** The same without ledger.sum: every file as it is, and every fault. */
export function readFiles(
  dir: string,
  files: readonly FileBytes[],
  catalogue: Catalogue,
  texts?: Texts,
): Omit<OpenedChronicle, 'sum'> & { readonly faults: readonly Fault[] } {
  const chronicle = basename(resolve(dir))
  const recorded = writeModelOver(emptyWriteModel(chronicle))
  const batches: OpenedBatch[] = []
  const leaves: SumLeaf[] = []
  const faults: Fault[] = []
  for (const { name, text } of files) {
    const file = join(dir, name)
    const read = readBatchFile(file, text, catalogue)
    const reading = read.ok ? read.batch : read.rest
    if (!read.ok) faults.push(...read.faults)
    if (reading === undefined) continue
    const checked = checkBatch(reading, { catalogue, recorded, ...(texts === undefined ? {} : { texts }) })
    faults.push(...checked.faults)
    const recordedAt = reading.recordedAt ?? recorded.recordedAt ?? 0
    const events = checked.fresh.map((entry, index) => ({
      ...entry,
      position: recorded.position + index + 1,
    }))
    for (const { id, event, position } of events) {
      recorded.apply({ id, event, recordedAt })
      leaves.push({ chronicle, position, recordedAt, id })
    }
    const { reader, note } = reading
    batches.push({
      name,
      file,
      chronicle,
      recordedAt,
      reader,
      ...(note === undefined ? {} : { note }),
      events,
    })
  }
  return { chronicle, batches, recorded, leaves, faults }
}

/** Positions, and roots where they can be computed, that ledger.sum has otherwise. */
export function sumFaults(
  dir: string,
  { batches, leaves }: Pick<OpenedChronicle, 'batches' | 'leaves'>,
  sum: LedgerSum,
  rootsAt: RootsAt | undefined,
): Fault[] {
  const positions = endsOf(batches)
  const roots = rootsAt?.(leaves, positions) ?? []
  return batches.flatMap(({ name }, index) => {
    const [line, position, root] = [sum[index], positions[index], roots[index]]
    if (line === undefined) return []
    const place = { file: join(dir, SUM_FILE), line: index + 2, column: 1 }
    if (line.position !== position)
      return [
        {
          code: 'E_SUM_POSITION',
          message: `expected ${name} to end at position ${position}; ${line.position} stands there`,
          place,
        },
      ]
    if (root === undefined || root === line.root) return []
    return [
      {
        code: 'E_SUM_ROOT',
        message: `expected root ${root} after ${name}; ${line.root} stands there`,
        place,
      },
    ]
  })
}

/** The position that each batch ends at. */
export function endsOf(batches: readonly Pick<OpenedBatch, 'events'>[]): readonly number[] {
  let last = 0
  return batches.map(({ events }) => (last += events.length))
}
