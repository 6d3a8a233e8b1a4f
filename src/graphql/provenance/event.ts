import type { FieldRef } from '@pothos/core'
import type { Envelope } from '../../event/index.ts'
import { knownOf, wordsThatDate } from '../../state/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import { nowOrInSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import { type AtPoint, type EventAtPoint, eventSteps, eventsOf } from '../points/at-point.ts'
import type { NodeApi } from '../points/node.ts'
import { addDating, type CertaintyRef, type Dated, datedOf, type ValidTimeApi } from '../valid-time.ts'
import { addEvidence, evidenceAsSeen, evidenceFor, evidenceMatching, evidenceOf } from './evidence.ts'
import { addSourceType } from './source.ts'

/** The types of provenance: events, their evidence, and the sources of that. */
export function addProvenance(
  builder: Builder,
  node: NodeApi,
  validTime: ValidTimeApi,
  certainty: CertaintyRef,
) {
  const { known, source, sourceKind } = addSourceType(builder, node, validTime)
  const { evidence, evidenceArgs, role } = addEvidence(builder, source)
  const { event, connection } = addEvent(builder, node, validTime, certainty, known, {
    evidence,
    evidenceArgs,
  })
  addDating(builder, validTime, event)

  /** A field of the events behind what an object says. */
  const eventsField = <Parent extends AtPoint>(
    t: Fields<Parent>,
    description: string,
    idsOf: (parent: Parent) => readonly string[],
  ): FieldRef<SchemaTypes> =>
    t.field({
      type: [event],
      description,
      resolve: (parent, _, { budget }) => nowOrInSteps(budget, eventSteps(parent, idsOf(parent))),
    })

  /** A field of the evidence for what an object says, by the events behind it. */
  const evidenceField = <Parent extends AtPoint>(
    t: Fields<Parent>,
    description: string,
    idsOf: (parent: Parent) => readonly string[],
  ): FieldRef<SchemaTypes> =>
    t.field({
      type: [evidence],
      description,
      args: evidenceArgs,
      resolve: (parent, args, { budget }) => nowOrInSteps(budget, evidenceFor(parent, idsOf(parent), args)),
    })
  return {
    event,
    evidence,
    evidenceArgs,
    role,
    source,
    sourceKind,
    known,
    connection,
    eventsField,
    evidenceField,
  }
}

type Fields<Parent> = PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Parent>

export type ProvenanceApi = ReturnType<typeof addProvenance>

