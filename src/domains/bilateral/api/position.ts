import { positionFields as fields } from '../position.ts'
import { addChanges, itemsOfList, listArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { firstItem, printed } from './values.ts'

export function addPosition(kit: Kit): void {
  const { builder, refs, item } = kit
  const voice = builder.enumType('Voice', {
    description: 'In whose voice a document says it.',
    values: {
      ACTOR: { value: 'actor', description: 'The actor’s own word, as reported.' },
      REPORTER: { value: 'reporter', description: 'The reporter’s.' },
    } as const,
  })
  refs.position.implement({
    description: 'What someone said or held on a topic.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      actors: t.stringList({
        description: 'Sides or persons; none where the reporter alone speaks.',
        resolve: (each) => printed(each, fields.actors),
      }),
      topics: t.stringList({
        description: 'What it is about.',
        resolve: (each) => printed(each, fields.topic),
      }),
      statement: t.string({
        description: 'In our own words.',
        resolve: (each) => printed(each, fields.statement).join(' / '),
      }),
      voice: t.field({
        type: voice,
        description: 'Whose word it is.',
        resolve: (each) => (printed(each, fields.voice)[0] === 'reporter' ? 'reporter' : 'actor'),
      }),
      occasion: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting at which it was said; null where no source says.',
        resolve: (each) => firstItem(each, fields.occasion),
      }),
    }),
  })
  builder.objectField(kit.root.state, 'positions', (t) =>
    t.field({
      type: [refs.position],
      description: 'Positions taken by the date.',
      args: listArgs(kit, STANDING, 'position'),
      resolve: (stand, args) => itemsOfList(kit, stand, 'position', args),
    }),
  )
  addChanges(kit, 'positions', 'position', refs.position)
}
