import { type Figure, figureFields as fields } from '../figure.ts'
import { ATTESTED, addChanges, itemsOfList, listArgs } from './lists.ts'
import type { Kit } from './refs.ts'
import { printed } from './values.ts'

export function addFigure(kit: Kit): void {
  const { builder, refs, item } = kit
  const amount = builder.objectRef<Figure>('Amount').implement({
    description: 'A number as a source gives it, with how exact it means to be.',
    fields: (t) => ({
      value: t.exposeFloat('value', { description: 'In that unit.' }),
      unit: t.exposeString('unit', { description: 'Of what it is a number.' }),
      exactness: t.exposeString('exactness', { description: '`exact`, `rounded` or `approximate`.' }),
    }),
  })
  refs.figure.implement({
    description: 'A figure that a source reports, of its own time: see `when`.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      measure: t.string({
        nullable: true,
        description: 'What was measured, in our own words; null where that cannot be seen.',
        resolve: (each) => printed(each, fields.measure)[0],
      }),
      about: t.stringList({
        description: 'Whom or what it is about, in our own words.',
        resolve: (each) => printed(each, fields.about),
      }),
      amounts: t.field({
        type: [amount],
        description: 'Of the date itself; or else the last before it.',
        resolve: ({ item }) => {
          const { values, lastAttested } = item.get(fields.figure)
          const told = values.length > 0 ? values : lastAttested ? [lastAttested] : []
          return told.map(({ value }) => value)
        },
      }),
    }),
  })
  builder.objectField(kit.root.state, 'figures', (t) =>
    t.field({
      type: [refs.figure],
      description: 'Figures: each holds of its own time, and is unknown at others.',
      args: listArgs(kit, ATTESTED, 'figure'),
      resolve: (stand, args) => itemsOfList(kit, stand, 'figure', args),
    }),
  )
  addChanges(kit, 'figures', 'figure', refs.figure)
}
