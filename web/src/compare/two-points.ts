import { type Address, NOWHERE, type PointAddress } from '../address.ts'
import { addMonths, isoDay } from '../days.ts'
import type { PointInput } from '../operations.ts'

/** One of the two points that are compared: its day is always named. */
export type ComparedPoint = PointAddress & { readonly date: number }
export type TwoPoints = { readonly from: ComparedPoint; readonly to: ComparedPoint }

/** The points that an address compares: of today, where it names no day. Where nothing differs between them, A is a year before. */
export function twoPoints({ at, to }: Pick<Address, 'at' | 'to'>, today: number): TwoPoints {
  const from = { ...at, date: at.date ?? today }
  const last = { ...to, date: to.date ?? today }
  const isSame =
    at.date === undefined &&
    from.date === last.date &&
    from.known === last.known &&
    from.position === last.position &&
    isSameTrust(from, last)
  return { from: isSame ? { ...from, date: addMonths(last.date, -12) } : from, to: last }
}

/** The view that compares a point with another: with what all sources know of its day by now, or else with today. */
export function comparedWith({ at, to }: Pick<Address, 'at' | 'to'>): Pick<Address, 'at' | 'to'> {
  const isChosen = Object.values(to).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined,
  )
  if (isChosen || at.known === undefined) return { at, to }
  return { at, to: { ...at, known: undefined } }
}

/** What an address says of two points; each day is named, so that the address compares the same tomorrow. */
export function addressOf({ from, to }: TwoPoints): Pick<Address, 'at' | 'to'> {
  return { at: from, to }
}

/** How one may go from two points to two others. */
export const MOVES = {
  swap: ({ from, to }: TwoPoints): TwoPoints => ({ from: to, to: from }),
  /** What differs then is what was learned, recorded or trusted. */
  sameDay: ({ from, to }: TwoPoints): TwoPoints => ({ from, to: { ...to, date: from.date } }),
  /** What differs then is what happened. */
  sameKnownDay: ({ from, to }: TwoPoints): TwoPoints => ({ from, to: { ...to, known: from.known } }),
} as const

/** The same point twice, B without a source: what falls if that source falls. */
export function withoutSource({ to }: TwoPoints, label: string): TwoPoints {
  return { from: to, to: { ...to, without: [...new Set([...to.without, label])] } }
}

/** A point as the API takes it. */
export function pointInput({ date, known, position, only, without, sides }: ComparedPoint): PointInput {
  const trusting = {
    ...(only.length > 0 && { only }),
    ...(without.length > 0 && { without }),
    ...(sides.length > 0 && { sides }),
  }
  return {
    date: isoDay(date),
    ...(known !== undefined && { knownAt: isoDay(known) }),
    ...(position !== undefined && { position }),
    ...(Object.keys(trusting).length > 0 && { trusting }),
  }
}

/** Whether two points hear the same sources. */
export function isSameTrust(one: PointAddress, other: PointAddress): boolean {
  return (['only', 'without', 'sides'] as const).every(
    (list) =>
      one[list].length === other[list].length && one[list].every((word) => other[list].includes(word)),
  )
}

export function trustOf({
  only,
  without,
  sides,
}: PointAddress): Pick<PointAddress, 'only' | 'without' | 'sides'> {
  return { only, without, sides }
}

export const EVERYONE = trustOf(NOWHERE)
