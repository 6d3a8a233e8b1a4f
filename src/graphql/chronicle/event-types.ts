import { z } from 'zod'
import type { EventType } from '../../event/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { assume } from '../limits/sizes.ts'
import { ARGUMENT_DESCRIPTIONS } from '../lists/filter-args.ts'
import { checkedTypes } from '../points/names.ts'
import type { RootApi } from './root.ts'

const ASPECTS: Readonly<Record<EventType['aspect'], string>> = {
  happened: 'Counts from its date on.',
  attested: 'Holds on its date alone; between two attestations nothing is known.',
  lasting:
    'Begins on a bare day, and holds to its stated end, or else to the last event that attests the same; after that it is unknown.',
}

const GROUNDS: Readonly<Record<EventType['ground'], string>> = {
  evidence: 'A passage in a source.',
  premises: 'Other events, from which it is inferred.',
  act: 'The event that it acts on.',
}

/** The event types of a chronicle, for clients that record events or read payloads. */
export function addEventTypes(builder: Builder, { anyChronicle }: RootApi): void {
  const aspect = builder.enumType('Aspect', {
    description: 'How long the claims of an event hold.',
    values: enumValues(ASPECTS),
  })
  const ground = builder.enumType('Ground', {
    description: 'What an event must be based on.',
    values: enumValues(GROUNDS),
  })
  const type = builder.objectRef<EventType>('EventType').implement({
    description: 'A type of event.',
    fields: (t) => ({
      name: t.string({ description: 'Its name, like `SourceRegistered`.', resolve: ({ type }) => type }),
      summary: t.exposeString('summary', { description: 'What it asserts, in one line.' }),
      kinds: t.stringList({
        nullable: true,
        description: 'What it can be about: kinds of subjects. Null: any.',
        resolve: ({ kinds }) => (kinds === 'any' ? null : [...kinds]),
      }),
      aspect: t.field({
        type: aspect,
        description: 'How long its claims hold.',
        resolve: ({ aspect }) => aspect,
      }),
      ground: t.field({
        type: ground,
        description: 'What an event of this type must be based on.',
        resolve: ({ ground }) => ground,
      }),
      payload: t.field({
        type: 'JSON',
        description: 'The JSON Schema (draft 2020-12) of its payload.',
        resolve: ({ payload }) => z.json().parse(z.toJSONSchema(payload, { io: 'input' })),
      }),
    }),
  })
  builder.interfaceField(anyChronicle, 'eventTypes', (t) =>
    t.field({
      extensions: assume({ things: 40 }),
      type: [type],
      nullable: true,
      description:
        'The event types that can be recorded here, in the order of the catalogue. Null only with an error.',
      args: { types: t.arg.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.types }) },
      resolve: (chronicle, { types }) => {
        const wanted = types == null ? undefined : checkedTypes(chronicle, types)
        const all = [...chronicle.vocabulary.catalogue.values()]
        return wanted === undefined ? all : all.filter(({ type }) => wanted.includes(type))
      },
    }),
  )
}
