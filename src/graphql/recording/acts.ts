import type { Chronicle, Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { type EventId, eventCorrected, eventRestored, eventRetracted, type Path } from '../../event/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { atLatest, type EventAtPoint, eventsOf } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import {
  type EvidenceInput,
  type InputsApi,
  recordingFields,
  toEvidence,
  toValid,
  withoutNulls,
} from './inputs.ts'
import {
  addResult,
  describe,
  INPUT,
  type OutcomesApi,
  RECORDER_FIELD,
  type RecordingInput,
  recordInput,
} from './outcomes.ts'

type Fields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>

/** Acts on events: corrections, retractions, restorations. */
export function addActs(
  builder: Builder,
  outcomes: OutcomesApi,
  { evidence, valid }: InputsApi,
  { event }: ProvenanceApi,
): void {
  const ofAct = (t: Fields) => ({
    ...recordingFields(t),
    event: t.id({ required: true, description: 'The event to act on, by its id.' }),
    after: t.id({
      description:
        'The last act on it that was seen. Omitted: none was. If another acted on it since, nothing is recorded, and a Conflict says what did.',
    }),
    reason: t.string({ required: true, description: 'Why, in a line of one’s own.' }),
    evidence: t.field({
      type: [evidence],
      description: 'Where a source says so, as in an erratum. Omitted: it is our own misreading.',
    }),
    premises: t.idList({ description: 'The events that it follows from, by their ids. Omitted: none.' }),
    salt: t.string({
      description: 'Anything that tells it apart from an act otherwise the same. Omitted: nothing need.',
    }),
  })
  const correction = builder.inputType('CorrectionInput', {
    description: 'What takes the place of what an event says. What is left out stays as it is.',
    fields: (t) => ({
      subject: t.string({ description: 'What it is about instead, `kind/name`. Omitted: as before.' }),
      payload: t.field({
        type: 'JSON',
        description: 'Field by field; null takes a field away. Omitted: as before.',
      }),
      valid: t.field({
        type: valid,
        description: 'When it happened or held instead, as a whole. Omitted: as before.',
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where sources say it instead, all of it. Omitted: as before.',
      }),
    }),
  })
  const corrects = builder.inputType('CorrectEventInput', {
    description: 'How an event is to be read instead.',
    fields: (t) => ({
      ...ofAct(t),
      set: t.field({ type: correction, required: true, description: 'What it says instead.' }),
    }),
  })
  const retracts = builder.inputType('RetractEventInput', {
    description: 'Which event no longer counts, and why.',
    fields: ofAct,
  })
  const restores = builder.inputType('RestoreEventInput', {
    description: 'Which retracted event counts again, and why.',
    fields: ofAct,
  })

  const correctEvent = addResult(builder, outcomes, 'correctEvent')
  const retractEvent = addResult(builder, outcomes, 'retractEvent')
  const restoreEvent = addResult(builder, outcomes, 'restoreEvent')
  builder.mutationFields((t) => ({
    correctEvent: t.field({
      ...RECORDER_FIELD,
      type: correctEvent.result,
      description: describe(
        'Has an event read otherwise from here on; as it was written, it stands for ever.',
      ),
      args: { input: t.arg({ type: corrects, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => {
        const { valid, evidence, ...rest } = input.set
        const set = withoutNulls({ ...rest, valid: valid && toValid(valid), evidence: toEvidence(evidence) })
        return act(input, eventCorrected.type, { set }, context)
      },
    }),
    retractEvent: t.field({
      ...RECORDER_FIELD,
      type: retractEvent.result,
      description: describe('Has an event count no longer; what it said is kept.'),
      args: { input: t.arg({ type: retracts, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => act(input, eventRetracted.type, {}, context),
    }),
    restoreEvent: t.field({
      ...RECORDER_FIELD,
      type: restoreEvent.result,
      description: describe('Has a retracted event count again.'),
      args: { input: t.arg({ type: restores, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => act(input, eventRestored.type, {}, context),
    }),
  }))
  for (const { success } of [correctEvent, retractEvent, restoreEvent])
    builder.objectField(success, 'event', (t) =>
      t.field({
        type: event,
        description: 'The event that was acted on, as it now reads, or would.',
        resolve: ({ snapshot, about }) => eventAt(snapshot, about),
      }),
    )
}

type ActInput = RecordingInput['input'] & {
  readonly event: string | number
  readonly after?: string | number | null | undefined
  readonly reason: string
  readonly evidence?: readonly EvidenceInput[] | null | undefined
  readonly premises?: readonly (string | number)[] | null | undefined
  readonly salt?: string | null | undefined
}

/** Records an act of a type, which says more than its reason. */
function act(input: ActInput, type: string, more: object, context: ApiContext) {
  const { event, after, reason, evidence, premises, salt } = input
  const target: EventId = String(event)
  const events = (chronicle: Chronicle) => [
    withoutNulls({
      type,
      subject: subjectOf(chronicle, target),
      payload: { reason, ...more },
      target: withoutNulls({ event: target, after }),
      evidence: toEvidence(evidence),
      premises,
      salt,
    }),
  ]
  return recordInput({ input, events, about: target, pathIn: pathOfAct }, context)
}

/**
 * An act is about what its event was about when it was written, so that it has the same id whenever it is sent. What
 * stands for the subject of an event that is not there is never recorded.
 */
function subjectOf(chronicle: Chronicle, event: EventId): string {
  return chronicle.event(event)?.event.subject ?? 'event/unknown'
}

/** An event that an act on it was just recorded, or tried, beside. */
function eventAt(snapshot: Snapshot, id: EventId): EventAtPoint {
  const [standing] = eventsOf(atLatest(snapshot), [id])
  if (standing !== undefined) return standing
  throw new RegestaError('E_NO_EVENT', 'fault', `an act on ${id} passed, and it is not there`, { id })
}

/** `events.0.target.event` of the recording is `event` of the input, and so on. */
function pathOfAct([of, index, part, ...rest]: Path): Path {
  if (of !== 'events') return of === undefined ? [] : [of]
  switch (part) {
    case undefined:
      return index === undefined ? [] : ['event']
    case 'subject':
      return ['event']
    case 'target':
      return rest.length === 0 ? ['after'] : rest
    case 'payload':
      return rest
    default:
      return [part, ...rest]
  }
}
