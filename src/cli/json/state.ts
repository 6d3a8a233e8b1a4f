import type { AnyKind, Domain } from '../../domain/index.ts'
import type { Chronicle } from '../../engine/index.ts'
import { disagreementsOf, type Item, notedIn, type State, stands } from '../../state/index.ts'
import { formatDay } from '../../time/index.ts'
import { conflictJson, itemJson } from './item.ts'
import { pointJson } from './point.ts'

/**
 * A state: `chronicle`, `point`, `horizon` (the last day by which every dated source was out, or null), a list of
 * items under the key of each kind, `conflicts`, and `noted`: the disagreements and gaps that a reader noted, since
 * no field shows them. With `all` also what does not stand at the point.
 */
export function stateJson(
  chronicle: Chronicle,
  state: State,
  domain: Domain,
  { all }: { readonly all: boolean },
): Readonly<Record<string, unknown>> {
  const { horizon } = state
  const lists = domain.pages.map((kind) => [
    kind.list,
    state
      .list(kind.name)
      .filter((item) => all || belongs(kind, item))
      .map((item) => itemJson(state, domain, item)),
  ])
  return {
    chronicle: chronicle.name,
    point: pointJson(chronicle, state),
    horizon: horizon === undefined ? null : formatDay(horizon),
    ...Object.fromEntries(lists),
    conflicts: domain.pages.flatMap(({ name: kind }) =>
      state.list(kind).flatMap(disagreementsOf).map(conflictJson),
    ),
    noted: notedIn(state),
  }
}

/** A state holds what stands, and of some kinds also what is unknown or excluded, since that is an answer. */
function belongs({ attested }: AnyKind, item: Item): boolean {
  return attested || stands(item)
}
