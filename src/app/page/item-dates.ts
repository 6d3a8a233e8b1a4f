import type { Valued } from '../../projection/index.ts'
import type { CivilDay, ValidBounds } from '../../time/index.ts'
import { datesInWords, edtfOf } from './dates.ts'

/** The dates of the events behind values, in EDTF, each once, the narrowest first. */
export function datesOf(values: readonly Valued<unknown>[]): readonly string[] {
  return [...new Set(narrowestFirst(values).map(edtfOf))]
}

/**
 * When the thing was, in words: the narrowest date that an event gives it, and besides it only such as leave no
 * day in common with that one.
 */
export function whenInWords(values: readonly Valued<unknown>[]): string {
  const [narrowest, ...others] = narrowestFirst(values)
  if (narrowest === undefined) return 'undated'
  const against = others.filter(
    ({ begin }) => begin.latest <= narrowest.begin.earliest || narrowest.begin.latest <= begin.earliest,
  )
  return [...new Set([narrowest, ...against].map(datesInWords))].join(' or ')
}

/** The first day on which any of them may have begun, for putting things in order. */
export function firstDay(values: readonly Valued<unknown>[]): CivilDay {
  return Math.min(
    ...narrowestFirst(values)
      .slice(0, 1)
      .map(({ begin }) => begin.earliest),
  )
}

function narrowestFirst(values: readonly Valued<unknown>[]): readonly ValidBounds[] {
  const bounds = values.flatMap(({ standings }) => standings.map((standing) => standing.bounds))
  return bounds.sort((a, b) => lengthOf(a) - lengthOf(b))
}

function lengthOf({ begin }: ValidBounds): number {
  return begin.latest - begin.earliest
}
