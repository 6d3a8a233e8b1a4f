import canonicalize from 'canonicalize'
import type { z } from 'zod'
import {
  type Batch,
  type BatchEvent,
  batchHeadSchema,
  inOrder,
  placeFaults,
  type Reading,
  zodFaults,
} from '../admission/index.ts'
import { type Fault, RegestaError } from '../errors.ts'
import { type Catalogue, type EventId, parseEvent, sha256Hex } from '../event/index.ts'
import { type Instant, parseInstant } from '../time/index.ts'
import { readYaml, type YamlTree } from './yaml/yaml-tree.ts'

/** Either the batch or all its faults; `rest` is what could be read besides them, for further checks. */
export type BatchRead =
  | { readonly ok: true; readonly batch: Batch & Reading }
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly rest: Reading | undefined }

/** An event as the file has it: its envelope without what the file's head supplies. */
export type Item = Readonly<Record<string, unknown>>

/** What is done to an item before it is read as an event; faults carry paths into the item. */
export type Prepared = { readonly item: Item; readonly faults: readonly Fault[] }

/** Items are prepared one after another; of each, the id is told (if it has one) before the next one's turn. */
export type Preparation = {
  prepare(item: Item, index: number): Prepared
  named(index: number, id: EventId | undefined): void
}

/**
 * Reads a batch file: its YAML, its head and each event by itself, every fault with its line and column.
 * What needs other events, sources or texts is up to `checkBatch`. Never throws for what the text says.
 */
export function readBatch(file: string, text: string, catalogue: Catalogue): BatchRead {
  const { reading, faults } = readTree(file, readYaml(file, text), catalogue, batchHeadSchema, asWritten)
  const { chronicle, recordedAt } = reading ?? {}
  if (reading === undefined || chronicle === undefined || recordedAt === undefined || faults.length > 0)
    return { ok: false, faults, rest: reading }
  return { ok: true, batch: { ...reading, chronicle, recordedAt } }
}

const asWritten: Preparation = { prepare: (item) => ({ item, faults: [] }), named: () => undefined }

/** As {@link readBatch}, with the head's schema and the preparation of items left open; drafts are read so too. */
export function readTree(
  file: string,
  tree: YamlTree,
  catalogue: Catalogue,
  headSchema: z.ZodObject,
  preparation: Preparation,
): { readonly reading: Reading | undefined; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [...tree.faults]
  if (!tree.sound) return { reading: undefined, faults: inOrder(faults) }
  if (!isItem(tree.value)) {
    faults.push({
      code: 'E_SHAPE',
      message: 'expected a batch: a map with chronicle, recordedAt, reader and events',
      place: tree.placeOf([]),
    })
    return { reading: undefined, faults: inOrder(faults) }
  }

  const { events: listed, ...headItem } = tree.value
  const head = headSchema.safeParse(headItem)
  if (!head.success) faults.push(...placeFaults(tree, [], zodFaults(head.error)))
  const recordedAt = readInstant(tree, headItem.recordedAt, faults)
  const chronicle = batchHeadSchema.shape.chronicle.safeParse(headItem.chronicle).data
  const { events, unread } = readEvents(tree, listed, chronicle ?? 'unnamed', catalogue, preparation, faults)
  const reading: Reading = {
    file,
    chronicle,
    recordedAt,
    reader: typeof headItem.reader === 'string' ? headItem.reader : '',
    ...(typeof headItem.note === 'string' ? { note: headItem.note } : {}),
    events,
    unread,
    placeOf: tree.placeOf,
  }
  return { reading, faults: inOrder(faults) }
}

function readEvents(
  tree: YamlTree,
  listed: unknown,
  chronicle: string,
  catalogue: Catalogue,
  preparation: Preparation,
  faults: Fault[],
): { readonly events: readonly BatchEvent[]; readonly unread: ReadonlySet<string> } {
  const events: BatchEvent[] = []
  const unread = new Set<string>()
  if (!Array.isArray(listed) || listed.length === 0)
    faults.push({
      code: 'E_EVENTS',
      message: 'expected events: a list of at least one',
      place: tree.placeOf(['events']),
    })
  for (const [index, written] of Array.isArray(listed) ? listed.entries() : []) {
    const base = ['events', index]
    if (!isItem(written)) {
      faults.push({
        code: 'E_SHAPE',
        message: 'expected an event: a map with type, subject, payload …',
        place: tree.placeOf(base),
      })
      preparation.named(index, undefined)
      continue
    }
    const own = headFields.filter((key) => Object.hasOwn(written, key)).map(headFieldFault)
    const prepared = preparation.prepare(written, index)
    const value = { ...prepared.item, chronicle, version: 1 }
    const id = idOf(value)
    const parsed = parseEvent(catalogue, value)
    const found = placeFaults(tree, base, [...own, ...prepared.faults, ...(parsed.ok ? [] : parsed.faults)])
    preparation.named(index, id)
    if (parsed.ok && found.length === 0 && id !== undefined)
      events.push({ index, id, event: parsed.event, valid: parsed.valid })
    else for (const name of [id, written.subject]) if (typeof name === 'string') unread.add(name)
    faults.push(...found)
  }
  return { events, unread }
}

const headFields = ['chronicle', 'version'] as const

function headFieldFault(key: string): Fault {
  return {
    code: 'E_FIELD',
    message: `"${key}" is not a field here: the head of the batch says it for all`,
    place: { path: [key] },
  }
}

/** The instant of the head; what has not even its shape was refused with the head. */
function readInstant(tree: YamlTree, written: unknown, faults: Fault[]): Instant | undefined {
  if (!batchHeadSchema.shape.recordedAt.safeParse(written).success) return undefined
  try {
    return parseInstant(String(written))
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    faults.push({ code: error.code, message: error.message, place: tree.placeOf(['recordedAt']) })
    return undefined
  }
}

/** The id of whatever was written; nothing where it has no canonical JSON, which is a fault told elsewhere. */
function idOf(value: Item): EventId | undefined {
  try {
    const json = canonicalize(value)
    return json === undefined ? undefined : sha256Hex(json)
  } catch {
    return undefined
  }
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
