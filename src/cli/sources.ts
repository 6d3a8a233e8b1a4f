import type { Chronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import { payloadOf, type SourcePayload, type Subject, sourceRegistered } from '../event/index.ts'
import type { State } from '../state/index.ts'
import type { Interval } from '../time/index.ts'

/** A source as it reads at the head: what it prints of itself, and how many events rest on it. */
export type Source = SourcePayload & {
  readonly id: Subject
  readonly known: Interval | undefined
  readonly events: number
  readonly withdrawn: boolean
}

/** Every source of the chronicle, in the order in which they were registered. */
export function sourcesIn(chronicle: Chronicle): readonly Source[] {
  const state = chronicle.asOf({})
  return chronicle.registrations.flatMap(({ id, event }) => {
    const [version] = state.view.versions(id)
    const registered = version?.event.event ?? event
    const payload = payloadOf(sourceRegistered, registered)
    return [sourceAt(state, chronicle, event.subject, payload)]
  })
}

/** A source by its id, its name (`vns-2025-12-04`) or its label (`002`); throws E_UNKNOWN_SOURCE. */
export function sourceNamed(chronicle: Chronicle, asked: string): Source {
  const sources = sourcesIn(chronicle)
  const found = sources.find(({ id, label }) => id === asked || id === `source/${asked}` || label === asked)
  if (found !== undefined) return found
  const known = sources.map(({ id, label }) => `${label} (${id})`).join(', ') || 'none'
  throw new RegestaError(
    'E_UNKNOWN_SOURCE',
    'notFound',
    `"${asked}" is not a source of ${chronicle.name}; its sources are ${known}`,
    { source: asked },
  )
}

function sourceAt(state: State, chronicle: Chronicle, id: Subject, payload: SourcePayload): Source {
  const resting = chronicle
    .eventsCiting(id)
    .filter((recorded) => recorded.event.subject !== id && state.view.exists(recorded.id) !== 'no')
  return {
    ...payload,
    id,
    known: state.view.publishedOf(id),
    events: resting.length,
    withdrawn: state.view.source(id) === 'no',
  }
}
