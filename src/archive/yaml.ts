import { createRequire } from 'node:module'
import type * as Yaml from 'yaml'
import type { Node, YAMLMap } from 'yaml'
import { isKeptAsWritten, type PlacedValue } from '../admission/index.ts'
import type { Fault, Place } from '../errors.ts'
import type { Path } from '../event/index.ts'
import { type Offsets, readPlainYaml } from './plain-yaml.ts'

let loaded: typeof Yaml | undefined

/** The library, loaded when it is first needed: to write, and to read what is not plain. It takes long to load. */
export function yaml(): typeof Yaml {
  if (loaded !== undefined) return loaded
  const library: typeof Yaml = createRequire(import.meta.url)('yaml')
  loaded = library
  return library
}

/**
 * Parses one YAML 1.2 document of the core schema, strictly: no duplicate keys, no aliases, anchors, tags or directives,
 * no number that JSON would round. What looks like a date stays a string. Plain YAML is read fast, and once more with the
 * places of its parts when the first of them is asked for.
 */
export function readYaml(file: string, text: string): PlacedValue {
  const plain = readPlainYaml(text)
  if (plain === undefined) return readAnyYaml(file, text)
  let placed: ((path: Path, end: 'key' | 'value') => Place) | undefined
  const placeOf = (path: Path, end: 'key' | 'value') => {
    placed ??= placesInPlain(file, text)
    return placed(path, end)
  }
  return {
    value: plain.value,
    sound: true,
    faults: [],
    placeOf: (path) => placeOf(path, 'value'),
    placeOfKey: (path) => placeOf(path, 'key'),
  }
}

/** The places in a plain text, for which it is read again. */
function placesInPlain(file: string, text: string): (path: Path, end: 'key' | 'value') => Place {
  const offsets: Offsets = new Map()
  const { value, start = 0 } = readPlainYaml(text, offsets) ?? {}
  const lines = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return (path, end) => {
    let [node, offset]: [unknown, number] = [value, start]
    for (const [index, step] of path.entries()) {
      if (typeof node !== 'object' || node === null) break
      const part = offsets.get(node)?.get(Array.isArray(node) ? step : String(step))
      if (part === undefined) break
      offset = !Array.isArray(node) && end === 'key' && index === path.length - 1 ? part[0] : part[1]
      node = Object.getOwnPropertyDescriptor(node, step)?.value
    }
    return placeIn(file, lines, offset)
  }
}

