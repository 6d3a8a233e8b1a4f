import canonicalize from 'canonicalize'
import { z } from 'zod'
import { type Fault, RegestaError } from '../errors.ts'
import { type Catalogue, type EventId, parseEvent, sha256Hex } from '../event/index.ts'
import { inOneGo, type Steps } from '../state/index.ts'
import { type Instant, parseInstant } from '../time/index.ts'
import { type Batch, type BatchEvent, batchHeadSchema, type ParsedBatch } from './batch.ts'
import { type PlacedValue, placeFaults, sortFaults, zodFaults } from './placed-value.ts'

/** Either the batch, or all its faults and in `rest` what could be read besides them, for further checks. */
export type BatchResult =
  | { readonly ok: true; readonly batch: Batch & ParsedBatch }
  | { readonly ok: false; readonly faults: readonly Fault[]; readonly rest: ParsedBatch | undefined }

/** An event as a batch has it: its envelope without what the head of the batch supplies. */
export type Item = Readonly<Record<string, unknown>>

/** An item with its shorthands replaced; the faults carry paths into the item. */
export type ResolvedItem = { readonly item: Item; readonly faults: readonly Fault[] }

/**
 * Replaces the shorthands of a draft, item by item: `resolve` comes before an item is parsed, and `identified` after it,
 * with its id if it has one, so that later items can refer to it.
 */
export type ItemResolver = {
  resolve(item: Item, index: number): ResolvedItem
  identified(index: number, id: EventId | undefined): void
}

/**
 * Parses a batch: its head, and each event by itself, with every fault in place. What depends on other events, sources or
 * texts is left to `validateBatch`. Never throws for what the batch says.
 */
export function parseBatch(file: string, value: PlacedValue, catalogue: Catalogue): BatchResult {
  const { batch, faults } = inOneGo(parseItems(file, value, { catalogue, headSchema: batchHeadSchema }))
  const { chronicle, recordedAt } = batch ?? {}
  if (batch === undefined || chronicle === undefined || recordedAt === undefined || faults.length > 0)
    return { ok: false, faults, rest: batch }
  return { ok: true, batch: { ...batch, chronicle, recordedAt } }
}

/** How to parse: event types, the schema of the head, and the resolver of shorthands, if they are allowed. */
type Parsing = {
  readonly catalogue: Catalogue
  readonly headSchema: z.ZodObject
  readonly resolver?: ItemResolver
}

/** As {@link parseBatch}, for drafts too. An event is a step. */
export function* parseItems(
  file: string,
  tree: PlacedValue,
  parsing: Parsing,
): Steps<{ readonly batch: ParsedBatch | undefined; readonly faults: readonly Fault[] }> {
  const faults: Fault[] = [...tree.faults]
  if (!tree.sound) return { batch: undefined, faults: sortFaults(faults) }
  if (!isItem(tree.value)) {
    const message = 'expected a batch: a map with chronicle, recordedAt, reader and events'
    faults.push({ code: 'E_SHAPE', message, place: tree.placeOf([]) })
    return { batch: undefined, faults: sortFaults(faults) }
  }

  const { events: listed, ...headItem } = tree.value
  const head = parsing.headSchema.safeParse(headItem)
  const withEvents = parsing.headSchema.extend({ events: z.array(z.unknown()) })
  if (!head.success) faults.push(...placeFaults(tree, [], zodFaults(head.error, withEvents)))
  const recordedAt = parseRecordedAt(tree, headItem.recordedAt, faults)
  const chronicle = batchHeadSchema.shape.chronicle.safeParse(headItem.chronicle).data
  const { events, unread } = yield* parseEvents(tree, listed, chronicle ?? 'unnamed', parsing, faults)
  const batch: ParsedBatch = {
    file,
    chronicle,
    recordedAt,
    reader: typeof headItem.reader === 'string' ? headItem.reader : '',
    ...(typeof headItem.note === 'string' ? { note: headItem.note } : {}),
    events,
    unread,
    placeOf: tree.placeOf,
  }
  return { batch, faults: sortFaults(faults) }
}

function* parseEvents(
  tree: PlacedValue,
  listed: unknown,
  chronicle: string,
  { catalogue, resolver }: Parsing,
  faults: Fault[],
): Steps<{ readonly events: readonly BatchEvent[]; readonly unread: ReadonlySet<string> }> {
  const events: BatchEvent[] = []
  const unread = new Set<string>()
  if (!Array.isArray(listed) || listed.length === 0) {
    const message = 'expected events: a list of at least one'
    faults.push({ code: 'E_EVENTS', message, place: tree.placeOf(['events']) })
  }
  for (const [index, written] of Array.isArray(listed) ? listed.entries() : []) {
    yield
    const base = ['events', index]
    if (!isItem(written)) {
      faults.push({
        code: 'E_SHAPE',
        message: 'expected an event: a map with type, subject, payload …',
        place: tree.placeOf(base),
      })
      resolver?.identified(index, undefined)
      continue
    }
    const own = headFields.filter((key) => Object.hasOwn(written, key)).map(headFieldFault)
    const resolved = resolver?.resolve(written, index) ?? { item: written, faults: [] }
    const value = { ...resolved.item, chronicle, version: 1 }
    const id = idOf(value)
    const parsed = parseEvent(catalogue, value)
    const found = placeFaults(tree, base, [...own, ...resolved.faults, ...(parsed.ok ? [] : parsed.faults)])
    resolver?.identified(index, id)
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
    message: `"${key}" is not a field here: the head of the batch has it for all`,
    place: { path: [key] },
  }
}

/** The instant of the head; undefined where its shape is wrong, which the schema of the head reports. */
function parseRecordedAt(tree: PlacedValue, written: unknown, faults: Fault[]): Instant | undefined {
  if (!batchHeadSchema.shape.recordedAt.safeParse(written).success) return undefined
  try {
    return parseInstant(String(written))
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    faults.push({ code: error.code, message: error.message, place: tree.placeOf(['recordedAt']) })
    return undefined
  }
}

/** The id of the value as written; undefined where it has no canonical JSON, which is reported elsewhere. */
function idOf(value: Item): EventId | undefined {
  try {
    const json = canonicalize(value)
    return json === undefined ? undefined : sha256Hex(json)
  } catch {
    return undefined
  }
}

/** Whether a value is a map. */
export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
