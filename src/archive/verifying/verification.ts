import { basename, join } from 'node:path'
import { matchTexts, type Texts, type UnregisteredText } from '../../admission/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import { eventCorrected, isSpan, type Span } from '../../event/index.ts'
import { type HeldCheckpoint, type MerkleTree, originOf, signedFaults } from '../../ledger/index.ts'
import type { LedgerPlace } from '../../stores/index.ts'
import { checkAgreement } from '../ledgers/agreement.ts'
import type { OpenedChronicle } from '../open.ts'
import { apartFaults, readerFaults } from './apart.ts'
import { type Copy, copyInFiles, type FilesCopy, type InFiles } from './copies.ts'

/** What was proved of one chronicle. */
export type Proof = {
  readonly chronicle: string
  readonly batches: number
  readonly events: number
  /** Null where there is only a ledger: it does not read the events. */
  readonly sources: number | null
  readonly root: string
  readonly spans: { readonly all: number; readonly proved: number } | null
  /** Sources whose text was at hand; null where no texts were given. */
  readonly texts: number | null
  readonly withoutText: readonly string[]
  /** Texts that are of no source. */
  readonly strangers: readonly UnregisteredText[]
  /** The ledger's position, which agrees with the files as far as both go; null where none was read. */
  readonly ledger: number | null
  /** The sizes of the signed checkpoints that the history goes on from. */
  readonly signed: readonly number[]
}

export type Verifying = InFiles & {
  readonly ledgerPlace: LedgerPlace
  /** What the ledger there holds of the chronicle; undefined where that is nothing, or cannot be read. */
  readonly ledger: Copy | undefined
  /** Checkpoints whose signatures were found good; those of other logs are passed over. */
  readonly held: readonly HeldCheckpoint[]
}

/**
 * Proves a chronicle: of its files seals, ids, positions, roots, what events say of one another and, by the texts, every
 * span; of the ledger, if there is one, every event and root; that both go on from every signed checkpoint of it, and
 * that neither goes another way. Throws InvalidInput with all faults, naming each event where one of the two can tell;
 * E_DIVERGED where each is sound by itself and nothing tells which is right.
 */
export async function verifyChronicle(verifying: Verifying): Promise<Proof> {
  const { chronicle, eventsDir, texts, ledgerPlace, ledger } = verifying
  const held = verifying.held.filter(({ checkpoint }) => checkpoint.origin === originOf(chronicle))
  const found = await copyInFiles(verifying)
  const files = isThere(found) ? found : undefined
  const all = [files, ledger].filter((copy) => copy !== undefined)
  const copies = all.map((copy) => ({ copy, faults: [...copy.faults, ...notAsSigned(copy, all, held)] }))
  const faults = [
    ...copies.flatMap((each) => each.faults),
    ...named(copies, files),
    ...(files === undefined || ledger === undefined ? [] : readerFaults(files, ledger)),
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
    ...(opened === undefined ? UNREAD : readingOf(opened, texts)),
    ledger: ledger?.leaves.length ?? null,
    signed: held.map(({ checkpoint }) => checkpoint.size),
  }
}

/** Files that were never there are no copy: a ledger may stand alone. */
function isThere({ leaves, faults, sum }: FilesCopy): boolean {
  return leaves.length > 0 || faults.length > 0 || sum.length > 0
}

/** A copy that ends before a checkpoint is no fault where another holds all of it, and more, up to there as signed. */
function notAsSigned(
  { name, chronicle, tree }: Copy,
  all: readonly Copy[],
  held: readonly HeldCheckpoint[],
): readonly Fault[] {
  if (tree === undefined) return []
  const longer = all.filter(
    (other) => other.tree !== undefined && other.tree.size > tree.size && goesOn(tree, other.tree),
  )
  const asked = held.filter(
    ({ checkpoint: { size, root } }) =>
      size <= tree.size ||
      !longer.some((other) => (other.tree?.size ?? 0) >= size && other.tree?.rootAt(size) === root),
  )
  return signedFaults(name, chronicle, tree, asked)
}

function goesOn(from: MerkleTree, to: MerkleTree): boolean {
  return to.rootAt(from.size) === from.rootAt(from.size)
}

type Judged = { readonly copy: Copy; readonly faults: readonly Fault[] }

/** The events in which the copy at fault differs from the sound one; where there is no such one, what can be told. */
function named(copies: readonly Judged[], files: FilesCopy | undefined): readonly Fault[] {
  const sound = copies.find(({ faults }) => faults.length === 0)?.copy
  const wanting = copies.find(({ faults }) => faults.length > 0)?.copy
  if (wanting === undefined || (sound === undefined && wanting !== files)) return []
  if (sound !== undefined) return apartFaults(sound, wanting)
  return files === undefined ? [] : unnamed(files)
}

/** By the seals alone a file is known to be altered, but not which of its events. */
function unnamed({ faults, sum }: FilesCopy): readonly Fault[] {
  return sum.flatMap(({ name, position }, index) => {
    const edited = faults.find(
      ({ code, place }) => code === 'E_SUM_EDITED' && basename(place?.file ?? '') === name,
    )
    if (edited?.place === undefined) return []
    const first = (sum[index - 1]?.position ?? 0) + 1
    const message = `it was sealed with events ${first} to ${position}; which of them was altered, only a ledger beside it or another copy can tell`
    return [{ code: 'E_SUM_UNNAMED', message, place: edited.place }]
  })
}

/** Where there is only a ledger, which does not read the events. */
const UNREAD = { sources: null, spans: null, texts: null, withoutText: [], strangers: [] } as const

function readingOf(opened: OpenedChronicle, texts: Texts | undefined) {
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

/** Every span that an event cites, or that a correction puts in place of one. */
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
