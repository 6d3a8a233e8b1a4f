import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import type { Json } from '../event/index.ts'
import type { CivilDay, Instant } from '../time/index.ts'
import type { ApiContext } from './context.ts'

export type ApiTypes = {
  Context: ApiContext
  DefaultFieldNullability: false
  Connection: { readonly totalCount: number }
  Scalars: {
    Date: { Input: CivilDay; Output: CivilDay }
    DateTime: { Input: Instant; Output: Instant }
    EDTF: { Input: string; Output: string }
    JSON: { Input: Json; Output: Json }
  }
}

/** The types as Pothos extends them, for references made outside a builder's call. */
export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>

/** What is said of Relay's own types and arguments (GraphQL Cursor Connections Specification). */
const RELAY = {
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  nodesOnConnection: { description: 'What is on the page, in order, without its places.' },
  edgesFieldOptions: { description: 'What is on the page, in order, each with its place.' },
  pageInfoFieldOptions: { description: 'Where the page lies.' },
  cursorFieldOptions: {
    description:
      'Its place, for `after` and `before`: it keeps the point and does not shift as events arrive.',
  },
  nodeFieldOptions: { description: 'What stands at that place.' },
  pageInfoTypeOptions: { description: 'Where a page lies among all that was asked for.' },
  hasNextPageFieldOptions: { description: 'Whether anything comes after the page.' },
  hasPreviousPageFieldOptions: { description: 'Whether anything comes before the page.' },
  startCursorFieldOptions: { description: 'The place of the first on the page; null where it is empty.' },
  endCursorFieldOptions: { description: 'The place of the last on the page; null where it is empty.' },
  firstArgOptions: { description: 'How many from the beginning, 1 to 100. Omitted, without `last`: 20.' },
  lastArgOptions: {
    description: 'How many from the end, 1 to 100, instead of `first`. Omitted: from the beginning.',
  },
  afterArgOptions: { description: 'Only what comes after this cursor (what stands there is out).' },
  beforeArgOptions: { description: 'Only what comes before this cursor (what stands there is out).' },
} as const

/** A fresh builder: types are added by calls, never by importing a file. */
export function createBuilder() {
  const builder = new SchemaBuilder<ApiTypes>({
    plugins: [RelayPlugin],
    defaultFieldNullability: false,
    relay: RELAY,
  })
  builder.queryType({ description: 'Everything that can be asked.' })
  builder.globalConnectionField('totalCount', (t) =>
    t.int({
      description: 'How many there are on all pages together.',
      resolve: ({ totalCount }) => totalCount,
    }),
  )
  return builder
}

export type Builder = ReturnType<typeof createBuilder>

/** The values of an enum, from the names inside and what each means: `worldChanged` and `partly-fulfilled` shout. */
export function enumValues<T extends string>(
  meanings: Readonly<Record<T, string>>,
): Record<string, { readonly value: T; readonly description: string }> {
  const names = Object.keys(meanings).filter((name): name is T => name in meanings)
  return Object.fromEntries(
    names.map((value) => [screaming(value), { value, description: meanings[value] }] as const),
  )
}

function screaming(name: string): string {
  return name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('-', '_')
    .toUpperCase()
}

/** What front ends should leave: since when, until when it still works (both days in), and what to use instead. */
export type Deprecated = { readonly since: string; readonly until: string; readonly instead: string }

/** The reason as the schema gives it: `Since 2026-11-22, until 2027-05-31: use …`. Days are `YYYY-MM-DD`. */
export function deprecated({ since, until, instead }: Deprecated): { readonly deprecationReason: string } {
  return { deprecationReason: `Since ${since}, until ${until}: ${instead}` }
}
