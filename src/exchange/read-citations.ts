import canonicalize from 'canonicalize'
import { type Fault, InvalidInput } from '../errors.ts'
import { type Cited, cslSchema, searchParamsOf } from './citation.ts'

/** A citation as it was read: what it cites, and what else it says of that. */
export type ReadCitation = {
  /** As the file has it; its place in the file where it has none. */
  readonly id: string
  readonly cited: Cited
  readonly url?: string
  readonly version?: string
  readonly note?: string
  readonly issued?: unknown
}

/**
 * The citations of answers in a file of CSL-JSON, one or among other items, in order. Throws InvalidInput, E_CITATION,
 * with every fault: where there is none, where one is not whole, where its address asks something else than it says.
 */
export function readCitations(file: string, text: string): readonly ReadCitation[] {
  const fault = (message: string): Fault => ({ code: 'E_CITATION', message, place: { file } })
  const items = itemsIn(text)
  const ours = items?.flatMap((item, index) => (isOurs(item) ? [{ item, index }] : [])) ?? []
  if (ours.length === 0)
    throw new InvalidInput([
      fault(
        `${items === undefined ? 'is no JSON' : 'holds no citation of an answer'}; expected CSL-JSON as /cite gives it, with custom.regesta`,
      ),
    ])
  const faults: Fault[] = []
  const read = ours.flatMap(({ item, index }): ReadCitation[] => {
    const { data, error } = cslSchema.safeParse(item)
    if (data === undefined) {
      for (const { path, message } of error.issues)
        faults.push(fault(`${[`item ${index + 1}`, ...path].join('.')}: ${message}`))
      return []
    }
    const { id = `item ${index + 1}`, URL: url, version, note, issued, custom } = data
    const cited = custom.regesta
    if (url !== undefined)
      for (const part of changedParameters(url, cited))
        faults.push(fault(`${id}: its URL asks with another ${part} than custom.regesta says`))
    return [
      {
        id: String(id),
        cited,
        ...(url !== undefined && { url }),
        ...(version !== undefined && { version }),
        ...(note !== undefined && { note }),
        ...(issued !== undefined && { issued }),
      },
    ]
  })
  if (faults.length > 0) throw new InvalidInput(faults)
  return read
}

function itemsIn(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : [value]
  } catch {
    return undefined
  }
}

function isOurs(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || !('custom' in item)) return false
  const { custom } = item
  return typeof custom === 'object' && custom !== null && 'regesta' in custom
}

/** The parameters of an address that say something else than the citation; the text of a document that goes by an id is not in it. */
function changedParameters(url: string, cited: Cited): readonly string[] {
  const { searchParams } = new URL(url)
  const expected = searchParamsOf(cited)
  return ['query', 'variables', 'at'].filter((name) => {
    const [given, citedValue] = [searchParams.get(name), expected.get(name)]
    if (name === 'query' && searchParams.has('documentId')) return given !== null
    return name === 'variables' ? !sameJson(given, citedValue) : given !== citedValue
  })
}

function sameJson(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  try {
    return canonicalize(JSON.parse(one)) === canonicalize(JSON.parse(other))
  } catch {
    return false
  }
}
