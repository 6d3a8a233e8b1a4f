import type { CivilDay, ValidBounds } from '../../src/time/index.ts'
import type { Teller } from './field.ts'
import { FIRST, LAST, lastDay } from './lives.ts'

/** How the values of a field may agree otherwise than by their spelling, or follow one another. */
export type Agreement = {
  readonly inTurn: boolean
  /** Whether two values name one subject, for certain or as far as anyone can tell. */
  readonly isOne: (a: string, b: string) => boolean
  readonly mayBeOne: (a: string, b: string) => boolean
}

/** Rule 8, pair by pair. */
export function disagreementOf(
  tellers: readonly Teller[],
  date: CivilDay,
  { inTurn, isOne, mayBeOne }: Agreement,
): string {
  const claims = tellers.flatMap((teller) =>
    teller.flat().map((told) => ({ ...told, sure: teller.length === 1 })),
  )
  let kind = 'none'
  let certain = false
  for (const overlapping of inTurn ? [true] : [false, true])
    for (const a of claims)
      for (const b of claims) {
        if (a.event === b.event || a.claim.value === b.claim.value) continue
        if (isOne(a.claim.value, b.claim.value)) continue
        if (Math.max(a.bounds.begin.earliest, b.bounds.begin.earliest) > date) continue
        const overlap = clip(a.bounds).some((day) => clip(b.bounds).includes(day))
        if (overlapping && !overlap) continue
        const mayPassBy = overlapping && (inTurn || [a, b].every(({ claim }) => claim.aspect === 'attested'))
        const together =
          !mayPassBy || certainDays(a.bounds).some((day) => certainDays(b.bounds).includes(day))
        const sure = a.sure && b.sure && together && !mayBeOne(a.claim.value, b.claim.value)
        const found = overlapping ? 'conflict' : 'tension'
        certain = kind === found ? certain || sure : sure
        kind = found
      }
  return kind === 'none' ? kind : `${kind} ${certain ? 'definitely' : 'possibly'}`
}

/** Every day on which it holds in any case, until it is last heard of. */
function certainDays({ begin, end }: ValidBounds): readonly CivilDay[] {
  const days: CivilDay[] = []
  for (let day = Math.max(begin.latest - 1, FIRST); day <= Math.min(end.earliest, LAST); day += 1)
    days.push(day)
  return days
}

/** Every day of which it may speak. */
function clip(bounds: ValidBounds): readonly CivilDay[] {
  const days: CivilDay[] = []
  for (let day = Math.max(bounds.begin.earliest, FIRST); day <= Math.min(lastDay(bounds), LAST); day += 1)
    days.push(day)
  return days
}
