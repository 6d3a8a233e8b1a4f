import type { Chronicle, Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import {
  actOn,
  type EventId,
  eventCorrected,
  eventRestored,
  eventRetracted,
  withoutPoint,
} from '../../event/index.ts'
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
import { INPUT, type OutcomesApi, pathIn, type RecordingInput, recordInput } from './outcomes.ts'

type Fields = PothosSchemaTypes.InputFieldBuilder<SchemaTypes, 'InputObject'>

/** Adds the acts on events: `correctEvent`, `retractEvent`, `restoreEvent`. */
export function addActs(
  builder: Builder,
  outcomes: OutcomesApi,
  { evidence, valid }: InputsApi,
  { event }: ProvenanceApi,
): void {
  const ofAct = (t: Fields) => ({
    ...recordingFields(t),
    event: t.id({ required: true, description: 'The event to act on, by id.' }),
    after: t.id({
      description:
        'The last act on it that the client knows. Omitted: none. If there is a later one, the result is a Conflict that names it, and nothing is recorded.',
    }),
    reason: t.string({ required: true, description: 'The reason, in one line of your own.' }),
    evidence: t.field({
      type: [evidence],
      description: 'Where a source says so, for instance in an erratum. Omitted: our own misreading.',
    }),
    premises: t.idList({ description: 'The events that it follows from, by id. Omitted: none.' }),
    salt: t.string({
      description: 'Any text that makes an otherwise equal act a different one. Omitted: none.',
    }),
  })
  const correction = builder.inputType('CorrectionInput', {
    description: 'What replaces parts of an event. Omitted fields stay as they are.',
    fields: (t) => ({
      subject: t.string({ description: 'The new subject, `kind/name`. Omitted: unchanged.' }),
      payload: t.field({
        type: 'JSON',
        description: 'The new fields of the payload; null removes a field. Omitted: unchanged.',
      }),
      valid: t.field({
        type: valid,
        description: 'The new valid time, as a whole; null removes it. Omitted: unchanged.',
      }),
      evidence: t.field({
        type: [evidence],
        description: 'The new evidence, as a whole. Omitted: unchanged.',
      }),
    }),
  })
  const corrects = builder.inputType('CorrectEventInput', {
    description: 'Corrects an event.',
    fields: (t) => ({
      ...ofAct(t),
      set: t.field({ type: correction, required: true, description: 'What to replace.' }),
    }),
  })
  const retracts = builder.inputType('RetractEventInput', {
    description: 'Retracts an event.',
    fields: ofAct,
  })
  const restores = builder.inputType('RestoreEventInput', {
    description: 'Restores a retracted event.',
    fields: ofAct,
  })

  const correctEvent = outcomes.addResult(
    'correctEvent',
    'Corrects how an event reads from now on. What was written first is kept.',
  )
  const retractEvent = outcomes.addResult(
    'retractEvent',
    'Retracts an event: it no longer counts, but is kept.',
  )
  const restoreEvent = outcomes.addResult('restoreEvent', 'Restores a retracted event: it counts again.')
  builder.mutationFields((t) => ({
    correctEvent: t.field({
      ...correctEvent.field,
      args: { input: t.arg({ type: corrects, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => {
        const { valid, evidence, ...rest } = input.set
        const set = withoutNulls({ ...rest, valid: valid && toValid(valid), evidence: toEvidence(evidence) })
        const removed = valid === null ? { valid } : {}
        return act(input, eventCorrected.type, { set: { ...set, ...removed } }, context)
      },
    }),
    retractEvent: t.field({
      ...retractEvent.field,
      args: { input: t.arg({ type: retracts, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => act(input, eventRetracted.type, {}, context),
    }),
    restoreEvent: t.field({
      ...restoreEvent.field,
      args: { input: t.arg({ type: restores, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => act(input, eventRestored.type, {}, context),
    }),
  }))
  for (const { success } of [correctEvent, retractEvent, restoreEvent])
    builder.objectField(success, 'event', (t) =>
      t.field({
        type: event,
        description: 'The event that was acted on, as it reads now, or would read after a dry run.',
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

/** Records an act of a type; `more` is its payload beside the reason. */
function act(input: ActInput, type: string, more: object, context: ApiContext) {
  const { event, after, reason, evidence, premises, salt } = input
  const target: EventId = withoutPoint(String(event))
  const afterId = after == null ? undefined : String(after)
  const events = (chronicle: Chronicle) => [
    withoutNulls({
      ...actOn({ event: target, subject: subjectOf(chronicle, target), after: afterId }, type, {
        reason,
        ...more,
      }),
      evidence: toEvidence(evidence),
      premises,
      salt,
    }),
  ]
  return recordInput({ input, events, about: target, pathIn: pathIn('event') }, context)
}

/**
 * The subject of an act: that of its target as written, so that the act has the same id whenever it is sent. The
 * placeholder for an unknown target is never recorded, because the act is refused.
 */
function subjectOf(chronicle: Chronicle, event: EventId): string {
  return chronicle.event(event)?.event.subject ?? 'event/unknown'
}

/** The target of an act that was just recorded, or checked by a dry run. */
function eventAt(snapshot: Snapshot, id: EventId): EventAtPoint {
  const [event] = eventsOf(atLatest(snapshot), [id])
  if (event !== undefined) return event
  throw new RegestaError('E_NO_EVENT', 'fault', `an act on ${id} passed, and it is not there`, { id })
}
