import type { CivilDay, ValidBounds } from '../../src/time/index.ts'
import type { Teller, Told } from './field.ts'

/** How far a claim that lasts is known to hold, beyond what it says itself: for certain, and possibly. */
export type Reach = { readonly sure: CivilDay; readonly possible: CivilDay }

/** A bare day of what lasts is its begin: its end is not known. */
export function asBegin(bounds: ValidBounds): ValidBounds {
  if (bounds.endStatus !== 'once') return bounds
  return { ...bounds, end: { earliest: bounds.begin.earliest, latest: Infinity }, endStatus: 'unknown' }
}

/**
 * The last certain day of any other event that claims the same value, not across a claim that may end or replace this one:
 * one of the same value with a stated end, or of another value where a subject has one value at a time.
 */
export function reachOf(told: Told, tellers: readonly Teller[], single: boolean): Reach | undefined {
  if (told.claim.aspect !== 'lasting' || told.bounds.endStatus === 'stated') return undefined
  const begin = told.bounds.begin.earliest
  const others = tellers.filter((teller) => teller.flat().every(({ event }) => event !== told.event))
  const isSame = (other: Told) => other.claim.value === told.claim.value
  const barrierOf = (teller: Teller): CivilDay => {
    const days = teller.flat().flatMap((other) => {
      const ends = isSame(other) && other.claim.aspect === 'lasting' && other.bounds.endStatus === 'stated'
      if (!ends && (isSame(other) || !single)) return []
      const { earliest, latest } = ends ? other.bounds.end : other.bounds.begin
      return latest - 1 > begin ? [Math.max(earliest, begin)] : []
    })
    return Math.min(...days)
  }
  const anyBarrier = Math.min(...others.map(barrierOf))
  const sureBarrier = Math.min(...others.filter(({ length }) => length === 1).map(barrierOf))
  const dayOf = (way: readonly Told[]) =>
    Math.max(...way.filter(isSame).map(({ bounds }) => bounds.end.earliest))
  const surely = others.filter(({ length }) => length > 0).map((ways) => Math.min(...ways.map(dayOf)))
  const possibly = others.flat().map(dayOf)
  return {
    sure: Math.max(...surely.filter((day) => day <= anyBarrier)),
    possible: Math.max(...possibly.filter((day) => day <= sureBarrier)),
  }
}
