import { needs } from '../access/roles.ts'
import type { Builder } from '../builder.ts'
import type { OutcomesApi } from './outcomes.ts'
import { MOST_EVENTS } from './record.ts'
import { addResult, does, INPUT, tell } from './result.ts'
import { eventSent, ofTheWhole, type SentApi } from './sent.ts'

/**
 * The first events of a chronicle that is not there yet. It is a mutation of its own, so that one who misspells the name
 * of a chronicle elsewhere does not begin another by it.
 */
export function addBeginning(builder: Builder, outcomes: OutcomesApi, { event }: SentApi): void {
  const begins = builder.inputType('BeginChronicleInput', {
    description: 'A chronicle, and what is recorded in it first.',
    fields: (t) => {
      const { chronicle: _, expectedPosition: __, ...whole } = ofTheWhole(t)
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
      description: does(
        `Begins a chronicle with its first events, all of them or none; at most ${MOST_EVENTS} at once. It stands in the ledger from then on, and is served.`,
        'admin',
      ),
      args: { input: t.arg({ type: begins, required: true, description: INPUT }) },
      resolve: (_, { input }, context) =>
        tell(
          {
            input: { ...input, expectedPosition: 0, begins: true },
            events: () => input.events.map(eventSent),
          },
          context,
        ),
    }),
  )
}
