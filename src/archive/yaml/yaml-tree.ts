import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import type { PlacedValue } from '../../admission/index.ts'
import type { Fault, Place } from '../../errors.ts'
import type { Path } from '../../event/index.ts'

/**
 * Reads one YAML 1.2 document of the core schema, strictly: no key twice, no aliases, anchors, tags or
 * directives, no number that JSON would round. What looks like a date stays a string.
 */
export function readYaml(file: string, text: string): PlacedValue {
  const counter = new LineCounter()
  const document = parseDocument<Node, false>(text, {
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

  const warnings = document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED') // told below
  for (const error of [...document.errors, ...warnings])
    if (error.code === 'DUPLICATE_KEY')
      refuse('E_KEY_TWICE', error.pos[0], 'this key stands here already; expected each key once')
    else refuse('E_YAML', error.pos[0], `expected YAML 1.2: ${error.message}`)
  const sound = document.errors.every((error) => error.code === 'DUPLICATE_KEY')
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

type Refuse = (code: string, offset: number, message: string) => void

function plainOf(node: unknown, refuse: Refuse): unknown {
  if (isAlias(node)) {
    refuse('E_YAML', startOf(node), `an alias (*${node.source}) is not allowed here; write the value out`)
    return `*${node.source}`
  }
  if (isScalar(node) || isMap(node) || isSeq(node)) {
    if (node.anchor !== undefined)
      refuse('E_YAML', startOf(node), `an anchor (&${node.anchor}) is not allowed here`)
    if (node.tag !== undefined) refuse('E_YAML', startOf(node), `a tag (${node.tag}) is not allowed here`)
  }
  if (isSeq(node)) return node.items.map((item) => plainOf(item, refuse))
  if (isMap(node)) return Object.fromEntries(entriesOf(node, refuse))
  if (!isScalar(node)) return null
  const { value } = node
  if (typeof value === 'string' && !value.isWellFormed()) {
    refuse('E_UNICODE', startOf(node), 'half of a surrogate pair; expected well-formed Unicode')
    return value.toWellFormed()
  }
  if (typeof value === 'number' && !isExact(value, node.source)) {
    const written = node.source ?? String(value)
    const expected = 'expected a finite number, or a string in quotes'
    refuse('E_NUMBER', startOf(node), `${written} cannot be kept exactly; ${expected}`)
    return 1 // so that it is refused once
  }
  return value
}

function entriesOf(map: YAMLMap, refuse: Refuse): [string, unknown][] {
  return map.items.map((pair) => {
    const key = String(isScalar(pair.key) ? pair.key.value : pair.key)
    if (key === '__proto__') refuse('E_FIELD', startOf(pair.key), '"__proto__" is not a field here')
    return [key, plainOf(pair.value, refuse)]
  })
}

/** Whether JSON keeps the number: it is finite, and of an integer, every digit is there. */
function isExact(value: number, source = ''): boolean {
  if (!Number.isFinite(value)) return false
  return !/^[-+]?\d+$/.test(source) || JSON.stringify(value) === source || BigInt(source) === BigInt(value)
}

/** Steps down the path as far as it goes; an empty value is placed by its key, which the reader can see. */
function offsetAt(root: unknown, path: Path, end: 'key' | 'value'): number {
  let node = root
  let offset = startOf(root)
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (pair === undefined) return offset
      const empty =
        !isScalar(pair.value) && !isMap(pair.value) && !isSeq(pair.value) ? true : isEmpty(pair.value)
      offset = startOf(empty || (last && end === 'key') ? pair.key : pair.value)
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      node = node.items[step]
      offset = startOf(node)
    } else return offset
  }
  return offset
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === ''
}

function startOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0
}
