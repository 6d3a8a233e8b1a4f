import { RegestaError } from '../errors.ts'
import type { Range } from './port.ts'

/** The range over a chronicle of `head` positions: `after` is out, `upTo` in. Throws E_RANGE. */
export function boundsOf(range: Range, head: number): Required<Range> {
  const { after = 0, upTo = head } = range
  for (const [argument, position] of Object.entries({ after, upTo }))
    if (!(position === Number.POSITIVE_INFINITY || isPosition(position)))
      throw new RegestaError(
        'E_RANGE',
        'invalid',
        `${argument} is ${position}; expected a position: 0, 1, 2 …`,
        {
          argument,
          position,
        },
      )
  return { after: Math.min(after, head), upTo: Math.min(upTo, head) }
}

/** Refuses, with E_NO_POSITION, a position at which the head of the chronicle never stood. */
export function checkReached(chronicle: string, position: number, head: number): void {
  if (isPosition(position) && position <= head) return
  throw new RegestaError(
    'E_NO_POSITION',
    'notFound',
    `${chronicle} has no position ${position}; it goes from 0 (empty) to ${head}`,
    { chronicle, position, head },
  )
}

function isPosition(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
