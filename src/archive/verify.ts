import { basename, join } from 'node:path'
import { matchTexts, type Texts, type UnregisteredText } from '../admission/index.ts'
import { type Fault, InvalidInput } from '../errors.ts'
import { eventCorrected, isSpan, type Span } from '../event/index.ts'
import {
  type HistoryDifference,
  historyDifferences,
  historyFaults,
  type Leaf,
  type MerkleTree,
  type NamedCheckpoint,
  originOf,
} from '../ledger/index.ts'
import type { LedgerPlace } from '../stores/index.ts'
import { aheadOf, type Clock, formatInstant } from '../time/index.ts'
import { type Copy, copyInFiles, type FilesCopy, type FilesOptions } from './history-copy.ts'
import type { OpenedChronicle } from './open-batches.ts'
import { checkAgreement } from './sync-ledger.ts'

/** What was verified of one chronicle. */
export type Proof = {
  readonly chronicle: string
  readonly batches: number
  readonly events: number
  /** Null where there is only a ledger, whose events are not parsed. */
  readonly sources: number | null
  readonly root: string
  readonly spans: { readonly all: number; readonly proved: number } | null
  /** The number of sources whose text was available; null where no texts were given. */
  readonly texts: number | null
  readonly withoutText: readonly string[]
  /** Texts that no source is registered with. */
  readonly strangers: readonly UnregisteredText[]
  /** The position of the ledger, which agrees with the files as far as both go; null where none was read. */
  readonly ledger: number | null
  /** The sizes of the signed checkpoints that the history extends. */
  readonly signed: readonly number[]
  /** W_CLOCK where what was recorded last lies ahead of the clock by more than is tolerated. */
  readonly warnings: readonly Fault[]
}

export type VerifyOptions = FilesOptions & {
  readonly ledgerPlace: LedgerPlace
  /** The copy in that ledger; undefined where it has none, or cannot be read. */
  readonly ledger: Copy | undefined
  /** Checkpoints with verified signatures; those of other logs are ignored. */
  readonly held: readonly NamedCheckpoint[]
  readonly clock: Clock
}

/**
 * Verifies a chronicle: in the files, seals, ids, positions, roots, references between events and, given the texts, every
 * span; in the ledger, if there is one, every event and root; that both extend every signed checkpoint; and that they agree.
 * Throws InvalidInput with all faults, naming the events where one copy shows what is wrong with the other; E_DIVERGED where
 * each is sound by itself.
 */
export async function verifyChronicle(options: VerifyOptions): Promise<Proof> {
  const { chronicle, eventsDir, texts, ledgerPlace, ledger } = options
  const held = options.held.filter(({ checkpoint }) => checkpoint.origin === originOf(chronicle))
  const found = await copyInFiles(options)
  const files = exists(found) ? found : undefined
  const all = [files, ledger].filter((copy) => copy !== undefined)
  const copies = all.map((copy) => ({ copy, faults: [...copy.faults, ...checkpointFaults(copy, all, held)] }))
  const faults = [
    ...copies.flatMap((each) => each.faults),
    ...differingEvents(copies, files),
    ...(files === undefined || ledger === undefined ? [] : batchFaults(files, ledger)),
  ]
  if (faults.length > 0) throw new InvalidInput(faults)
  const { opened } = files ?? {}
  if (opened !== undefined && ledger !== undefined)
    await ledgerPlace.read((open) =>
      checkAgreement(
        open,
        { chronicle, dir: join(eventsDir, chronicle), ledgerName: ledgerPlace.name },
        opened,
      ),
    )
  const whole = files ?? ledger ?? found
  return {
    chronicle,
    batches: whole.batches.length,
    events: whole.leaves.length,
    root: whole.tree?.rootAt(whole.tree.size) ?? '',
    ...(opened === undefined ? NOT_READ : contentOf(opened, texts)),
    ledger: ledger?.leaves.length ?? null,
    signed: held.map(({ checkpoint }) => checkpoint.size),
    warnings: clockWarnings(whole, options.clock),
  }
}

