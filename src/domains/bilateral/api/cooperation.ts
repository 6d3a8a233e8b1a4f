import { datedOf } from '../../../graphql/index.ts'
import { cooperationFields as fields } from '../cooperation.ts'
import { ATTESTED, addChanges, itemsOfList, listArgs } from './lists.ts'
import type { Kit } from './refs.ts'
import { many, printed } from './values.ts'

export function addCooperation(kit: Kit): void {
  const { builder, refs, item, validTime } = kit
  refs.cooperation.implement({
    description:
      'An area of cooperation, as sources list it at their dates. Absence from a later list ends nothing.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      areas: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.area),
      }),
      scopes: t.stringList({
        description: 'How far it reaches, by whatever source: `defence`, `general`.',
        resolve: (each) => printed(each, fields.scope),
      }),
      stages: t.stringList({
        description:
          'How far it was, as listed on the date itself: `agreed`, `ongoing`, `strengthening`, `proposed`, `highlighted`.',
        resolve: (each) => many(each, fields.stage),
      }),
      by: t.stringList({
        description: 'Whose it is, as listed on the date itself: sides like `jp`, or persons by their keys.',
        resolve: (each) => many(each, fields.by),
      }),
      lastAttested: t.field({
        type: [validTime.ref],
        description: 'The nearest listing before the date, if there is one.',
        resolve: ({ item }) => (item.existence.lastAttested?.standings ?? []).map(datedOf),
      }),
      nextAttested: t.field({
        type: [validTime.ref],
        description: 'The nearest listing after the date, if there is one.',
        resolve: ({ item }) => (item.existence.nextAttested?.standings ?? []).map(datedOf),
      }),
    }),
  })
  builder.objectField(kit.root.state, 'cooperation', (t) =>
    t.field({
      type: [refs.cooperation],
      description: 'Areas of cooperation that any source lists, of its own date. Between two, it is unknown.',
      args: listArgs(kit, ATTESTED, 'cooperation'),
      resolve: (stand, args) => itemsOfList(kit, stand, 'cooperation', args),
    }),
  )
  addChanges(kit, 'cooperation', 'cooperation', refs.cooperation)
}
