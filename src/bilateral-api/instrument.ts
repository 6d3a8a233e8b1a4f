import { itemsBySubject, type StandingItem } from '../api/index.ts'
import { instrumentFields as fields, type Party } from '../bilateral/index.ts'
import { addChanges, listArgs, listItems, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { firstItem, items, many, printed } from './values.ts'

export function addInstrument(kit: Kit): void {
  const { builder, refs, item } = kit
  const party = builder.objectRef<Party>('Party').implement({
    description: 'A party to an instrument.',
    fields: (t) => ({
      side: t.exposeString('side'),
      body: t.exposeString('body', { nullable: true, description: 'As the source names it.' }),
    }),
  })
  refs.instrument.implement({
    description: 'A document that was signed. What is only planned is an undertaking.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      kind: t.string({ nullable: true, resolve: (each) => printed(each, fields.kind)[0] }),
      titles: t.stringList({ resolve: (each) => printed(each, fields.title) }),
      topic: t.string({ nullable: true, resolve: (each) => printed(each, fields.topic)[0] }),
      parties: t.field({ type: [party], resolve: (each) => many(each, fields.parties) }),
      signatories: t.field({
        type: [refs.person],
        nullable: true,
        description: 'Who signed; null where no source says.',
        resolve: (each) => personsOrNull(each),
      }),
      witnesses: t.field({ type: [refs.person], resolve: (each) => items(each, fields.witnesses) }),
      occasion: t.field({
        type: refs.meeting,
        nullable: true,
        resolve: (each) => firstItem(each, fields.occasion),
      }),
      after: t.field({
        type: refs.meeting,
        nullable: true,
        description: 'The meeting that it was signed after.',
        resolve: (each) => firstItem(each, fields.after),
      }),
      summaries: t.stringList({ resolve: (each) => many(each, fields.summary) }),
    }),
  })
  builder.objectField(kit.root.state, 'instruments', (t) =>
    t.field({
      type: [refs.instrument],
      description: 'Documents that were signed.',
      args: {
        ...listArgs(kit, STANDING),
        kind: t.arg.stringList({ required: false, description: 'Only these kinds, like `memorandum`.' }),
      },
      resolve: (stand, { kind, ...args }) =>
        listItems(stand, 'instrument', args).filter(
          (each) => kind == null || printed(each, fields.kind).some((one) => kind.includes(one)),
        ),
    }),
  )
  addChanges(kit, 'instruments', 'instrument', refs.instrument)
}

function personsOrNull(each: StandingItem): StandingItem[] | null {
  const signatories = many(each, fields.signatories)
  return signatories.length === 0 ? null : itemsBySubject(each, signatories)
}
