import type { Builder } from '../builder.ts'
import type { OutcomesApi } from './outcomes.ts'
import { MOST_EVENTS } from './record.ts'
import { addResult, does, INPUT, RECORDS, tell } from './result.ts'
import { eventSent, ofTheWhole, type SentApi } from './sent.ts'

/** Events of any type, in the words of a batch file. */
export function addEvents(builder: Builder, outcomes: OutcomesApi, { event }: SentApi): void {
  const records = builder.inputType('RecordEventsInput', {
    description: 'Events to be recorded together.',
    fields: (t) => ({
      ...ofTheWhole(t),
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
      ...RECORDS,
      type: recordEvents.result,
      description: does(`Records events, all of them or none; at most ${MOST_EVENTS} at once.`),
      args: { input: t.arg({ type: records, required: true, description: INPUT }) },
      resolve: (_, { input }, context) => tell({ input, events: () => input.events.map(eventSent) }, context),
    }),
  )
}
