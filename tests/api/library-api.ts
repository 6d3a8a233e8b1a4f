import { type ApiDomain, createSchema, type StandingItem } from '../../src/api/index.ts'

const TYPE_NAMES = new Map([
  ['book', 'Book'],
  ['shelf', 'Shelf'],
  ['reader', 'Reader'],
  ['loan', 'Loan'],
])

/** The API of the lending library: the least that a domain must bring. */
export const libraryApi: ApiDomain = {
  names: { root: 'Library', field: 'library', list: 'libraries', state: 'LibraryState' },
  typeNames: TYPE_NAMES,
  extend({ builder, item, change, root }) {
    for (const [kind, name] of TYPE_NAMES) {
      const ref = builder.objectRef<StandingItem>(name).implement({
        description: `A ${kind} of the library.`,
        interfaces: [...item.interfaces],
        fields: (t) => ({ key: t.string({ resolve: ({ item: { subject } }) => subject }) }),
      })
      change.changeOf(name, ref)
      builder.objectField(root.state, `${kind}List`, (t) =>
        t.field({
          type: [ref],
          resolve: (stand) => stand.state.list(kind).map((each) => ({ ...stand, item: each })),
        }),
      )
    }
  },
}

export const librarySchema = createSchema(libraryApi)