function clockWarnings({ name, leaves }: Copy, clock: Clock): readonly Fault[] {
  const ahead = aheadOf(clock, leaves.at(-1)?.recordedAt ?? Number.NEGATIVE_INFINITY)
  if (ahead === undefined) return []
  return [{ code: 'W_CLOCK', message: `what was recorded last, at ${ahead}`, place: { file: name } }]
}

/** Whether there are files at all: a chronicle may be in a ledger alone. */
function exists({ leaves, faults, sum }: FilesCopy): boolean {
  return leaves.length > 0 || faults.length > 0 || sum.length > 0
}

/**
 * The faults of a copy by the checkpoints. That it ends before one is no fault where the other copy extends it and has the
 * root that was signed.
 */
function checkpointFaults(
  { name, chronicle, tree }: Copy,
  all: readonly Copy[],
  held: readonly NamedCheckpoint[],
): readonly Fault[] {
  if (tree === undefined) return []
  const longer = all.filter(
    (other) => other.tree !== undefined && other.tree.size > tree.size && extendsTree(tree, other.tree),
  )
  const relevant = held.filter(
    ({ checkpoint: { size, root } }) =>
      size <= tree.size ||
      !longer.some((other) => (other.tree?.size ?? 0) >= size && other.tree?.rootAt(size) === root),
  )
  return historyFaults(name, chronicle, tree, relevant)
}

function extendsTree(from: MerkleTree, to: MerkleTree): boolean {
  return to.rootAt(from.size) === from.rootAt(from.size)
}

type CheckedCopy = { readonly copy: Copy; readonly faults: readonly Fault[] }

/** The events in which the faulty copy differs from the sound one; without a sound one, the files that were edited. */
function differingEvents(copies: readonly CheckedCopy[], files: FilesCopy | undefined): readonly Fault[] {
  const sound = copies.find(({ faults }) => faults.length === 0)?.copy
  const faulty = copies.find(({ faults }) => faults.length > 0)?.copy
  if (faulty === undefined || (sound === undefined && faulty !== files)) return []
  if (sound !== undefined) return apartFaults(sound, faulty)
  return files === undefined ? [] : editedFiles(files)
}

/** E_SUM_UNNAMED for each edited file: its seal does not show which of its events was altered. */
function editedFiles({ faults, sum }: FilesCopy): readonly Fault[] {
  return sum.flatMap(({ name, position }, index) => {
    const edited = faults.find(
      ({ code, place }) => code === 'E_SUM_EDITED' && basename(place?.file ?? '') === name,
    )
    if (edited?.place === undefined) return []
    const first = (sum[index - 1]?.position ?? 0) + 1
    const message = `it was sealed with events ${first} to ${position}; which of them was altered, only a ledger or another copy can show`
    return [{ code: 'E_SUM_UNNAMED', message, place: edited.place }]
  })
}

/** The part of a proof about the content of events, for a ledger alone. */
const NOT_READ = { sources: null, spans: null, texts: null, withoutText: [], strangers: [] } as const

function contentOf(opened: OpenedChronicle, texts: Texts | undefined) {
  const spans = spansOf(opened)
  const sources = opened.recorded.sources()
  const provable = new Set(
    [...sources].flatMap(([source, facts]) =>
      facts.length > 0 && facts.every(({ digest }) => texts?.has(digest)) ? [source] : [],
    ),
  )
  return {
    sources: sources.size,
    spans: { all: spans.length, proved: spans.filter(({ source }) => provable.has(source)).length },
    texts: texts === undefined ? null : provable.size,
    withoutText: [...sources.keys()].filter((source) => !provable.has(source)).sort(),
    strangers: matchTexts(texts ?? new Map(), sources).unregistered,
  }
}

