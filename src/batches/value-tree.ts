import type { Fault } from '../errors.ts'
import type { Path } from '../event/index.ts'
import type { YamlTree } from './yaml-tree.ts'

/**
 * A value that arrived otherwise than in a file, as what the checks of files work on: each part stands at its path.
 * E_UNICODE, E_NUMBER and E_FIELD for what canonical JSON cannot keep: half of a surrogate pair, a number that is not
 * finite, a `__proto__`.
 */
export function valueTree(value: unknown): YamlTree {
  const faults: Fault[] = []
  lookThrough(value, [], faults)
  const placeOf = (path: Path) => ({ path })
  return { value, sound: true, faults, placeOf, placeOfKey: placeOf }
}

function lookThrough(value: unknown, path: Path, faults: Fault[]): void {
  const refuse = (code: string, message: string) => faults.push({ code, message, place: { path } })
  if (typeof value === 'string' && !value.isWellFormed())
    refuse('E_UNICODE', 'half of a surrogate pair; expected well-formed Unicode')
  if (typeof value === 'number' && !Number.isFinite(value))
    refuse('E_NUMBER', `${value} cannot be kept; expected a finite number`)
  if (Array.isArray(value)) for (const [at, each] of value.entries()) lookThrough(each, [...path, at], faults)
  else if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) {
      if (key === '__proto__')
        faults.push({
          code: 'E_FIELD',
          message: '"__proto__" is not a field here',
          place: { path: [...path, key] },
        })
      if (!key.isWellFormed()) refuse('E_UNICODE', 'a key has half of a surrogate pair')
      lookThrough(each, [...path, key], faults)
    }
}
