/** What a byte is of, in a SQLite file (https://sqlite.org/fileformat2.html). */
export type Where =
  | 'file header'
  | 'free page'
  | 'room that no row takes'
  | 'overflow page'
  | 'rows and their order'

/** Where each byte of a file lies. */
export function mapOf(bytes: Buffer): (at: number) => Where {
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16)
  const usable = pageSize - (bytes[20] ?? 0)
  const free = freePages(bytes, pageSize)
  const pages = new Map<number, readonly (readonly [number, number])[] | undefined>()
  return (at) => {
    if (at < 100) return 'file header'
    const page = Math.floor(at / pageSize)
    if (free.has(page + 1)) return 'free page'
    if (!pages.has(page)) pages.set(page, taken(bytes, page, pageSize, usable))
    const stretches = pages.get(page)
    if (stretches === undefined) return 'overflow page'
    return stretches.some(([start, end]) => start <= at && at < end)
      ? 'rows and their order'
      : 'room that no row takes'
  }
}

/** The stretches of a b-tree page that hold something, its header and pointers included; undefined of another page. */
function taken(
  bytes: Buffer,
  page: number,
  pageSize: number,
  usable: number,
): readonly (readonly [number, number])[] | undefined {
  const start = page * pageSize
  const header = start + (page === 0 ? 100 : 0)
  const type = bytes[header]
  if (type !== 2 && type !== 5 && type !== 10 && type !== 13) return undefined
  const pointers = header + (type === 2 || type === 5 ? 12 : 8)
  const count = bytes.readUInt16BE(header + 3)
  const cells = Array.from({ length: count }, (_, index): readonly [number, number] => {
    const cell = start + bytes.readUInt16BE(pointers + 2 * index)
    return [cell, cellEnd(bytes, cell, type, usable)]
  })
  return [[header, pointers + 2 * count], ...cells]
}

function cellEnd(bytes: Buffer, cell: number, type: 2 | 5 | 10 | 13, usable: number): number {
  const inner = type === 2 || type === 5 ? 4 : 0
  const [payload, afterPayload] = varint(bytes, cell + inner)
  if (type === 5) return afterPayload
  const begin = type === 13 ? varint(bytes, afterPayload)[1] : afterPayload
  const most = type === 13 ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (payload <= most) return begin + payload
  const least = Math.floor(((usable - 12) * 32) / 255) - 23
  const local = least + ((payload - least) % (usable - 4))
  return begin + (local <= most ? local : least) + 4
}

/** A number of 1 to 9 bytes, and where it ends. */
function varint(bytes: Buffer, at: number): readonly [number, number] {
  let value = 0
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index] ?? 0
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + index + 1]
  }
  return [value, at + 9]
}

function freePages(bytes: Buffer, pageSize: number): ReadonlySet<number> {
  const free = new Set<number>()
  for (let trunk = bytes.readUInt32BE(32); trunk !== 0 && !free.has(trunk); ) {
    free.add(trunk)
    const start = (trunk - 1) * pageSize
    const leaves = bytes.readUInt32BE(start + 4)
    for (let leaf = 0; leaf < leaves; leaf += 1) free.add(bytes.readUInt32BE(start + 8 + 4 * leaf))
    trunk = bytes.readUInt32BE(start)
  }
  return free
}
