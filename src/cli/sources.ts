import { citeSource } from '../domain/index.ts'
import type { Chronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import type { RecordedEvent, SourcePayload, Subject } from '../event/index.ts'
import type { State } from '../state/index.ts'
import type { Interval } from '../time/index.ts'
import type { PublishedText } from '../visibility/index.ts'

/** A source as it reads at the head: what it prints of itself, and how many events rest on it. */
export type Source = Omit<SourcePayload, 'absent'> & {
  readonly id: Subject
  readonly absent: readonly string[]
  readonly known: Interval | undefined
  /** Every text that it was published with: at its registration, then at each revision. */
  readonly texts: readonly PublishedText[]
  readonly events: number
  readonly withdrawn: boolean
  readonly citation: ReturnType<typeof citeSource>
}

/** Every source of the chronicle, in the order in which they were registered. */
export function sourcesIn(chronicle: Chronicle): readonly Source[] {
  const state = chronicle.asOf({})
  return chronicle.registrations.map((registration) => sourceAt(state, chronicle, registration))
}

/** A source by its id, its name (`vns-2025-12-04`) or its label (`002`); throws E_UNKNOWN_SOURCE. */
export function sourceNamed(chronicle: Chronicle, name: string): Source {
  const found = chronicle.findSource(name) ?? chronicle.findSource(`source/${name}`)
  if (found !== undefined) return sourceAt(chronicle.asOf({}), chronicle, found)
  const known =
    sourcesIn(chronicle)
      .map(({ id, label }) => `${label} (${id})`)
      .join(', ') || 'none'
  const message = `"${name}" is not a source of ${chronicle.name}; its sources are ${known}`
  throw new RegestaError('E_UNKNOWN_SOURCE', 'notFound', message, { source: name })
}

function sourceAt(state: State, chronicle: Chronicle, registration: RecordedEvent): Source {
  const id = registration.event.subject
  const resting = chronicle
    .eventsCiting(id)
    .filter((recorded) => recorded.event.subject !== id && state.view.exists(recorded.id) !== 'no')
  const facts = state.view.sourceFacts(registration)
  return {
    ...facts,
    id,
    absent: facts.absent ?? [],
    known: state.view.publishedOf(id),
    texts: state.view.textsOf(id),
    events: resting.length,
    withdrawn: state.view.source(id) === 'no',
    citation: citeSource(state.view, id, registration),
  }
}
