import type { Subject } from '../../event/index.ts'
import type { State } from '../../state/index.ts'
import { isRecord } from '../page/values.ts'
import { country, named, placeInWords, spaced } from './names.ts'

/** The values of this vocabulary that are more than a word: a status, a title, a participant, a count, a figure … */
export function valueInWords(state: State, value: unknown): string | undefined {
  if (!isRecord(value)) return undefined
  const { status, by, title, person, role, side, number, counts, unit, exactness, body } = value
  if (typeof status === 'string') return `${spaced(status)}${byWords(state, by)}`
  if (typeof person === 'string')
    return `${named(state, person)}${typeof role === 'string' ? ` (${role}, ${named(state, String(side))})` : ''}`
  if (typeof title === 'string') return title
  if (typeof number === 'number') return `no. ${number}, counting ${counts}`
  if (typeof unit === 'string') return figureInWords(value.value, unit, exactness)
  if (typeof side === 'string') return typeof body === 'string' ? `${body} (${country(side)})` : country(side)
  return placeOf(value)
}

/** `about 50 billion USD`. */
export function figureInWords(value: unknown, unit: string, exactness: unknown): string {
  const about = exactness === 'approximate' ? 'about ' : exactness === 'rounded' ? 'roughly ' : ''
  const number = typeof value === 'number' ? value.toLocaleString('en') : String(value)
  return `${about}${number} ${unit}`
}

function byWords(state: State, by: unknown): string {
  return typeof by === 'string' ? ` (by ${named(state, by satisfies Subject)})` : ''
}

function placeOf(value: Readonly<Record<string, unknown>>): string | undefined {
  const [venue, city, side] = [value.venue, value.city, value.country].map((part) =>
    typeof part === 'string' ? part : undefined,
  )
  return placeInWords(venue, city, side && country(side)) || undefined
}