/** A place by where the lines begin. */
function placeIn(file: string, lines: readonly number[], offset: number): Place {
  let [low, high] = [0, lines.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { file, line: low + 1, column: offset - (lines[low] ?? 0) + 1 }
}

/** As {@link readYaml}, of any text, by a parser that keeps every place. */
export function readAnyYaml(file: string, text: string): PlacedValue {
  const counter = new (yaml().LineCounter)()
  const document = yaml().parseDocument<Node, false>(text, {
    version: '1.2',
    schema: 'core',
    strict: true,
    uniqueKeys: true,
    stringKeys: true,
    merge: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: counter,
  })
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(Math.min(offset, text.length))
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const faults: Fault[] = []
  const refuse = (code: string, offset: number, message: string) =>
    faults.push({ code, message, place: placeAt(offset) })

  const warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED') // reported by plainOf
  const sound = document.errors.every((error) => error.code === 'DUPLICATE_KEY')
  const json = sound ? undefined : jsonFault(text, document.errors[0]?.pos[0] ?? 0)
  if (json !== undefined) refuse('E_JSON', json.offset, json.message)
  for (const error of json === undefined ? [...document.errors, ...warnings] : [])
    if (error.code === 'DUPLICATE_KEY')
      refuse('E_KEY_TWICE', error.pos[0], 'this key is here twice; expected each key once')
    else if (error.code === 'MULTIPLE_DOCS') refuse('E_YAML', error.pos[0], TWO_DOCUMENTS)
    else refuse('E_YAML', error.pos[0], `expected YAML 1.2: ${error.message}`)
  if (document.directives?.yaml.explicit === true || /^%/m.test(text.slice(0, startOf(document.contents))))
    refuse('E_YAML', 0, 'a directive (%) is not allowed here; expected plain YAML 1.2')

  const root = document.contents
  return {
    value: sound ? plainOf(root, refuse) : undefined,
    sound,
    faults,
    placeOf: (path) => placeAt(offsetAt(root, path, 'value')),
    placeOfKey: (path) => placeAt(offsetAt(root, path, 'key')),
  }
}

const TWO_DOCUMENTS =
  'a second YAML document begins here (---); expected one: put all events into the first, or record two files'

/** What is wrong with a text that is meant to be JSON, and where, by default `offset`; undefined of any other. */
function jsonFault(
  text: string,
  offset: number,
): { readonly offset: number; readonly message: string } | undefined {
  if (!/^\ufeff?\s*\{\s*"/.test(text)) return undefined
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [reason = ''] = error.message.split(/ in JSON at position| is not valid JSON|, \.\.\./)
    const at = /at position (\d+)/.exec(error.message)?.[1]
    return {
      offset: at === undefined ? offset : Number(at),
      message: `expected JSON: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
    }
  }
}

type Refuse = (code: string, offset: number, message: string) => void

function plainOf(node: unknown, refuse: Refuse): unknown {
  if (yaml().isAlias(node)) {
    refuse('E_YAML', startOf(node), `an alias (*${node.source}) is not allowed here; write the value out`)
    return `*${node.source}`
  }
  if (yaml().isScalar(node) || yaml().isMap(node) || yaml().isSeq(node)) {
    if (node.anchor !== undefined)
      refuse('E_YAML', startOf(node), `an anchor (&${node.anchor}) is not allowed here`)
    if (node.tag !== undefined) refuse('E_YAML', startOf(node), `a tag (${node.tag}) is not allowed here`)
  }
  if (yaml().isSeq(node)) return node.items.map((item) => plainOf(item, refuse))
  if (yaml().isMap(node)) return Object.fromEntries(entriesOf(node, refuse))
  if (!yaml().isScalar(node)) return null
  const { value } = node
  if (typeof value === 'string' && !value.isWellFormed()) {
    refuse('E_UNICODE', startOf(node), 'half of a surrogate pair; expected well-formed Unicode')
    return value.toWellFormed()
  }
  const written = node.source ?? String(value)
  if (typeof value === 'number' && !isKeptAsWritten(written)) {
    const expected = 'expected a decimal number that JSON keeps to its last digit, or a string in quotes'
    refuse('E_NUMBER', startOf(node), `${written} cannot be kept exactly; ${expected}`)
    return 1 // so that it is refused once
  }
  return value
}

function entriesOf(map: YAMLMap, refuse: Refuse): [string, unknown][] {
  return map.items.map((pair) => {
    const key = String(yaml().isScalar(pair.key) ? pair.key.value : pair.key)
    if (key === '__proto__') refuse('E_FIELD', startOf(pair.key), '"__proto__" is not a field here')
    return [key, plainOf(pair.value, refuse)]
  })
}

/** The offset of the part at a path, or of the last part of the path that exists; an empty value has the place of its key. */
function offsetAt(root: unknown, path: Path, end: 'key' | 'value'): number {
  let node = root
  let offset = startOf(root)
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1
    if (yaml().isMap(node)) {
      const pair = node.items.find(({ key }) => yaml().isScalar(key) && String(key.value) === String(step))
      if (pair === undefined) return offset
      const empty =
        !yaml().isScalar(pair.value) && !yaml().isMap(pair.value) && !yaml().isSeq(pair.value)
          ? true
          : isEmpty(pair.value)
      offset = startOf(empty || (last && end === 'key') ? pair.key : pair.value)
      node = pair.value
    } else if (yaml().isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step]
      offset = startOf(node)
    } else return offset
  }
  return offset
}

function isEmpty(node: unknown): boolean {
  return yaml().isScalar(node) && node.value === null && (node.source ?? '') === ''
}

function startOf(node: unknown): number {
  return yaml().isScalar(node) || yaml().isMap(node) || yaml().isSeq(node) || yaml().isAlias(node)
    ? (node.range?.[0] ?? 0)
    : 0
}
