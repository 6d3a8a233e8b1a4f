import { join } from 'node:path'
import type { Texts } from '../admission/index.ts'
import { type Fault, faultsOf, InvalidInput, RegestaError } from '../errors.ts'
import { type Catalogue, canonicalJson } from '../event/index.ts'
import { auditChronicle, type Leaf, type MerkleTree, treeOf } from '../ledger/index.ts'
import type { LedgerPlace } from '../stores/index.ts'
import { checkFolder } from './check-folder.ts'
import { chronicleIn } from './chronicle-folders.ts'
import { eventFaults } from './event-faults.ts'
import type { LedgerSum } from './ledger-sum.ts'
import { type OpenedChronicle, openBatches, readFiles } from './open-batches.ts'

/** A batch without its events. */
export type BatchHead = { readonly name: string; readonly reader: string; readonly last: number }

/** The history of a chronicle as its files have it, or a ledger. */
export type Copy = {
  /** Its name in messages: a folder, or the address of a ledger. */
  readonly name: string
  readonly chronicle: string
  /** In order. Their readers are not part of the leaves, so no root commits to them. */
  readonly batches: readonly BatchHead[]
  /** One for each event that can be read, in order. */
  readonly leaves: readonly Leaf[]
  /** Over all events before the first missing one; undefined where too much is unreadable for a root to mean anything. */
  readonly tree?: MerkleTree
  /** The contradictions within the copy. */
  readonly faults: readonly Fault[]
  /** The file that holds a position, for messages. */
  fileAt(position: number): string
  /** The canonical JSON of the event at a position. */
  bodyAt(position: number): Promise<string>
}

/** The copy in the files; `opened` where they have no faults. */
export type FilesCopy = Copy & { readonly opened?: OpenedChronicle; readonly sum: LedgerSum }

/** Which files to read, the event types they may have, and the texts to prove spans in, if available. */
export type FilesOptions = {
  readonly eventsDir: string
  readonly chronicle: string
  readonly catalogue: Catalogue
  readonly texts?: Texts | undefined
}

/** Reads the copy in the batch files of a chronicle. Files that are not as they were sealed are read as they are. */
export async function copyInFiles({
  eventsDir,
  chronicle,
  catalogue,
  texts,
}: FilesOptions): Promise<FilesCopy> {
  const dir = join(eventsDir, chronicle)
  try {
    const opened = await openBatches(dir, catalogue, texts)
    return { ...copyOf(dir, opened), tree: treeOf(opened.leaves), sum: opened.sum, faults: [], opened }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const { files, sum } = await checkFolder(dir)
    const read = readFiles(dir, files, catalogue)
    const tree = read.faults.length > 0 ? {} : { tree: treeOf(read.leaves) }
    return { ...copyOf(dir, read), ...tree, sum, faults: error.faults }
  }
}

/** Reads the copy in a ledger of a chronicle that it has. Throws all that keeps it from being read. */
export async function copyInLedger(place: LedgerPlace, chronicle: string): Promise<Copy> {
  const { name } = place
  return place.read(async (ledger) => {
    const own = await place.verify()
    const inspected = await auditChronicle(ledger, chronicle, name, { check: eventFaults }).catch(
      (error: unknown) => {
        if (own.length === 0 || !(error instanceof RegestaError)) throw error
        throw new InvalidInput([...own, ...faultsOf(error)])
      },
    )
    const { head: _, faults, ...read } = inspected
    const batches = await ledger.batches(chronicle)
    const bodyAt = bodyIn(place, chronicle)
    return { name, chronicle, ...read, batches, faults: [...own, ...faults], fileAt: () => name, bodyAt }
  })
}

/**
 * The chronicles that the ledger at a place holds; undefined where there is no ledger, unless it was named explicitly
 * (E_NO_LEDGER). Throws as opening a ledger does.
 */
export async function chroniclesInLedger(
  place: LedgerPlace,
  { isNamed }: { readonly isNamed: boolean },
): Promise<readonly string[] | undefined> {
  try {
    return await place.read((ledger) => ledger.chronicles())
  } catch (error) {
    // A database without a ledger is like a file that does not exist.
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

/** A copy without faults. */
export type SoundCopy = Copy & { readonly tree: MerkleTree }

/** Where to look for a copy: the ledger, whether it was named explicitly, and the files. */
export type SoundCopyOptions = Omit<FilesOptions, 'chronicle'> & {
  readonly chronicle?: string | undefined
  readonly ledger: LedgerPlace
  readonly isNamed: boolean
}

/**
 * The copy of a chronicle that proofs and checkpoints are made from, verified in full: the ledger's, or the files' where the
 * ledger has none. By default that of the only chronicle there. Throws InvalidInput with every fault, and as `chronicleIn`
 * and {@link chroniclesInLedger} do.
 */
export async function soundCopy(options: SoundCopyOptions): Promise<SoundCopy> {
  const { eventsDir, ledger, isNamed } = options
  const inLedger = (await chroniclesInLedger(ledger, { isNamed })) ?? []
  const [only, ...others] = inLedger
  const chronicle =
    options.chronicle !== undefined && inLedger.includes(options.chronicle)
      ? options.chronicle
      : await chronicleIn(eventsDir, options.chronicle).catch((error: unknown) => {
          if (options.chronicle !== undefined || only === undefined || others.length > 0) throw error
          return only
        })
  const copy = await (inLedger.includes(chronicle)
    ? copyInLedger(ledger, chronicle)
    : copyInFiles({ ...options, chronicle }))
  const { tree, faults } = copy
  if (tree === undefined || faults.length > 0) throw new InvalidInput(faults)
  return { ...copy, tree }
}

/**
 * Reads the ledger beside the files, as far as possible. An error in reading it is kept, not thrown: it says nothing
 * against what the files prove by themselves.
 */
export class LedgerReader {
  readonly #place: LedgerPlace
  #chronicles: readonly string[] | undefined
  #error: RegestaError | undefined

  private constructor(place: LedgerPlace) {
    this.#place = place
  }

  /** Opens the ledger at a place, if there is one. Throws as `LedgerPlace.check` does. */
  static async open(place: LedgerPlace, how: { readonly isNamed: boolean }): Promise<LedgerReader> {
    place.check()
    const ledger = new LedgerReader(place)
    ledger.#chronicles = await ledger.#try(() => chroniclesInLedger(place, how))
    return ledger
  }

  /** The chronicles that it holds; none where there is no readable ledger. */
  get chronicles(): readonly string[] {
    return this.#chronicles ?? []
  }

  /** Whether there is a readable ledger. */
  get isThere(): boolean {
    return this.#chronicles !== undefined
  }

  /** The error that kept it from being read to its end. */
  get error(): RegestaError | undefined {
    return this.#error
  }

  /** The copy of a chronicle in it; undefined where it has none, or cannot be read. */
  async copyOf(chronicle: string): Promise<Copy | undefined> {
    if (this.#error !== undefined || !this.chronicles.includes(chronicle)) return undefined
    return this.#try(() => copyInLedger(this.#place, chronicle))
  }

  async #try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RegestaError)) throw error
      this.#error = error
      return undefined
    }
  }
}
