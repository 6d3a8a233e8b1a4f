import { writeFolded, writeScalar } from './write-scalar.ts'

/** A JSON value; a field that is undefined is not written. */
export type Written =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Written[]
  | { readonly [key: string]: Written }
type WrittenMap = { readonly [key: string]: Written }

const WIDTH = 132
/** Fields that have an order of their own; others follow by name. */
const ORDER = [
  ...[
    'chronicle',
    'recordedAt',
    'reader',
    'note',
    'type',
    'subject',
    'payload',
    'valid',
    'begin',
    'premises',
    'target',
  ],
  ...[
    'event',
    'after',
    'edtf',
    'within',
    'likely',
    'basis',
    'reading',
    'source',
    'start',
    'locator',
    'end',
    'role',
  ],
  ...['digest', 'evidence', 'salt'],
]

/** Block YAML of a map or list, each line indented by that many spaces; what is small stands in one line. */
export function writeYaml(value: WrittenMap | readonly Written[], indent: number): string {
  const pad = ' '.repeat(indent)
  if (isList(value)) return value.map((item) => `${pad}-${afterMark(item, indent + 2)}`).join('\n')
  return fieldsOf(value)
    .map(([key, item]) => `${pad}${writeKey(key, pad)}${afterKey(item, indent + 2, key.length)}`)
    .join('\n')
}

/** A key with its colon; one too long for YAML to see its colon in time (1024 characters) is marked as a key. */
function writeKey(key: string, pad: string): string {
  const written = writeScalar(key, false)
  return written.length > WIDTH ? `? ${written}\n${pad}:` : `${written}:`
}

/** What follows `key:`: in the same line if it fits, else below. */
function afterKey(value: Written, indent: number, taken: number): string {
  const room = WIDTH - indent - taken
  const inline = writeInline(value, room)
  if (inline !== undefined) return ` ${inline}`
  if (isList(value) || isMap(value)) return `\n${writeYaml(value, indent)}`
  return ` ${writeFolded(String(value), indent, room)}`
}

/** What follows `-`: a block begins right there, without its own indent. */
function afterMark(value: Written, indent: number): string {
  const inline = isEventLike(value) ? undefined : writeInline(value, WIDTH - indent)
  if (inline !== undefined) return ` ${inline}`
  if (isMap(value) && isFlat(value) && !isEventLike(value)) return ` ${writeFlowMap(value, indent)}`
  if (isList(value) || isMap(value)) return ` ${writeYaml(value, indent).slice(indent)}`
  return ` ${typeof value === 'string' ? writeFolded(value, indent, WIDTH - indent) : writeScalar(value, false)}`
}

/** A flow map over as few lines as it takes, broken between fields. */
function writeFlowMap(map: WrittenMap, indent: number): string {
  const lines: string[] = []
  let line = '{ '
  for (const [index, [key, item]] of fieldsOf(map).entries()) {
    const field = `${writeScalar(key, true)}: ${writeScalar(item, true)}`
    const separator = index === 0 ? '' : ', '
    if (index > 0 && indent + line.length + separator.length + field.length > WIDTH) {
      lines.push(`${line},`)
      line = `${' '.repeat(indent + 2)}${field}`
    } else line += `${separator}${field}`
  }
  return [...lines, `${line} }`].join('\n')
}

/** One line of flow YAML, if the value is flat and short enough for it, or cannot be broken. */
function writeInline(value: Written, room: number): string | undefined {
  const line = inline(value)
  const whole =
    typeof value !== 'string' && (!(isList(value) || isMap(value)) || Object.keys(value).length === 0)
  return line !== undefined && (whole || line.length <= room) ? line : undefined
}

function inline(value: Written): string | undefined {
  if (isList(value)) {
    const items = value.map((item) => (isList(item) || isMap(item) ? undefined : writeScalar(item, true)))
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`
  }
  if (!isMap(value)) return writeScalar(value, false)
  const fields = fieldsOf(value)
  if (fields.length === 0) return '{}'
  if (!isFlat(value)) return undefined
  return `{ ${fields.map(([key, item]) => `${writeScalar(key, true)}: ${writeScalar(item, true)}`).join(', ')} }`
}

function isFlat(map: WrittenMap): boolean {
  return fieldsOf(map).every(([key, item]) => !isList(item) && !isMap(item) && key.length < WIDTH / 2)
}

/** An event stands in a block of its own, however small. */
function isEventLike(value: Written): boolean {
  return isMap(value) && 'type' in value && 'payload' in value
}

function fieldsOf(map: WrittenMap): [string, Written][] {
  const rank = (key: string) => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length)
  return Object.entries(map)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value)
}

function isMap(value: Written): value is WrittenMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