/** The type of an event: what it says as written, and how it reads at a point. */
function addEvent(
  builder: Builder,
  node: NodeApi,
  { ref: validTime }: ValidTimeApi,
  certainty: CertaintyRef,
  known: ReturnType<typeof addSourceType>['known'],
  { evidence, evidenceArgs }: Omit<ReturnType<typeof addEvidence>, 'role'>,
) {
  const event = builder.objectRef<EventAtPoint>('Event')
  event.implement({
    extensions: assume({ things: 3 }),
    description:
      'One immutable assertion: this source says that this happened. Its digest and what it says are the same at every point; its id names the point, on which `certainty`, `known`, `item`, `acts`, `proof` and the fields `…AsSeen` depend.',
    interfaces: [node],
    fields: (t) => ({
      digest: t.string({
        description: 'The hex SHA-256 of its canonical JSON: the same at every point.',
        resolve: ({ recorded }) => recorded.id,
      }),
      type: t.string({
        description: 'Its event type, like `SourceRegistered`.',
        resolve: ({ recorded }) => recorded.event.type,
      }),
      says: t.string({
        description: 'What an event of its type asserts, in a line without a full stop.',
        resolve: ({ chronicle, recorded: { event } }) =>
          chronicle.vocabulary.catalogue.get(event.type)?.summary ?? event.type,
      }),
      chronicle: t.id({
        description: 'The name of its chronicle.',
        resolve: ({ chronicle }) => chronicle.name,
      }),
      subject: t.string({
        description: 'The key of its subject, `kind/name`, as written.',
        resolve: ({ recorded }) => recorded.event.subject,
      }),
      position: t.int({
        description: 'Its position in the ledger, from 1.',
        resolve: ({ recorded }) => recorded.position,
      }),
      recordedAt: t.field({
        type: 'DateTime',
        description: 'When it was recorded, with its whole batch.',
        resolve: ({ recorded }) => recorded.recordedAt,
      }),
      reader: t.string({
        nullable: true,
        description:
          'Who read its source, or the name of the credential that recorded it, as its batch says. Null where it says none, and in a dry run.',
        resolve: async ({ chronicle, recorded }) => (await chronicle.readerOf(recorded.position)) ?? null,
      }),
      valid: t.field({
        type: validTime,
        nullable: true,
        description: 'When it happened, as written by its own source. Null where the source does not say.',
        resolve: ({ recorded }) =>
          recorded.event.valid && { bounds: recorded.valid, written: recorded.event.valid },
      }),
      validAsSeen: t.field({
        type: validTime,
        nullable: true,
        description:
          'When it happened, after the corrections and inferences visible at the point. Null where no date is given, or the event is not visible.',
        resolve: validAsSeen,
      }),
      known: t.field({
        type: known,
        nullable: true,
        description: 'When the public could know it, by its sources. Null where it has none of its own.',
        resolve: ({ state, recorded }) => knownOf(state, recorded),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it is visible at the point; NO where it is retracted.',
        resolve: ({ state, recorded }) => state.view.exists(recorded.id),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where its own sources say it, as written.',
        args: evidenceArgs,
        resolve: (each, args, { budget }) =>
          nowOrInSteps(budget, evidenceMatching(evidenceOf(each), args, each)),
      }),
      evidenceAsSeen: t.field({
        type: [evidence],
        description: 'Where its own sources say it, after the corrections visible at the point.',
        args: evidenceArgs,
        resolve: (each, args, { budget }) =>
          nowOrInSteps(budget, evidenceMatching(evidenceAsSeen(each), args, each)),
      }),
      premises: t.field({
        type: [event],
        description: 'The events that an inference is based on.',
        resolve: ({ recorded, ...at }) => eventsOf(at, recorded.event.premises ?? []),
      }),
      target: t.field({
        type: event,
        nullable: true,
        description:
          'The event that a correction, retraction or restoration acts on. Null for any other type, and where that event could not be known at the point.',
        resolve: targetOf,
      }),
      acts: t.field({
        type: [event],
        description: 'The corrections and inferences that apply to it at the point.',
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
          'What it says, after the corrections visible at the point. Null where the event is not visible.',
        resolve: (each) => asSeen(each)?.payload,
      }),
      subjectAsSeen: t.string({
        nullable: true,
        description:
          'The key of its subject, after the corrections visible at the point. Null where the event is not visible.',
        resolve: (each) => asSeen(each)?.subject,
      }),
    }),
  })
  const connection = builder.connectionObject(
    {
      type: event,
      name: 'EventConnection',
      description: 'One page of events.',
    },
    { name: 'EventEdge', description: 'One event of a page, with its cursor.' },
  )
  return { event, connection }
}

/** The first version of an event at the point; undefined where it is not visible. */
export function asSeen({ state, recorded }: EventAtPoint): Envelope | undefined {
  return state.view.versions(recorded.id)[0]?.event.event
}

function validAsSeen({ recorded, ...at }: EventAtPoint): Dated | null {
  const [version] = at.state.view.versions(recorded.id)
  if (version === undefined || (version.event.event.valid === undefined && version.datedBy.length === 0))
    return null
  return datedOf(at, { ...version, event: recorded, written: wordsThatDate(version) })
}

/** The target of an act, if it could be known at the point, even if it is retracted. */
function targetOf({ recorded, ...at }: EventAtPoint): EventAtPoint | undefined {
  const [target] = eventsOf(at, recorded.event.target ? [recorded.event.target.event] : [])
  return target && at.state.view.couldBeKnown(target.recorded) ? target : undefined
}

function actsOn({ state, recorded }: EventAtPoint): readonly string[] {
  const acts = state.view.versions(recorded.id).flatMap(({ by, datedBy }) => [...by, ...datedBy])
  return [...new Set(acts)].filter((id) => id !== recorded.id)
}
