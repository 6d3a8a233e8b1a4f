import { buffer } from 'node:stream/consumers'
import { type Fault, InvalidInput } from '../../errors.ts'
import { unreadable } from './reader.ts'

/** What a zipped file of Office may hold, by far more than any that a person made. */
const MOST_ENTRIES = 2_000
const MOST_BYTES = 200 << 20
/** Unpacked bytes a packed one, of what is not small anyway. */
const MOST_RATIO = 200
const SMALL = 10 << 20
/** Elements one within the other. */
const DEEPEST = 1_000

/** A zipped file of Office that may be unpacked: its parts by name. */
export type OfficeParts = {
  readonly names: readonly string[]
  /** The text of a part in XML; undefined where there is none of that name. */
  text(name: string): Promise<string | undefined>
}

/**
 * Opens a zipped file of Office (.docx, .xlsx) after every part of it was unpacked once, one at a time, and found to be as
 * large as it says. Throws InvalidInput with E_TOO_LARGE, or with all of E_PASSWORD (a part is encrypted), E_MACRO (it can
 * run programs), E_ENTITY (XML that declares entities), E_TOO_DEEP; what else is wrong with it is thrown as it is.
 */
export async function openOffice(bytes: Uint8Array): Promise<OfficeParts> {
  const { fromBufferPromise } = await import('yauzl')
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true, autoClose: false })
  if (zip.entryCount > MOST_ENTRIES)
    throw unreadable('E_TOO_LARGE', `has ${zip.entryCount} parts; expected ${MOST_ENTRIES} at most`)
  const entries = await Array.fromAsync(zip.eachEntry())
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const ratio = Math.round(size / bytes.length)
  if (size > MOST_BYTES || (size > SMALL && ratio > MOST_RATIO))
    throw unreadable(
      'E_TOO_LARGE',
      `has ${size} bytes once unpacked, ${ratio} times its own; it may be a bomb`,
    )
  const faults: Fault[] = []
  for (const entry of entries) {
    const name = entry.fileName
    if (entry.isEncrypted()) faults.push({ code: 'E_PASSWORD', message: `${name} in it has a password` })
    else if (/vbaProject\.bin$/i.test(name))
      faults.push({ code: 'E_MACRO', message: `has macros (${name}); save it without them` })
    else {
      const part = await buffer(await zip.openReadStreamPromise(entry))
      if (/\.(?:xml|rels)$/i.test(name)) faults.push(...faultsOfXml(name, part))
    }
  }
  if (faults.length > 0) throw new InvalidInput(faults)
  const byName = new Map(entries.map((entry) => [entry.fileName, entry]))
  return {
    names: [...byName.keys()],
    async text(name) {
      const entry = byName.get(name)
      return entry && (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8')
    },
  }
}

function faultsOfXml(name: string, part: Buffer): readonly Fault[] {
  const declaration = ['utf8', 'utf16le'] as const
  if (declaration.some((encoding) => part.includes(Buffer.from('<!DOCTYPE', encoding))))
    return [{ code: 'E_ENTITY', message: `${name} in it declares a document type, which may bring entities` }]
  if (depthOf(part.toString('latin1')) <= DEEPEST) return []
  return [
    { code: 'E_TOO_DEEP', message: `${name} in it has more than ${DEEPEST} elements one within the other` },
  ]
}

/** How many elements are open at most. */
function depthOf(xml: string): number {
  let [depth, deepest] = [0, 0]
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml[at + 1]
    if (next === '?' || next === '!') continue
    if (next === '/') depth -= 1
    else if (xml[xml.indexOf('>', at) - 1] !== '/') depth += 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
