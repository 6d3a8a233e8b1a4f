import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildASTSchema, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { neutralSchema } from '../../supply/neutral-schema.ts'
import { CLIENTS, typedOperations } from '../../supply/typed-operations.ts'

const ROOT = join(import.meta.dirname, '..', '..')

describe('typed operations', () => {
  test.each(CLIENTS)('$operations are what schema.graphql and the documents give', async (client) => {
    const written = await readFile(join(ROOT, client.operations), 'utf8')
    expect(written, 'run npm run client').toBe(await typedOperations(client))
  })
})

describe('neutralSchema()', () => {
  const whole = parse(`
    type Query { chronicle(id: ID!): Chronicle  case(id: ID!): Case  source(id: ID!): Source }
    interface Node { id: ID! }
    interface Chronicle implements Node { id: ID!  items(kinds: [String!], stage: Stage): [Item!]! }
    interface Item implements Node { id: ID!  headline: String! }
    interface State { item(subject: String!): Item }
    type CaseState implements State { item(subject: String!): Item  judges: [String!]! }
    type Comparison { from: CaseState!  hearings: [Hearing!]! }
    type Case implements Chronicle & Node { id: ID!  items(kinds: [String!]): [Item!]!  hearings: [Hearing!]! }
    type Hearing implements Item & Node { id: ID!  headline: String!  judge: String }
    type Source implements Node { id: ID!  hearing: Hearing  label: String! }
  `)
  const neutral = buildASTSchema(neutralSchema(whole))

  test('has what all domains have, the interfaces of domains as objects', () => {
    expect(Object.keys(neutral.getQueryType()?.getFields() ?? {})).toEqual(['chronicle', 'source'])
    expect(String(neutral.getType('Item')?.astNode?.kind)).toBe('ObjectTypeDefinition')
    expect(String(neutral.getType('Node')?.astNode?.kind)).toBe('InterfaceTypeDefinition')
  })

  test('leads to the interface of states where a domain has its own', () => {
    const comparison = neutral.getType('Comparison')
    const fields = comparison && 'getFields' in comparison ? comparison.getFields() : {}
    expect(Object.values(fields).map(({ name, type }) => `${name}: ${type}`)).toEqual(['from: State!'])
  })

  test('leaves out types, fields and arguments that only one domain has', () => {
    expect(neutral.getType('Hearing')).toBeUndefined()
    expect(neutral.getType('Case')).toBeUndefined()
    const source = neutral.getType('Source')
    expect(source && 'getFields' in source && Object.keys(source.getFields())).toEqual(['id', 'label'])
    const chronicle = neutral.getType('Chronicle')
    const items = chronicle && 'getFields' in chronicle ? chronicle.getFields().items : undefined
    expect(items && 'args' in items && items.args.map(({ name }) => name)).toEqual(['kinds'])
  })
})
