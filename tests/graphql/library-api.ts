import {
  type ApiDomain,
  type Facet,
  type ItemAtPoint,
  listItems,
  type ReadValues,
  schemaOf,
} from '../../src/graphql/index.ts'
import { bookFields, LOAN_STAGES, loanFields, readerFields } from '../toy/index.ts'

const TYPE_NAMES = new Map([
  ['book', 'Book'],
  ['shelf', 'Shelf'],
  ['reader', 'Reader'],
  ['loan', 'Loan'],
  ['desk', 'Desk'],
])

/** By what this domain's lists can be narrowed: one facet of names, one of words, one of what stands at the point. */
const FACETS: readonly Facet[] = [
  {
    type: 'name',
    name: 'author',
    says: 'Only books by this author.',
    reads: new Map([['book', (values) => values(bookFields.authors)]]),
    named: new Map(),
  },
  {
    type: 'name',
    name: 'place',
    says: 'Only what was on this shelf, by key.',
    reads: new Map<string, ReadValues>([['book', (values) => values(bookFields.place)]]),
    named: new Map(),
  },
  {
    type: 'name',
    name: 'book',
    says: 'Only loans of this book, by key or by a title in any spelling.',
    reads: new Map([['loan', (values) => values(loanFields.book)]]),
    named: new Map([['book', (values) => values(bookFields.title)]]),
  },
  {
    type: 'words',
    name: 'tier',
    says: 'Only readers of one of these tiers.',
    accepts: { like: /^[a-z]+$/, expected: 'a tier, like gold' },
    code: 'E_TIER',
    reads: new Map([['reader', (values) => values(readerFields.tier)]]),
  },
  {
    type: 'words',
    name: 'status',
    says: 'Only loans that may have one of these at the point.',
    accepts: { words: new Map([['loan', LOAN_STAGES.flat()]]) },
    code: 'E_STATUS',
    standing: true,
    reads: new Map([['loan', (values) => values(loanFields.status)]]),
  },
]

/** The API of the lending library: the least that a domain must bring, and lists in the style of all lists. */
export const libraryApi: ApiDomain = {
  names: { root: 'Library', field: 'library', list: 'libraries', state: 'LibraryState' },
  typeNames: TYPE_NAMES,
  words: () => ({ facets: FACETS, variants: new Map([['color', 'colour']]) }),
  extend({ builder, item, change, root, lists: { filterArgs, filter } }) {
    for (const [kind, name] of TYPE_NAMES) {
      const ref = builder.objectRef<ItemAtPoint>(name).implement({
        description: `A ${kind} of the library.`,
        interfaces: [...item.interfaces],
        fields: (t) => ({ key: t.string({ resolve: ({ item: { subject } }) => subject }) }),
      })
      change.changeOf(name, ref)
      builder.objectField(root.state, `${kind}List`, (t) =>
        t.field({
          type: [ref],
          args: {
            ...filterArgs.certainty(['definitely', 'possibly', 'no', 'unknown']),
            ...filterArgs.of([kind]),
            ...filterArgs.ordered,
          },
          resolve: (at, args, { budget, texts }) =>
            listItems({ at, filter, kinds: [kind], args: { ...args, texts } }, budget),
        }),
      )
    }
  },
}

export const librarySchema = schemaOf(libraryApi)
