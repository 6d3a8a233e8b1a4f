import type { Subject } from '../../event/index.ts'
import type { View } from '../../visibility/index.ts'
import { atHead, type Stand } from '../context.ts'
import type { Faults } from '../errors/faults.ts'
import { isSourceNamed, noSource, sourceNamed } from '../provenance/source.ts'

/**
 * The ids of the sources that go by a name, an id or a label, at a stand. A source that is not recorded there yet is
 * none of them, and yet no mistake: only a name that the whole ledger does not know adds E_UNKNOWN_SOURCE, as of those
 * whom one trusts. The head is asked for that alone.
 */
export function sourcesNamed(stand: Stand, name: string, faults: Faults): ReadonlySet<Subject> {
  const { view } = stand.state
  const here = remembered.get(view) ?? new Map<string, ReadonlySet<Subject>>()
  remembered.set(view, here)
  const known = here.get(name)
  if (known !== undefined) return known
  const named = view.annals.registrations
    .filter(({ position }) => position <= view.sight.position)
    .filter((registration) => isSourceNamed({ ...stand, registration }, name))
    .map(({ event }) => event.subject)
  const found = new Set(named)
  if (found.size > 0) here.set(name, found)
  else if (sourceNamed(atHead(stand.chronicle), name) === undefined)
    faults.add('E_UNKNOWN_SOURCE', 'source', noSource(name))
  return found
}

/** Names that are some source's, which are asked for again and again; of any other, nothing is kept. */
const remembered = new WeakMap<View, Map<string, ReadonlySet<Subject>>>()
