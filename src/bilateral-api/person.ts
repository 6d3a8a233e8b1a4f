import {
  datedOf,
  evidenceFor,
  itemsBySubject,
  type Stand,
  type StandingItem,
  sourceOf,
} from '../api/index.ts'
import { personFields as fields, type Title } from '../bilateral/index.ts'
import type { Resolved, Valued } from '../projection/index.ts'
import { addChanges, listArgs, listItems, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import { many, one, printed } from './values.ts'

type Called = Stand & { readonly valued: Valued<Title> }

/** Persons: every form of their names, and what they were called at which date. */
export function addPerson(kit: Kit): void {
  const { builder, refs, item, validTime, provenance } = kit
  const called = builder.objectRef<Called>('Called').implement({
    description: 'A title that someone was called by, at a date.',
    fields: (t) => ({
      title: t.string({ description: 'As printed.', resolve: ({ valued }) => valued.value.title }),
      office: t.field({
        type: refs.office,
        nullable: true,
        resolve: ({ valued, ...stand }) => itemsBySubject(stand, [valued.value.office])[0],
      }),
      certainty: t.field({ type: item.certainty, resolve: ({ valued }) => valued.answer }),
      when: t.field({ type: [validTime.ref], resolve: ({ valued }) => valued.standings.map(datedOf) }),
      sources: t.field({
        type: [provenance.source],
        resolve: ({ chronicle, valued }) => valued.sources.map((id) => sourceOf(chronicle, id)),
      }),
      evidence: t.field({
        type: [provenance.evidence],
        resolve: ({ chronicle, valued }) => evidenceFor(chronicle, valued.because),
      }),
    }),
  })
  refs.person.implement({
    description: 'A person, under every name that a source prints.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      names: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.name),
      }),
      ranks: t.stringList({ resolve: (each) => printed(each, fields.rank) }),
      side: t.string({ nullable: true, resolve: (each) => one(each, fields.side) }),
      titles: t.field({
        type: [called],
        description: 'What they were called on the date itself.',
        resolve: (each) => titlesOf(each, (resolved) => resolved.values),
      }),
      lastTitles: t.field({
        type: [called],
        description: 'Where none is attested on the date: the nearest before.',
        resolve: (each) => titlesOf(each, ({ lastAttested }) => (lastAttested ? [lastAttested] : [])),
      }),
      nextTitles: t.field({
        type: [called],
        description: 'The nearest after the date.',
        resolve: (each) => titlesOf(each, ({ nextAttested }) => (nextAttested ? [nextAttested] : [])),
      }),
    }),
  })

  builder.objectField(kit.root.state, 'people', (t) =>
    t.field({
      type: [refs.person],
      description: 'Everyone whom a source names by the date.',
      args: {
        ...listArgs(kit, STANDING),
        side: t.arg.string({ required: false, description: 'Only persons of this side.' }),
      },
      resolve: (stand, { side, ...args }) =>
        listItems(stand, 'person', args).filter(
          (each) => side == null || many(each, fields.side).includes(side),
        ),
    }),
  )
  addChanges(kit, 'people', 'person', refs.person)
}

/** Of the title by which sources introduce a person, and of their further titles, those that are picked. */
function titlesOf(
  { item, ...stand }: StandingItem,
  pick: (resolved: Resolved<Title>) => readonly Valued<Title>[],
): Called[] {
  return [fields.title, fields.furtherTitle].flatMap((field) =>
    pick(item.get(field)).map((valued) => ({ ...stand, valued })),
  )
}
