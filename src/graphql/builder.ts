import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import { type GraphQLSchema, isEnumType } from 'graphql'
import type { Json } from '../event/index.ts'
import type { CivilDay, Instant } from '../time/index.ts'
import type { ApiContext } from './context.ts'

type ApiTypes = {
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

/** The types as Pothos extends them, for references that are made outside a call of the builder. */
export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>

/** Descriptions of Relay's own types and arguments (GraphQL Cursor Connections Specification). */
const RELAY = {
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  nodesOnConnection: { description: 'The entries of the page, in order, without cursors.' },
  edgesFieldOptions: { description: 'The entries of the page, in order, each with its cursor.' },
  pageInfoFieldOptions: { description: 'Information about the page.' },
  cursorFieldOptions: {
    description: 'A cursor for `after` and `before`. It keeps the point and does not shift as events arrive.',
  },
  nodeFieldOptions: { description: 'The entry.' },
  pageInfoTypeOptions: { description: 'Where a page is in its list.' },
  hasNextPageFieldOptions: { description: 'Whether there is a next page.' },
  hasPreviousPageFieldOptions: { description: 'Whether there is a previous page.' },
  startCursorFieldOptions: { description: 'The cursor of the first entry. Null where the page is empty.' },
  endCursorFieldOptions: { description: 'The cursor of the last entry. Null where the page is empty.' },
  firstArgOptions: {
    description: 'How many entries from the beginning, 1 to 100. Omitted, without `last`: 20.',
  },
  lastArgOptions: {
    description: 'How many entries from the end, 1 to 100, instead of `first`. Omitted: from the beginning.',
  },
  afterArgOptions: { description: 'Only entries after this cursor (exclusive).' },
  beforeArgOptions: { description: 'Only entries before this cursor (exclusive).' },
} as const

/** A new builder. Types are added to it by calls, never by importing a file. */
export function createBuilder() {
  const builder = new SchemaBuilder<ApiTypes>({
    plugins: [RelayPlugin],
    defaultFieldNullability: false,
    relay: RELAY,
  })
  builder.queryType({ description: 'Everything that can be queried.' })
  builder.globalConnectionField('totalCount', (t) =>
    t.int({
      description: 'How many entries there are on all pages together.',
      resolve: ({ totalCount }) => totalCount,
    }),
  )
  return builder
}

export type Builder = ReturnType<typeof createBuilder>

/** The values of an enum from their names in the code and descriptions: `worldChanged` becomes `WORLD_CHANGED`. */
export function enumValues<T extends string>(
  meanings: Readonly<Record<T, string>>,
): Record<string, { readonly value: T; readonly description: string }> {
  const names = Object.keys(meanings).filter((name): name is T => name in meanings)
  return Object.fromEntries(
    names.map((value) => [enumName(value), { value, description: meanings[value] }] as const),
  )
}

/** A value of an enum by its name in the code, or its word in files: `worldChanged` and `world-changed` are `WORLD_CHANGED`. */
export function enumName(name: string): string {
  return name
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll('-', '_')
    .toUpperCase()
}

/** Lets a variable give a value of this enum by its word in the code and in files too: `statement` is `STATEMENT`. */
export function takeWords(schema: GraphQLSchema, name: string): void {
  const type = schema.getType(name)
  if (!isEnumType(type)) throw new TypeError(`${name} is no enum`)
  const names = new Map<unknown, string>(type.getValues().map(({ name, value }) => [value, name]))
  const ofName = type.coerceInputValue.bind(type)
  type.coerceInputValue = (given, ...others) => ofName(names.get(given) ?? given, ...others)
}

/** A deprecation: since when, until when the field still works (both inclusive), and what to use instead. */
type Deprecated = { readonly since: string; readonly until: string; readonly instead: string }

/** The deprecation reason of a field: `Since 2026-11-22, until 2027-05-31: use …`. Days are `YYYY-MM-DD`. */
export function deprecated({ since, until, instead }: Deprecated): { readonly deprecationReason: string } {
  return { deprecationReason: `Since ${since}, until ${until}: ${instead}` }
}
