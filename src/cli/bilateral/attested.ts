import type { Resolved, State, Valued } from '../../state/index.ts'
import { formatDay } from '../../time/index.ts'
import { citation } from '../page/citation.ts'
import { datesInWords } from '../page/dates.ts'
import type { Piece } from '../page/layout.ts'

/** `; last attested … 2021-11-23 [003 230–259]; next attested …`: what stands nearest an unattested date. */
export function attestations<T>(
  state: State,
  { lastAttested, nextAttested }: Resolved<T>,
  inWords: (value: T) => string,
): readonly Piece[] {
  const one = (which: string, valued: Valued<T> | undefined, when: (valued: Valued<T>) => string) => {
    if (valued === undefined) return []
    const words = [inWords(valued.value), when(valued)].filter((word) => word !== '').join(' ')
    return [`; ${which} ${words}`, ...citation(state.view, valued.because)]
  }
  return [...one('last attested', lastAttested, lastDay), ...one('next attested', nextAttested, dates)]
}

/** The last day it was told of: of what lasts, the day until which it is known to have held. */
function lastDay<T>({ standings }: Valued<T>): string {
  const days = standings.map(({ claim, bounds }) =>
    claim.aspect === 'lasting' ? formatDay(bounds.end.earliest) : datesInWords(bounds),
  )
  return [...new Set(days)].join(' or ')
}

function dates<T>({ standings }: Valued<T>): string {
  return [...new Set(standings.map(({ bounds }) => datesInWords(bounds)))].join(' or ')
}
