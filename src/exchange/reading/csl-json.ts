import { type Fault, InvalidInput } from '../../errors.ts'
import { decodeText } from './decode-text.ts'
import { cslItemSchema, type Library, type LibraryEntry } from './library.ts'
import { type ReaderOptions, unreadable } from './reader.ts'

/** Members of an item that are read from it; the others are kept as they are written. */
const READ: ReadonlySet<string> = new Set(Object.keys(cslItemSchema.shape))

/**
 * The items of a library in CSL-JSON, a list or the `items` of a map. Throws InvalidInput with every fault, each in the item
 * that its id names: E_JSON, E_SHAPE.
 */
export function read(bytes: Uint8Array, { encoding }: ReaderOptions): Library {
  const faults: Fault[] = []
  const entries = itemsIn(decodeText(bytes, encoding)).flatMap((value, at): readonly LibraryEntry[] => {
    const { data, error } = cslItemSchema.safeParse(value)
    const key = keyOf(value) ?? `item ${at + 1}`
    for (const { path, message } of error?.issues ?? [])
      faults.push({
        code: 'E_SHAPE',
        message: message.replace(/^Invalid input: /, ''),
        place: { part: [key, ...path.map(String)].join('.') },
      })
    if (data === undefined || typeof value !== 'object' || value === null) return []
    const others = Object.entries(value).filter(([name, member]) => !READ.has(name) && member !== undefined)
    return [
      {
        key,
        item: data,
        others: Object.fromEntries(others.map(([name, member]) => [name, written(member)])),
      },
    ]
  })
  if (faults.length > 0) throw new InvalidInput(faults)
  return { entries }
}

function itemsIn(text: string): readonly unknown[] {
  const value = parsed(text)
  if (Array.isArray(value)) return value
  if (typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items))
    return value.items
  throw unreadable('E_SHAPE', 'is no library in CSL-JSON; expected a list of items')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable('E_JSON', `is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function keyOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const named = 'citation-key' in value ? value['citation-key'] : 'id' in value ? value.id : undefined
  return typeof named === 'string' || typeof named === 'number' ? String(named) : undefined
}

function written(member: unknown): string {
  return typeof member === 'string' ? member : JSON.stringify(member)
}
