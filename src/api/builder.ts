import SchemaBuilder from '@pothos/core'
import RelayPlugin from '@pothos/plugin-relay'
import type { Json } from '../event/index.ts'
import type { CivilDay, Instant } from '../time/index.ts'
import type { ApiContext } from './context.ts'

export type ApiTypes = {
  Context: ApiContext
  DefaultFieldNullability: false
  Scalars: {
    Date: { Input: CivilDay; Output: CivilDay }
    DateTime: { Input: Instant; Output: Instant }
    EDTF: { Input: string; Output: string }
    JSON: { Input: Json; Output: Json }
  }
}

/** The types as Pothos extends them, for references made outside a builder's call. */
export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>

/** A fresh builder: types are added by calls, never by importing a file. */
export function createBuilder() {
  const builder = new SchemaBuilder<ApiTypes>({
    plugins: [RelayPlugin],
    defaultFieldNullability: false,
    relay: { nodeQueryOptions: false, nodesQueryOptions: false, nodesOnConnection: true },
  })
  builder.queryType({ description: 'Everything that can be asked.' })
  return builder
}

export type Builder = ReturnType<typeof createBuilder>
