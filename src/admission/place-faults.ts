import type { YamlTree } from '../archive/index.ts'
import type { Fault } from '../errors.ts'
import type { Path } from '../event/index.ts'

/**
 * Faults that name a path into a value, at `base` of the file, as faults with file, line and column: an unknown
 * field at its key, a wrong value at the value, a missing one (E_MISSING) at the map that lacks it.
 */
export function placeFaults(tree: YamlTree, base: Path, faults: readonly Fault[]): Fault[] {
  const told = new Set<string>()
  return faults.flatMap((fault) => {
    const path = [...base, ...(fault.place?.path ?? [])]
    const key = JSON.stringify([fault.code, path])
    if (told.has(key)) return []
    told.add(key)
    return [placeFault(tree, path, base.length, fault)]
  })
}

/** All of them in the order of their places, none twice. */
export function inOrder(faults: readonly Fault[]): Fault[] {
  const told = new Map(faults.map((fault) => [JSON.stringify(fault), fault]))
  return [...told.values()].sort(
    (a, b) =>
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      comparePaths(a.place?.path, b.place?.path) ||
      a.code.localeCompare(b.code),
  )
}

/** The order in which one comes upon them: by their first steps that differ. */
function comparePaths(one: Path = [], other: Path = []): number {
  for (const [at, step] of one.entries()) {
    const against = other[at]
    if (against === undefined) return 1
    if (step === against) continue
    if (typeof step === 'number' && typeof against === 'number') return step - against
    return String(step).localeCompare(String(against))
  }
  return one.length - other.length
}

function placeFault(tree: YamlTree, path: Path, from: number, { code, message }: Fault): Fault {
  if (code === 'E_FIELD') return { code, message, place: tree.placeOfKey(path) }
  if (code !== 'E_SHAPE') return { code, message, place: tree.placeOf(path) }
  const arrived = valueAt(tree.value, path)
  const name = path.slice(from).join('.') || 'here'
  const expected = plainMessage(message)
  if (arrived === undefined)
    return { code: 'E_MISSING', message: `${name} is missing: ${expected}`, place: tree.placeOf(path) }
  return { code, message: `${name}: ${expected}; ${describe(arrived)} arrived`, place: tree.placeOf(path) }
}

/** What zod says was expected, without what it says arrived: that is told by the place. */
export function plainMessage(message: string): string {
  return message.replace(/^Invalid (input|option): /, '').replace(/, received .*$/, '')
}

/** The value as the message shows it, cut short; one that YAML took for no string says how to make it one. */
function describe(value: unknown): string {
  const shown = JSON.stringify(value)
  const short = shown.length > 60 ? `${shown.slice(0, 57)}…` : shown
  return typeof value === 'number' || typeof value === 'boolean'
    ? `the ${typeof value} ${short} (a string needs quotes)`
    : short
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    const entry: unknown = Object.getOwnPropertyDescriptor(value, step)?.value
    value = entry
  }
  return value
}
