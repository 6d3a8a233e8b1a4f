import type { Address } from '../address.ts'
import { addressOf, twoPoints } from '../compare/two-points.ts'
import { usePageAtRest } from '../store.ts'

/** The address with its days: of a comparison, those of both points. */
export function usePointed(): Address {
  const { address, point, today } = usePageAtRest()
  return address.view === 'compare'
    ? { ...address, ...addressOf(twoPoints(address, today)) }
    : { ...address, at: { ...address.at, date: point.date, known: point.known } }
}

/** The address with its days and its positions: what it shows never changes. Undefined until the position is known. */
export function usePinned(): Address | undefined {
  const { address, chronicle, grid, headPosition } = usePageAtRest()
  const pointed = usePointed()
  const shown = grid.status === 'ready' ? grid.grid.point.position : chronicle?.position
  const position = address.at.position ?? shown
  if (position === undefined) return undefined
  return {
    ...pointed,
    at: { ...pointed.at, position },
    to: { ...pointed.to, position: address.to.position ?? headPosition ?? position },
  }
}
