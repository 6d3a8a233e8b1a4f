import { personFields as fields } from '../person.ts'
import { attendedBy } from './attended.ts'
import { addCalled, everyTitleOf, titlesOf } from './called.ts'
import { addChanges, itemsOfList, listArgs, STANDING } from './lists.ts'
import type { Kit } from './refs.ts'
import type { Terms } from './terms.ts'
import { one, printed } from './values.ts'

/** Persons: every form of their names, and what they were called at which date. */
export function addPerson(kit: Kit, { role }: Terms): void {
  const { builder, refs, item } = kit
  const called = addCalled(kit)
  refs.person.implement({
    description: 'A person, under every name that a source prints.',
    interfaces: [...item.interfaces],
    fields: (t) => ({
      names: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.name),
      }),
      ranks: t.stringList({
        description: 'Every form that a source prints.',
        resolve: (each) => printed(each, fields.rank),
      }),
      side: t.string({
        nullable: true,
        description:
          'The country for which they act, in two letters (ISO 3166-1 alpha-2, lower case), like `jp`; null where no source says, or they differ.',
        resolve: (each) => one(each, fields.side),
      }),
      titles: t.field({
        type: [called],
        description: 'What they were called on the date itself.',
        resolve: (each) => titlesOf(each, (resolved) => resolved.values),
      }),
      lastTitles: t.field({
        type: [called],
        description:
          'The nearest before the date: one by which sources introduce them, and one further one. See `everyTitle` for all.',
        resolve: (each) => titlesOf(each, ({ lastAttested }) => (lastAttested ? [lastAttested] : [])),
      }),
      everyTitle: t.field({
        type: [called],
        description: 'Every title that any source gives them, of a time up to the date.',
        resolve: everyTitleOf,
      }),
      nextTitles: t.field({
        type: [called],
        description: 'The nearest after the date, in the same way.',
        resolve: (each) => titlesOf(each, ({ nextAttested }) => (nextAttested ? [nextAttested] : [])),
      }),
    }),
  })

  builder.objectField(kit.root.state, 'people', (t) =>
    t.field({
      type: [refs.person],
      description: 'Everyone whom a source names by the date.',
      args: {
        ...listArgs(kit, STANDING, 'person'),
        role: t.arg({
          type: [role],
          required: false,
          description: 'Only those who were at a meeting in one of these roles: each once, however often.',
        }),
      },
      resolve: (stand, { role, ...args }) => {
        const attended = role == null ? undefined : attendedBy(stand, role)
        return itemsOfList(kit, stand, 'person', args).filter(
          ({ item }) => attended === undefined || item.identity.keys.some((key) => attended.has(key)),
        )
      },
    }),
  )
  addChanges(kit, 'people', 'person', refs.person)
}
