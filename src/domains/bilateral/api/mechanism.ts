import type { Sessions } from '../mechanism.ts'
import { mechanismFields as fields } from '../mechanism.ts'
import { addChanges, itemsOfList, listArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { firstItem, items, many, one, printed } from './values.ts'

export function addMechanism(kit: Kit): void {
  const { builder, refs, item } = kit
  const sessions = builder.objectRef<Sessions>('SessionCount').implement({
    description: 'How many sessions a source counts, and of what.',
    fields: (t) => ({
      number: t.exposeInt('number', { description: 'How many, from 1.' }),
      counts: t.exposeString('counts', { description: 'What the number counts, in our own words.' }),
    }),
  })
  refs.mechanism.implement({
    description: 'A standing framework for meeting or working together.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      names: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.name),
      }),
      level: t.string({
        nullable: true,
        description:
          'Of what rank those who meet in it are, like `ministerial`; null where no source says, or they differ.',
        resolve: (each) => one(each, fields.level),
      }),
      stages: t.stringList({
        description: 'How far it has come: attested, agreed, convened; more than one where that is open.',
        resolve: (each) => many(each, fields.stage),
      }),
      agreedAt: t.field({
        type: [refs.meeting],
        description: 'The meetings at which it was agreed to set it up.',
        resolve: (each) => items(each, fields.agreedAt),
      }),
      firstConvened: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting that a source calls its first; null where none does.',
        resolve: (each) => firstItem(each, fields.firstConvened),
      }),
      convened: t.field({
        type: [refs.meeting],
        description: 'The meetings at which it met.',
        resolve: (each) => items(each, fields.convened),
      }),
      upgradedFrom: t.field({
        type: [refs.mechanism],
        description: 'The lesser mechanisms whose place it took.',
        resolve: (each) => items(each, fields.upgradedFrom),
      }),
      sessions: t.field({
        type: sessions,
        nullable: true,
        description:
          'As counted at the date or, failing that, at the last date before it at which any source counts them; null where none does.',
        resolve: ({ item }) => {
          const counted = item.get(fields.sessions)
          return counted.values[0]?.value ?? counted.lastAttested?.value
        },
      }),
    }),
  })
  builder.objectField(kit.root.state, 'mechanisms', (t) =>
    t.field({
      type: [refs.mechanism],
      description: 'Frameworks that were agreed, met, or were spoken of as in being.',
      args: listArgs(kit, STANDING, 'mechanism'),
      resolve: (stand, args) => itemsOfList(kit, stand, 'mechanism', args),
    }),
  )
  addChanges(kit, 'mechanisms', 'mechanism', refs.mechanism)
}
