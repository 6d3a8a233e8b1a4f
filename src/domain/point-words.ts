import type { Subject } from '../event/index.ts'
import type { State } from '../state/index.ts'
import { formatDay } from '../time/index.ts'
import { TRUST_ALL, type Trust, type View } from '../visibility/index.ts'
import { counted } from './page.ts'
import { countryName } from './words.ts'

/** Where one stands, in words: `the end of 2025-05-01, as known by any date, …`; with a head, how far that is recorded. */
export function pointInWords(state: State, head?: number): string {
  return `the end of ${formatDay(state.point.date)}, ${reachInWords(state, head)}`
}

/** The same but for the date: how far one looks, and whom one trusts. */
export function reachInWords({ view, point }: State, head?: number): string {
  const { knownAt, position, trusting } = point
  return [
    knownAt === undefined ? 'as known by any date' : `as known by ${formatDay(knownAt)}`,
    `recorded through position ${position}${head === undefined ? '' : ` of ${head}`}`,
    trustInWords(view, trusting),
  ].join(', ')
}

/** What a state rests on: how many sources can be seen from there, and how far they reach. */
export function groundInWords(state: State): string {
  const { view } = state
  const seen = [...view.registrations].filter(({ event }) => view.source(event.subject) !== 'no')
  if (seen.length === 0) return 'No source can be seen from here.'
  const undated = seen.filter(({ event }) => view.publishedOf(event.subject)?.latest === Infinity).length
  const { horizon } = state
  const reach = horizon === undefined ? '' : `, the newest dated ${formatDay(horizon)}`
  const open = undated === 0 ? '' : `, ${undated} undated`
  return `Told by ${counted(seen.length, 'source')}${reach}${open}.`
}

function trustInWords(view: View, trust: Trust = TRUST_ALL): string {
  const only = [
    ...(trust.only ?? []).map((source) => trustedLabel(view, source)),
    ...(trust.sides ?? []).map((side) => `the side of ${countryName(side)}`),
  ]
  const trusted = only.length === 0 ? 'trusting every source' : `trusting only ${only.join(' and ')}`
  const without = (trust.without ?? []).map((source) => trustedLabel(view, source))
  return without.length === 0 ? trusted : `${trusted} but ${without.join(' and ')}`
}

/** The label of a source that the question itself names: by its registration, whether or not that can be seen from here. */
function trustedLabel(view: View, source: Subject): string {
  const registration = view.registrationOf(source)
  return registration === undefined ? source : view.sourceFacts(registration).label
}
