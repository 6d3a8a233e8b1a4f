import { RegestaError } from '../../errors.ts'
import type { Leaf } from '../../ledger/index.ts'

/** Eight digits tell all events of a ledger of millions apart, most likely; fewer are a position. */
const SHORTEST = 8

/** The event of an id, of the beginning of one, or at a position. Throws E_NO_EVENT, E_WHICH_EVENT. */
export function leafNamed(leaves: readonly Leaf[], asked: string): Leaf {
  const named =
    asked.length < SHORTEST
      ? leaves.filter(({ position }) => String(position) === asked)
      : leaves.filter(({ id }) => id.startsWith(asked))
  const [leaf, other] = named
  if (leaf === undefined)
    throw new RegestaError(
      'E_NO_EVENT',
      'notFound',
      `there is no event ${asked.slice(0, 80)}; expected an id, its first ${SHORTEST} digits or more, or a position from 1 to ${leaves.length}`,
      { asked },
    )
  if (other !== undefined)
    throw new RegestaError(
      'E_WHICH_EVENT',
      'invalid',
      `${asked} begins ${named.length} ids; give more of it`,
      {
        asked,
      },
    )
  return leaf
}
