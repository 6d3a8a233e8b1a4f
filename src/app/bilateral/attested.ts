import type { Resolved, State, Valued } from '../../projection/index.ts'
import { citation } from '../page/citation.ts'
import { whenInWords } from '../page/item-dates.ts'
import type { Piece } from '../page/layout.ts'

/** `; last attested … 2021-11-23 [003 230–259]; next attested …`: what stands nearest an unattested date. */
export function attestations<T>(
  state: State,
  resolved: Resolved<T>,
  inWords: (value: T) => string,
): readonly Piece[] {
  return [
    ...one(state, 'last attested', resolved.lastAttested, inWords),
    ...one(state, 'next attested', resolved.nextAttested, inWords),
  ]
}

function one<T>(
  state: State,
  which: string,
  valued: Valued<T> | undefined,
  inWords: (value: T) => string,
): readonly Piece[] {
  if (valued === undefined) return []
  const words = [inWords(valued.value), whenInWords([valued])].filter((word) => word !== '').join(' ')
  return [`; ${which} ${words}`, ...citation(state.view, valued.because)]
}
