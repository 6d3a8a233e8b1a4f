import type { Address } from '../address.ts'
import { usePage } from '../store.ts'

/** The address with its day and its position: what it shows never changes. Undefined until the position is known. */
export function usePinned(): Address | undefined {
  const { address, chronicle, grid, point } = usePage()
  const position =
    address.at.position ?? (grid.status === 'ready' ? grid.grid.point.position : chronicle?.position)
  if (position === undefined) return undefined
  return {
    ...address,
    at: { ...address.at, date: point.date, known: point.known, position },
    to: { ...address.to, position: address.to.position ?? position },
  }
}
