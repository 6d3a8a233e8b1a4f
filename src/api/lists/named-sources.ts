import type { Subject } from '../../event/index.ts'
import { atHead, type Stand } from '../context.ts'
import type { Faults } from '../faults.ts'
import { isSourceNamed, noSource, sourceNamed } from '../source.ts'

/**
 * The ids of the sources that go by a name, an id or a label, at a stand. A source that is not recorded there yet is
 * none of them, and yet no mistake: only a name that the whole ledger does not know adds E_UNKNOWN_SOURCE, as of those
 * whom one trusts. The head is asked for that alone.
 */
export function sourcesNamed(
  stand: Stand,
  name: string,
  faults: Faults,
  argument = 'source',
): ReadonlySet<Subject> {
  const { annals, sight } = stand.state.view
  const named = annals.registrations
    .filter(({ position }) => position <= sight.position)
    .filter((registration) => isSourceNamed({ ...stand, registration }, name))
    .map(({ event }) => event.subject)
  if (named.length === 0 && sourceNamed(atHead(stand.chronicle), name) === undefined)
    faults.add('E_UNKNOWN_SOURCE', argument, noSource(name))
  return new Set(named)
}
