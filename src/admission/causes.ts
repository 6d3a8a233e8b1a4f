import type { Fault, Place } from '../errors.ts'

/** A place within a sentence: `on line 12` for a file, `at events.2` for a value. */
export function formatPlace({ line, path = [] }: Place): string {
  return line === undefined ? `at ${path.join('.')}` : `on line ${line}`
}

/** What may be wrong once and be named in many places: a source, a text, an event, a `ref`. */
const NAMED_ELSEWHERE: ReadonlySet<string> = new Set([
  'E_NEEDS_TEXT',
  'E_UNKNOWN_SOURCE',
  'E_UNKNOWN_EVENT',
  'E_REF',
])

/** How many further places a message names. */
const MAX_LISTED = 3

/** The faults in their order, of those with one cause the first alone, which tells where else it shows. */
export function oneForEachCause(faults: readonly Fault[]): Fault[] {
  const causes = Map.groupBy(faults, (fault) =>
    NAMED_ELSEWHERE.has(fault.code) ? `${fault.code} ${fault.message}` : fault,
  )
  return [...causes.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    if (others.length === 0) return [first]
    const places = others.flatMap(({ place }) => (place === undefined ? [] : [formatPlace(place)]))
    const listed = [...new Set(places)].slice(0, MAX_LISTED).join(', ')
    const more = others.length > MAX_LISTED ? ` and ${others.length - MAX_LISTED} more` : ''
    return [{ ...first, message: `${first.message}; the same ${listed}${more}` }]
  })
}
