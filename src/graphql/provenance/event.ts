import type { Envelope } from '../../event/index.ts'
import { knownOf } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { assume } from '../limits/sizes.ts'
import { couldBeKnown, type EventAtPoint, eventsOf } from '../points/at-point.ts'
import type { NodeApi } from '../points/node.ts'
import type { CertaintyRef, Dated, ValidTimeApi } from '../valid-time.ts'
import { addEvidence, cites, evidenceAsSeen, evidenceOf } from './evidence.ts'
import { addSource } from './source.ts'

/** Events, the evidence they rest on and the sources it lies in. */
export function addProvenance(
  builder: Builder,
  node: NodeApi,
  validTime: ValidTimeApi,
  certainty: CertaintyRef,
) {
  const { known, source } = addSource(builder, node, validTime)
  const { evidence, evidenceArgs } = addEvidence(builder, source)
  const { event, connection } = addEvent(builder, node, validTime, certainty, known, {
    evidence,
    evidenceArgs,
  })
  return { event, evidence, evidenceArgs, source, known, connection }
}

export type ProvenanceApi = ReturnType<typeof addProvenance>

/** Events: what they say, as written for ever, and how they read from where one looks. */
export function addEvent(
  builder: Builder,
  node: NodeApi,
  { ref: validTime }: ValidTimeApi,
  certainty: CertaintyRef,
  known: ReturnType<typeof addSource>['known'],
  { evidence, evidenceArgs }: ReturnType<typeof addEvidence>,
) {
  const event = builder.objectRef<EventAtPoint>('Event')
  event.implement({
    extensions: assume({ things: 3 }),
    description:
      'One immutable assertion: this source says that this happened. Its id is the hex SHA-256 of its canonical JSON, and the same from everywhere: what it says is the same by its id, but certainty, acts, proof and whatever is called `…AsSeen` are as seen from the point.',
    interfaces: [node],
    fields: (t) => ({
      type: t.string({
        description: 'What it asserts, as a type of the vocabulary, like `SourceRegistered`.',
        resolve: ({ recorded }) => recorded.event.type,
      }),
      chronicle: t.id({
        description: 'The chronicle that it stands in, by its id.',
        resolve: ({ chronicle }) => chronicle.name,
      }),
      subject: t.string({
        description: 'What it is about, `kind/name`, as written.',
        resolve: ({ recorded }) => recorded.event.subject,
      }),
      position: t.int({
        description: 'Place in the ledger, from 1.',
        resolve: ({ recorded }) => recorded.position,
      }),
      recordedAt: t.field({
        type: 'DateTime',
        description: 'When this ledger took it in, with the whole of its batch.',
        resolve: ({ recorded }) => recorded.recordedAt,
      }),
      valid: t.field({
        type: validTime,
        nullable: true,
        description: 'When it happened, by its own source, as written; null where that says nothing of when.',
        resolve: ({ recorded }) =>
          recorded.event.valid && { bounds: recorded.valid, written: recorded.event.valid },
      }),
      validAsSeen: t.field({
        type: validTime,
        nullable: true,
        description:
          'When it happened, as the corrections and inferences that can be seen from the point leave it. Null where they say nothing of when, or it cannot be seen.',
        resolve: validAsSeen,
      }),
      known: t.field({
        type: known,
        nullable: true,
        description: 'When the public could know it by its sources; null where it names none of its own.',
        resolve: ({ state, recorded }) => knownOf(state, recorded),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it is there to be seen from the point; NO of one that is retracted there.',
        resolve: ({ state, recorded }) => state.view.exists(recorded.id),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where its own sources say it, as written.',
        args: evidenceArgs,
        resolve: (each, args) => evidenceOf(each).filter(cites(args, each)),
      }),
      evidenceAsSeen: t.field({
        type: [evidence],
        description:
          'Where its own sources say it, as the corrections that can be seen from the point leave it.',
        args: evidenceArgs,
        resolve: (each, args) => evidenceAsSeen(each).filter(cites(args, each)),
      }),
      premises: t.field({
        type: [event],
        description: 'The events that an inference rests on.',
        resolve: ({ recorded, ...at }) => eventsOf(at, recorded.event.premises ?? []),
      }),
      target: t.field({
        type: event,
        nullable: true,
        description:
          'The event that a correction, retraction or restoration acts on. Null for any other, and where that event could not be known from the point.',
        resolve: targetOf,
      }),
      acts: t.field({
        type: [event],
        description: 'The corrections and inferences that shape how it reads from the point.',
        resolve: ({ recorded, ...at }) => eventsOf(at, actsOn({ ...at, recorded })),
      }),
      payload: t.field({
        type: 'JSON',
        description: 'What it says, as written.',
        resolve: ({ recorded }) => recorded.event.payload,
      }),
      payloadAsSeen: t.field({
        type: 'JSON',
        nullable: true,
        description:
          'What it says, as the corrections that can be seen from the point leave it. Null where it cannot be seen.',
        resolve: (each) => asSeen(each)?.payload,
      }),
      subjectAsSeen: t.string({
        nullable: true,
        description:
          'What it is about, as the corrections that can be seen from the point leave it. Null where it cannot be seen.',
        resolve: (each) => asSeen(each)?.subject,
      }),
    }),
  })
  const connection = builder.connectionObject(
    {
      type: event,
      name: 'EventConnection',
      description: 'One page of events, and where it lies (Relay’s cursor connections).',
    },
    { name: 'EventEdge', description: 'One event on a page, and its place.' },
  )
  return { event, connection }
}

/** The event in the first of the ways in which it may read from the point; undefined where it cannot be seen. */
export function asSeen({ state, recorded }: EventAtPoint): Envelope | undefined {
  return state.view.versions(recorded.id)[0]?.event.event
}

function validAsSeen({ state, recorded }: EventAtPoint): Dated | null {
  const [version] = state.view.versions(recorded.id)
  if (version === undefined || (version.event.event.valid === undefined && version.datedBy.length === 0))
    return null
  return {
    bounds: version.bounds,
    written: version.datedBy.length === 0 ? version.event.event.valid : undefined,
  }
}

/** What was done is shown only of an event that itself could be known there, whether or not it still stands. */
function targetOf({ recorded, ...at }: EventAtPoint): EventAtPoint | undefined {
  const [target] = eventsOf(at, recorded.event.target ? [recorded.event.target.event] : [])
  return target && couldBeKnown(at.state.view, target.recorded) ? target : undefined
}

function actsOn({ state, recorded }: EventAtPoint): readonly string[] {
  const acts = state.view.versions(recorded.id).flatMap(({ by, datedBy }) => [...by, ...datedBy])
  return [...new Set(acts)].filter((id) => id !== recorded.id)
}
