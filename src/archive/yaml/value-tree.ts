import type { Fault } from '../../errors.ts'
import type { Path } from '../../event/index.ts'
import type { YamlTree } from './yaml-tree.ts'

/** How deep a value may nest: far deeper than any event does. */
const DEEPEST = 100

/**
 * A value that arrived otherwise than in a file, as what the checks of files work on: each part stands at its path.
 * Refused once each, with something sound in its place, is what canonical JSON cannot keep as it was meant: E_UNICODE
 * half of a surrogate pair, E_NUMBER a number that is not finite or an integer that is not exact, E_FIELD a
 * `__proto__`, E_SHAPE what is no JSON at all or nests without end. A field that is `undefined` is not there.
 */
export function valueTree(value: unknown): YamlTree {
  const faults: Fault[] = []
  const plain = plainOf(value, [], (code, path, message) => faults.push({ code, message, place: { path } }))
  const placeOf = (path: Path) => ({ path })
  return { value: plain, sound: true, faults, placeOf, placeOfKey: placeOf }
}

type Refuse = (code: string, path: Path, message: string) => void

function plainOf(value: unknown, path: Path, refuse: Refuse): unknown {
  switch (typeof value) {
    case 'string':
      return textOf(value, path, refuse)
    case 'number':
      return numberOf(value, path, refuse)
    case 'boolean':
      return value
    case 'object':
      if (value === null) return null
      if (path.length < DEEPEST) return partsOf(value, path, refuse)
      refuse('E_SHAPE', path, `nests more than ${DEEPEST} deep; expected less`)
      return null
    default:
      refuse('E_SHAPE', path, `a ${typeof value} arrived; expected JSON`)
      return null
  }
}

function partsOf(value: object, path: Path, refuse: Refuse): unknown {
  if (Array.isArray(value)) return value.map((each, index) => plainOf(each, [...path, index], refuse))
  const kept = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    kept.map(([key, each]) => {
      const at = [...path, key]
      if (key === '__proto__') refuse('E_FIELD', at, '"__proto__" is not a field here')
      return [textOf(key, at, refuse), plainOf(each, at, refuse)]
    }),
  )
}

function textOf(text: string, path: Path, refuse: Refuse): string {
  if (!text.isWellFormed())
    refuse('E_UNICODE', path, 'half of a surrogate pair; expected well-formed Unicode')
  return text.toWellFormed()
}

function numberOf(number: number, path: Path, refuse: Refuse): number {
  if (Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))) return number
  refuse('E_NUMBER', path, `${number} cannot be kept exactly; expected a finite number, or a string`)
  return 1 // so that it is refused once
}
