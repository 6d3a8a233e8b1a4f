import type { Fault } from '../errors.ts'
import type { Envelope } from '../event/index.ts'

/**
 * What no text of an event may have: control characters but tab and line feed (a terminal acts on them), and characters that
 * embed, override or isolate the direction of text (what is read is then not what is written).
 */
const REFUSED = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u

/** A fault for each text of an event with such a character, keys included, at its place. */
export function characterFaults(event: Envelope): readonly Fault[] {
  const faults: Fault[] = []
  const look = (value: unknown, path: readonly (string | number)[]) => {
    if (typeof value === 'string') faults.push(...faultIn(value, path))
    else if (Array.isArray(value)) for (const [index, each] of value.entries()) look(each, [...path, index])
    else if (typeof value === 'object' && value !== null)
      for (const [key, each] of Object.entries(value)) {
        faults.push(...faultIn(key, [...path, key]))
        look(each, [...path, key])
      }
  }
  look(event, [])
  return faults
}

function faultIn(text: string, path: readonly (string | number)[]): readonly Fault[] {
  const at = text.search(REFUSED)
  if (at < 0) return []
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')
  const message = `character ${at + 1} is U+${code}, which is not seen and which a screen may act on; expected text without it`
  return [{ code: 'E_CHARACTER', message, place: { path: [...path] } }]
}
