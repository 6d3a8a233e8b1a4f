import { crc32 } from 'node:zlib'
import type { Sections } from './column-set.ts'

/** What the bytes begin with: the name of the format and its version. */
const MAGIC = Buffer.from('columns1')

/** Sections begin at multiples of this, so that the widest cells can be read where they are. */
const ALIGNED = 8

/** Where the check sum is, and where it begins to count. */
const SUM = MAGIC.length
const SUMMED = SUM + 4

type Head = {
  readonly about: unknown
  readonly sections: readonly (readonly [name: string, length: number])[]
}

/**
 * Columns as bytes, with what they are about, as JSON; both come back by {@link columnsIn}, in a machine with the same order
 * of bytes. A check sum (CRC-32) is over all of them.
 */
export function columnBytes(about: unknown, sections: Sections): Uint8Array<ArrayBuffer> {
  const head: Head = { about, sections: [...sections].map(([name, { length }]) => [name, length]) }
  const text = Buffer.from(JSON.stringify(head))
  const start = aligned(SUMMED + 4 + text.length)
  const length = [...sections.values()].reduce((end, section) => aligned(end) + section.length, start)
  const bytes = Buffer.from(new ArrayBuffer(length))
  bytes.set(MAGIC)
  bytes.writeUInt32LE(text.length, SUMMED)
  bytes.set(text, SUMMED + 4)
  let end = start
  for (const section of sections.values()) {
    end = aligned(end)
    bytes.set(section, end)
    end += section.length
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(SUMMED)), SUM)
  return bytes
}

/** The columns in bytes, which they take over, and what they are about; undefined if one byte is another or lacks. */
export function columnsIn(
  given: Uint8Array<ArrayBuffer>,
): { readonly about: unknown; readonly sections: Sections } | undefined {
  const {
    buffer,
    byteOffset,
    length: size,
  } = given.byteOffset % ALIGNED === 0 ? given : Uint8Array.from(given)
  const bytes = Buffer.from(buffer, byteOffset, size)
  if (bytes.length < SUMMED + 4 || !bytes.subarray(0, SUM).equals(MAGIC)) return undefined
  if (bytes.readUInt32LE(SUM) !== crc32(bytes.subarray(SUMMED))) return undefined
  const length = bytes.readUInt32LE(SUMMED)
  const head: Head = JSON.parse(bytes.toString('utf8', SUMMED + 4, SUMMED + 4 + length))
  const sections = new Map<string, Uint8Array<ArrayBuffer>>()
  let end = SUMMED + 4 + length
  for (const [name, width] of head.sections) {
    const start = aligned(end)
    end = start + width
    sections.set(name, bytes.subarray(start, end))
  }
  return { about: head.about, sections }
}

function aligned(offset: number): number {
  return Math.ceil(offset / ALIGNED) * ALIGNED
}
