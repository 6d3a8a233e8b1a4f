import { z } from 'zod'
import type { EventType } from '../../event/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { Faults, notOneOf } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import { ARGUMENT_DESCRIPTIONS } from '../lists/filter-args.ts'
import type { RootApi } from './root.ts'

const ASPECTS: Readonly<Record<EventType['aspect'], string>> = {
  happened: 'It counts from its date on.',
  attested: 'It is told of its date alone: in between, nothing is known.',
  lasting: 'It holds to its stated end, or else to its last attestation, and is unknown then.',
}

const GROUNDS: Readonly<Record<EventType['ground'], string>> = {
  evidence: 'A place in a source.',
  premises: 'Other events, from which it was worked out.',
  act: 'The event that it acts on.',
}

/** What can be recorded in a chronicle: a form to fill in, for those who record and those who read payloads. */
export function addEventTypes(builder: Builder, { root }: RootApi): void {
  const aspect = builder.enumType('Aspect', {
    description: 'How what an event says stands in time.',
    values: enumValues(ASPECTS),
  })
  const ground = builder.enumType('Ground', {
    description: 'What an event must rest on.',
    values: enumValues(GROUNDS),
  })
  const type = builder.objectRef<EventType>('EventType').implement({
    description: 'One kind of fact that events assert.',
    fields: (t) => ({
      name: t.string({ description: 'Its name, like `SourceRegistered`.', resolve: ({ type }) => type }),
      summary: t.exposeString('summary', { description: 'What it asserts, in a line.' }),
      kinds: t.stringList({
        nullable: true,
        description: 'What it may be about, by kind of subject; null: anything.',
        resolve: ({ kinds }) => (kinds === 'any' ? null : [...kinds]),
      }),
      aspect: t.field({
        type: aspect,
        description: 'How what it says stands in time.',
        resolve: ({ aspect }) => aspect,
      }),
      ground: t.field({
        type: ground,
        description: 'What an event of it must rest on.',
        resolve: ({ ground }) => ground,
      }),
      payload: t.field({
        type: 'JSON',
        description: 'The shape of its payload, as a JSON Schema (draft 2020-12).',
        resolve: ({ payload }) => z.json().parse(z.toJSONSchema(payload, { io: 'input' })),
      }),
    }),
  })
  builder.objectField(root, 'eventTypes', (t) =>
    t.field({
      extensions: assume({ things: 40 }),
      type: [type],
      description: 'Every kind of fact that can be recorded here, in the order of the catalogue.',
      args: { types: t.arg.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.types }) },
      resolve: (chronicle, { types }) => {
        const { catalogue } = chronicle.vocabulary
        const faults = new Faults()
        for (const name of types ?? [])
          if (!catalogue.has(name)) faults.add('E_TYPE', 'types', notOneOf(name, catalogue.keys()))
        faults.check()
        return [...catalogue.values()].filter(({ type }) => types == null || types.includes(type))
      },
    }),
  )
}
