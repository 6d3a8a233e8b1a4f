import type { State } from '../../state/index.ts'
import { type Bound, formatInterval, readBound } from '../../time/index.ts'
import type { Wording } from '../wording.ts'

/** Any field's value in words: as the vocabulary words it, a subject by its title, the rest as it stands. */
export function valueInWords(state: State, wording: Wording, value: unknown): string {
  const worded = wording.value(state, value)
  if (worded !== undefined) return worded
  if (typeof value === 'string') return titleOf(state, wording, value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isBound(value)) return formatInterval(readBound(value))
  if (Array.isArray(value)) return value.map((each) => valueInWords(state, wording, each)).join(', ')
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, each]) => `${key} ${valueInWords(state, wording, each)}`)
      .join(', ')
  return String(value)
}

/** What a subject is called; a text that is no subject of the state stays as it is. */
export function titleOf(state: State, wording: Wording, subject: string): string {
  const item = subject.includes('/') ? state.item(subject) : undefined
  return item === undefined ? subject : wording.title(state, item)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBound(value: unknown): value is Bound {
  return isRecord(value) && typeof value.edtf === 'string' && 'basis' in value
}
