import { visitFields as fields } from '../visit.ts'
import { addChanges, isOn, itemsOfList, listArgs, onArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { firstItem, items, many, one } from './values.ts'

export function addVisit(kit: Kit): void {
  const { builder, refs, item } = kit
  refs.visit.implement({
    description: 'Someone was on the other side’s soil.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      persons: t.field({
        type: [refs.person],
        description: 'Who was there.',
        resolve: (each) => items(each, fields.persons),
      }),
      side: t.string({
        nullable: true,
        description:
          'The country that they came from, in two letters (ISO 3166-1 alpha-2, lower case), like `vn`; null where sources differ.',
        resolve: (each) => one(each, fields.side),
      }),
      country: t.string({
        nullable: true,
        description: 'The country that they were in, in two letters, like `jp`; null where sources differ.',
        resolve: (each) => one(each, fields.country),
      }),
      city: t.string({
        nullable: true,
        description: 'The city, as spelled by the source; null where none says, or they differ.',
        resolve: (each) => one(each, fields.city),
      }),
      occasion: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting for which they came; null where no source says.',
        resolve: (each) => firstItem(each, fields.occasion),
      }),
      called: t.boolean({
        description: 'True if a source calls it a visit; false if presence alone shows it.',
        resolve: (each) => many(each, fields.called).includes(true),
      }),
    }),
  })
  builder.objectField(kit.root.state, 'visits', (t) =>
    t.field({
      type: [refs.visit],
      description: 'Visits made.',
      args: { ...listArgs(kit, STANDING, 'visit'), ...onArgs(kit) },
      resolve: (stand, args) => itemsOfList(kit, stand, 'visit', args).filter(isOn(kit, args.on)),
    }),
  )
  addChanges(kit, 'visits', 'visit', refs.visit)
}