/** Every span that an event cites, or that a correction replaces one by. */
function spansOf({ batches }: OpenedChronicle): readonly Span[] {
  return batches.flatMap(({ events }) =>
    events.flatMap(({ event }) => {
      const set =
        event.type === eventCorrected.type
          ? eventCorrected.payload.safeParse(event.payload).data?.set
          : undefined
      return [...(event.evidence ?? []), ...(set?.evidence ?? [])].filter(isSpan)
    }),
  )
}

/** At most this many events are listed; of the rest only the number is given. */
const MAX_LISTED = 20

/**
 * The events in which a faulty copy differs from a sound one, each by position and id: E_APART_REWRITTEN, E_APART_DROPPED,
 * E_APART_ADDED, E_APART_MOVED, E_APART_REDATED, and E_APART_MORE for the rest.
 */
function apartFaults(sound: Copy, faulty: Copy): readonly Fault[] {
  const differences = historyDifferences(sound.leaves, withoutGrowth(sound.leaves, faulty.leaves))
  const listed = differences.slice(0, MAX_LISTED).map((difference): Fault => {
    const { code, message } = describe(difference, sound.name)
    return { code, message, place: { file: faulty.fileAt(difference.position) } }
  })
  if (differences.length <= MAX_LISTED) return listed
  const message = `${differences.length - MAX_LISTED} further events are not as in ${sound.name}`
  return [...listed, { code: 'E_APART_MORE', message, place: { file: faulty.name } }]
}

/**
 * E_APART_BATCH and E_APART_READER for each batch of a ledger whose name or reader is not that of the sealed file: no root
 * commits to these. A ledger from before readers were stored has none.
 */
function batchFaults(files: Copy, ledger: Copy): readonly Fault[] {
  const sealed = new Map(files.batches.map((batch) => [batch.last, batch]))
  const place = { file: ledger.name }
  return ledger.batches.flatMap(({ name, reader, last }): Fault[] => {
    const file = sealed.get(last)
    if (file === undefined) return []
    const faults: Fault[] = []
    const expected = file.name.replace(/\.yaml$/, '')
    if (name !== expected) {
      const message = `the batch that ends at position ${last} is called ${JSON.stringify(name)}; expected ${JSON.stringify(expected)}, as its file is`
      faults.push({ code: 'E_APART_BATCH', message, place })
    }
    if (reader !== '' && file.reader !== reader) {
      const message = `batch ${name} has the reader ${JSON.stringify(reader)}; expected ${JSON.stringify(file.reader)}, as in its file`
      faults.push({ code: 'E_APART_READER', message, place })
    }
    return faults
  })
}

/** The leaves without those after the last that the sound copy has: a copy may go further. */
function withoutGrowth(sound: readonly Leaf[], faulty: readonly Leaf[]): readonly Leaf[] {
  const ids = new Set(sound.map(({ id }) => id))
  const last = faulty.findLastIndex(({ id }) => ids.has(id))
  return faulty.slice(0, Math.max(last + 1, sound.length))
}

function describe(
  difference: HistoryDifference,
  as: string,
): { readonly code: string; readonly message: string } {
  const { position, id } = difference
  switch (difference.type) {
    case 'rewritten':
      return {
        code: 'E_APART_REWRITTEN',
        message: `event ${position}: ${difference.found} is there; expected ${id}, as in ${as}`,
      }
    case 'dropped':
      return { code: 'E_APART_DROPPED', message: `event ${position}, ${id}, is missing; it is in ${as}` }
    case 'added':
      return { code: 'E_APART_ADDED', message: `event ${position}, ${id}, was added; it is not in ${as}` }
    case 'moved':
      return {
        code: 'E_APART_MOVED',
        message: `event ${position}, ${id}, is at ${difference.found}; expected the order of ${as}`,
      }
    case 'redated':
      return {
        code: 'E_APART_REDATED',
        message: `event ${position}, ${id}, was recorded ${formatInstant(difference.found)}; expected ${formatInstant(difference.recordedAt)}, as in ${as}`,
      }
  }
}
