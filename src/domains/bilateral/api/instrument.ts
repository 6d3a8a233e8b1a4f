import { type ItemAtPoint, itemsBySubject } from '../../../graphql/index.ts'
import { instrumentFields as fields, type Party } from '../instrument.ts'
import { fulfilledBy } from './fulfilled.ts'
import { addChanges, isOn, itemsOfList, listArgs, onArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { firstItem, items, many, printed } from './values.ts'

export function addInstrument(kit: Kit): void {
  const { builder, refs, item } = kit
  const party = builder.objectRef<Party>('Party').implement({
    description: 'A party to an instrument.',
    fields: (t) => ({
      side: t.exposeString('side', {
        description: 'The country, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`.',
      }),
      body: t.exposeString('body', {
        nullable: true,
        description: 'The ministry or agency, as the source names it; null where it names none.',
      }),
    }),
  })
  refs.instrument.implement({
    description: 'A document that was signed. What is only planned is an undertaking.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      kind: t.string({
        nullable: true,
        description: 'Of what kind it is, like `memorandum`; null where that cannot be seen.',
        resolve: (each) => printed(each, fields.kind)[0],
      }),
      titles: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.title),
      }),
      topic: t.string({
        nullable: true,
        description: 'What it is about, in our own words; null where that cannot be seen.',
        resolve: (each) => printed(each, fields.topic)[0],
      }),
      parties: t.field({
        type: [party],
        description: 'Between whom; none where no source says.',
        resolve: (each) => many(each, fields.parties),
      }),
      signatories: t.field({
        type: [refs.person],
        nullable: true,
        description: 'Who signed; null where no source says.',
        resolve: (each) => personsOrNull(each),
      }),
      witnesses: t.field({
        type: [refs.person],
        description: 'Who looked on.',
        resolve: (each) => items(each, fields.witnesses),
      }),
      occasion: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting at which it was signed; null where no source says.',
        resolve: (each) => firstItem(each, fields.occasion),
      }),
      after: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting that it was signed after; null where no source says.',
        resolve: (each) => firstItem(each, fields.after),
      }),
      summaries: t.stringList({
        description: 'In our own words, one for each source.',
        resolve: (each) => many(each, fields.summary),
      }),
      fulfils: t.field({
        type: [refs.undertaking],
        description: 'The undertakings that it fulfilled, wholly or in part.',
        resolve: fulfilledBy,
      }),
    }),
  })
  builder.objectField(kit.root.state, 'instruments', (t) =>
    t.field({
      type: [refs.instrument],
      description: 'Documents that were signed.',
      args: { ...listArgs(kit, STANDING, 'instrument'), ...onArgs(kit) },
      resolve: (stand, args) => itemsOfList(kit, stand, 'instrument', args).filter(isOn(kit, args.on)),
    }),
  )
  addChanges(kit, 'instruments', 'instrument', refs.instrument)
}

function personsOrNull(each: ItemAtPoint): ItemAtPoint[] | null {
  const signatories = many(each, fields.signatories)
  return signatories.length === 0 ? null : itemsBySubject(each, signatories)
}
