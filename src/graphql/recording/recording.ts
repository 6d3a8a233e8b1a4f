import { needs } from '../access/policy.ts'
import type { Builder } from '../builder.ts'
import type { RootApi } from '../chronicle/root.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ValidTimeApi } from '../valid-time.ts'
import { addActs } from './acts.ts'
import { addInputTypes, type InputsApi, recordingFields, toEvent } from './inputs.ts'
import {
  addOutcomes,
  addResult,
  describe,
  INPUT,
  type OutcomesApi,
  RECORDER_FIELD,
  recordInput,
} from './outcomes.ts'
import { MOST_EVENTS } from './record.ts'
import { addSourceMutations } from './sources.ts'

/**
 * How is something recorded by the API?
 *
 * By what a batch file can say: `recordEvents` takes events of any type, the others what is asked for most in words of
 * its own; `beginChronicle` records the first of a chronicle that is not there yet. Each is checked by the code that
 * checks batch files, all faults at once; what was sent before is not recorded twice. What may come of it is a union: a
 * success, `ValidationFailed` or `Conflict`.
 */
export function addRecording(
  builder: Builder,
  validTime: ValidTimeApi,
  provenance: ProvenanceApi,
  root: RootApi,
): void {
  builder.mutationType({
    description: 'Everything that can be recorded. Whatever stands recorded already is not recorded twice.',
  })
  const sent = addInputTypes(builder, validTime)
  const outcomes = addOutcomes(builder, root, provenance)
  addSourceMutations(builder, outcomes, sent, provenance)
  addEvents(builder, outcomes, sent)
  addBeginning(builder, outcomes, sent)
  addActs(builder, outcomes, sent, provenance)
}

/** Events of any type, in the words of a batch file. */
export function addEvents(builder: Builder, outcomes: OutcomesApi, { event }: InputsApi): void {
  const records = builder.inputType('RecordEventsInput', {
    description: 'Events to be recorded together.',
    fields: (t) => ({
      ...recordingFields(t),
      events: t.field({
        type: [event],
        required: true,
        description: 'One after the other: an event comes after those that it names.',
      }),
    }),
  })
  const recordEvents = addResult(builder, outcomes, 'recordEvents')
  builder.mutationField('recordEvents', (t) =>
    t.field({
      ...RECORDER_FIELD,
      type: recordEvents.result,
      description: describe(`Records events, all of them or none; at most ${MOST_EVENTS} at once.`),
      args: { input: t.arg({ type: records, required: true, description: INPUT }) },
      resolve: (_, { input }, context) =>
        recordInput({ input, events: () => input.events.map(toEvent) }, context),
    }),
  )
}

/**
 * The first events of a chronicle that is not there yet. It is a mutation of its own, so that one who misspells the name
 * of a chronicle elsewhere does not begin another by it.
 */
export function addBeginning(builder: Builder, outcomes: OutcomesApi, { event }: InputsApi): void {
  const begins = builder.inputType('BeginChronicleInput', {
    description: 'A chronicle, and what is recorded in it first.',
    fields: (t) => {
      const { chronicle: _, expectedPosition: __, ...whole } = recordingFields(t)
      return {
        chronicle: t.id({
          required: true,
          description:
            'Its name, in lower case with hyphens, like `my-chronicle`: it is its id, and stays so. One that is there already gives a Conflict.',
        }),
        ...whole,
        events: t.field({
          type: [event],
          required: true,
          description: 'One at least, and one after the other: an event comes after those that it names.',
        }),
      }
    },
  })
  const beginChronicle = addResult(builder, outcomes, 'beginChronicle')
  builder.mutationField('beginChronicle', (t) =>
    t.field({
      extensions: needs('admin'),
      nullable: true,
      type: beginChronicle.result,
      description: describe(
        `Begins a chronicle with its first events, all of them or none; at most ${MOST_EVENTS} at once. It stands in the ledger from then on, and is served.`,
        'admin',
      ),
      args: { input: t.arg({ type: begins, required: true, description: INPUT }) },
      resolve: (_, { input }, context) =>
        recordInput(
          {
            input: { ...input, expectedPosition: 0, begins: true },
            events: () => input.events.map(toEvent),
          },
          context,
        ),
    }),
  )
}
