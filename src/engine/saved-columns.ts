import { z } from 'zod'
import { ColumnSet, columnBytes, columnsIn } from '../columns/index.ts'
import { sha256Hex } from '../event/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Vocabulary } from '../state/index.ts'
import { programDigest } from '../version.ts'

/** The columns of a chronicle's events up to a position. */
export type SavedColumns = {
  readonly columns: ColumnSet
  readonly position: number
  /** Hex Merkle root of the ledger at that position. */
  readonly root: string
  /** How many batches the ledger has up to it. */
  readonly batches: number
}

const aboutSchema = z.object({
  chronicle: z.string(),
  program: z.string(),
  position: z.int(),
  root: z.string(),
  batches: z.int(),
})

/**
 * The columns that were saved beside the ledger. Undefined where there are none, or where they are not of this chronicle, this
 * ledger, this program and this vocabulary, or are damaged: then they are made again from the events.
 */
export async function savedColumns(
  ledger: Ledger,
  chronicle: string,
  vocabulary: Vocabulary,
): Promise<SavedColumns | undefined> {
  const bytes = await ledger.sideFiles?.read(chronicle)
  const found = bytes && columnsIn(bytes)
  const { data } = aboutSchema.safeParse(found?.about)
  if (found === undefined || data === undefined) return undefined
  if (data.chronicle !== chronicle || data.program !== programOf(vocabulary)) return undefined
  const head = await ledger.head(chronicle)
  if (data.position > head.position) return undefined
  if (data.root !== (await ledger.rootAt(chronicle, data.position))) return undefined
  return { ...data, columns: new ColumnSet(found.sections) }
}

/** Saves columns beside the ledger, where it has a place for them. */
export async function saveColumns(
  ledger: Ledger,
  chronicle: string,
  vocabulary: Vocabulary,
  { columns, ...saved }: SavedColumns,
): Promise<void> {
  const about = { chronicle, program: programOf(vocabulary), ...saved }
  await ledger.sideFiles?.write(chronicle, columnBytes(about, columns.sections()))
}

const programs = new WeakMap<Vocabulary, string>()

/** The rooms that decide what columns hold, those of the vocabularies that are part of this program among them. */
const ROOMS = [
  'columns',
  'time',
  'event',
  'ledger',
  'visibility',
  'state',
  'admission',
  'domain',
  'domains',
  'engine',
]

/** A digest of what decides what columns hold of an event: of this program, and of the vocabulary. */
function programOf(vocabulary: Vocabulary): string {
  return programs.getOrInsertComputed(vocabulary, () =>
    sha256Hex(JSON.stringify([programDigest(ROOMS), vocabularyContent(vocabulary)])),
  )
}

/** What a vocabulary is by its schemas and functions; by its types alone where the program's digest is of these, too. */
function vocabularyContent({ catalogue, readings, kinds, isPartOfProgram }: Vocabulary): unknown {
  if (isPartOfProgram === true) return [...catalogue.keys()]
  const types = [...catalogue.values()].map(({ payload, ...type }) => [
    type,
    z.toJSONSchema(payload, { io: 'input' }),
  ])
  const functions = [
    ...[...readings.values()].map(({ written }) => written()),
    ...[...kinds.values()].flatMap(({ kind, derived = [] }) => [
      kind,
      ...derived.map(({ turns }) => String(turns)),
    ]),
  ]
  return [types, functions]
}
