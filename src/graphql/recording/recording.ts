import type { Builder } from '../builder.ts'
import type { RootApi } from '../chronicle/root.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ValidTimeApi } from '../valid-time.ts'
import { addActs } from './acts.ts'
import { addInputTypes, type InputsApi, recordingFields, toEvent } from './inputs.ts'
import { addOutcomes, INPUT, type OutcomesApi, recordInput } from './outcomes.ts'
import { MOST_EVENTS } from './record.ts'
import { addSourceMutations } from './sources.ts'

/**
 * Adds the mutations. `recordEvents` takes events of any type in the form of a batch file, the others have inputs of
 * their own for the most common ones; `beginChronicle` records the first events of a new chronicle. Events are validated
 * by the code that validates batch files, with all faults at once, and are idempotent: what is recorded already is not
 * recorded twice. The result is a union of a success, `ValidationFailed` and `Conflict`.
 */
export function addRecording(
  builder: Builder,
  validTime: ValidTimeApi,
  provenance: ProvenanceApi,
  root: RootApi,
): void {
  builder.mutationType({
    description: 'Everything that can be recorded. What is recorded already is not recorded twice.',
  })
  const sent = addInputTypes(builder, validTime, provenance)
  const outcomes = addOutcomes(builder, root, provenance)
  addSourceMutations(builder, outcomes, sent, provenance)
  addEvents(builder, outcomes, sent)
  addBeginning(builder, outcomes, sent)
  addActs(builder, outcomes, sent, provenance)
}

/** Adds `recordEvents`: events of any type, in the form of a batch file. */
function addEvents(builder: Builder, outcomes: OutcomesApi, { event }: InputsApi): void {
  const records = builder.inputType('RecordEventsInput', {
    description: 'Events to record together.',
    fields: (t) => ({
      ...recordingFields(t),
      events: t.field({
        type: [event],
        required: true,
        description: 'The events, in order: an event comes after those that it refers to.',
      }),
    }),
  })
  const recordEvents = outcomes.addResult(
    'recordEvents',
    `Records events, all of them or none; at most ${MOST_EVENTS} at once.`,
  )
  builder.mutationField('recordEvents', (t) =>
    t.field({
      ...recordEvents.field,
      args: { input: t.arg({ type: records, required: true, description: INPUT }) },
      resolve: (_, { input }, context) =>
        recordInput({ input, events: () => input.events.map(toEvent) }, context),
    }),
  )
}

/**
 * Adds `beginChronicle`: the first events of a new chronicle. It is a mutation of its own, so that a misspelt name in
 * another mutation does not create a chronicle.
 */
function addBeginning(builder: Builder, outcomes: OutcomesApi, { event }: InputsApi): void {
  const begins = builder.inputType('BeginChronicleInput', {
    description: 'A new chronicle, and its first events.',
    fields: (t) => {
      const { chronicle: _, expectedPosition: __, ...whole } = recordingFields(t)
      return {
        chronicle: t.id({
          required: true,
          description:
            'Its name, in lower case with hyphens, like `my-chronicle`: its id from then on. An existing one gives a Conflict.',
        }),
        ...whole,
        events: t.field({
          type: [event],
          required: true,
          description: 'The events, at least one, in order: an event comes after those that it refers to.',
        }),
      }
    },
  })
  const beginChronicle = outcomes.addResult(
    'beginChronicle',
    `Begins a chronicle with its first events, all of them or none; at most ${MOST_EVENTS} at once. It is served from then on.`,
    'admin',
  )
  builder.mutationField('beginChronicle', (t) =>
    t.field({
      ...beginChronicle.field,
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
