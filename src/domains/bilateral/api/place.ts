import { placeFields as fields } from '../place.ts'
import { addChanges, itemsOfList, listArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { printed } from './values.ts'

export function addPlace(kit: Kit): void {
  const { builder, refs, item } = kit
  refs.place.implement({
    description: 'A place that a source names, under every name that is definitely its own.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      names: t.stringList({
        description: 'Every name that a source prints.',
        resolve: (each) => printed(each, fields.name),
      }),
    }),
  })
  builder.objectField(kit.root.state, 'places', (t) =>
    t.field({
      type: [refs.place],
      description: 'Places named by the date.',
      args: listArgs(kit, STANDING, 'place'),
      resolve: (stand, args) => itemsOfList(kit, stand, 'place', args),
    }),
  )
  addChanges(kit, 'places', 'place', refs.place)
}
