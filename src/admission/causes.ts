import type { Fault, Place } from '../errors.ts'

/** A place within a sentence: `on line 12` for a file, `at events.2` for a value. */
export function formatPlace({ line, path = [] }: Place): string {
  return line === undefined ? `at ${path.join('.')}` : `on line ${line}`
}

/**
 * What may be wrong once and be named in many places: a source, a text, a `ref`, an event; from how many places on it is told
 * once. An event in two places may be two slips.
 */
const NAMED_ELSEWHERE: ReadonlyMap<string, number> = new Map([
  ['E_NEEDS_TEXT', 2],
  ['E_UNKNOWN_SOURCE', 2],
  ['E_REF', 2],
  ['E_UNKNOWN_EVENT', 3],
])

/** How many further places a message names. */
const MAX_LISTED = 3

/** The faults in their order, of those with one cause the first alone, which tells where else it shows. */
export function oneForEachCause(faults: readonly Fault[]): Fault[] {
  const causes = Map.groupBy(faults, ({ code, message }) => `${code} ${message}`)
  return faults.flatMap((fault) => {
    const same = causes.get(`${fault.code} ${fault.message}`) ?? []
    if (same.length < (NAMED_ELSEWHERE.get(fault.code) ?? Infinity)) return [fault]
    const [first, ...others] = same
    if (fault !== first) return []
    const places = others.flatMap(({ place }) => (place === undefined ? [] : [formatPlace(place)]))
    const listed = [...new Set(places)].slice(0, MAX_LISTED).join(', ')
    const more = others.length > MAX_LISTED ? ` and ${others.length - MAX_LISTED} more` : ''
    return [{ ...fault, message: `${fault.message}; the same ${listed}${more}` }]
  })
}
