import { edtfOf } from '../../domain/index.ts'
import { type EventId, kindOf, type Payload, type Subject } from '../../event/index.ts'
import { type Answer, formatDay, formatInstant } from '../../time/index.ts'
import { citedBy } from '../page/citation.ts'
import type { DatedEvent } from '../reports/timeline.ts'
import type { EvidenceJson } from './item.ts'

/** An event on the timeline, as its visible corrections leave it. `edtf` are the bounds that its date means. */
type DatedEventJson = {
  readonly id: EventId
  readonly position: number
  readonly recordedAt: string
  readonly type: string
  readonly kind: string
  readonly subject: Subject
  readonly title: string
  readonly edtf: string
  readonly likely: string | null
  readonly certainty: Answer
  readonly payload: Payload
  readonly evidence: readonly EvidenceJson[]
  readonly because: readonly EventId[]
}

export function datedEventJson({
  view,
  version,
  bounds,
  certainty,
  title,
  datedBy,
}: DatedEvent): DatedEventJson {
  const { root, event } = version
  const { type, subject, payload } = event.event
  return {
    id: root.id,
    position: root.position,
    recordedAt: formatInstant(root.recordedAt),
    type,
    kind: kindOf(subject),
    subject,
    title,
    edtf: edtfOf(bounds),
    likely: bounds.likely === undefined ? null : formatDay(bounds.likely),
    certainty,
    payload,
    evidence: citedBy(view, version.by).map(({ evidence, label, event: citing }) => ({
      ...evidence,
      label,
      event: citing,
    })),
    because: [...version.by, ...datedBy],
  }
}
