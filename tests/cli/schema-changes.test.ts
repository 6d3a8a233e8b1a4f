import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { describe, expect, it, test } from 'vitest'
import { schemaText } from '../../src/cli/schema/print-schema.ts'
import { deprecationsIn, schemaChanges, unannounced } from '../../src/cli/schema/schema-changes.ts'

const OLD = `
  type Query { book(id: ID!): Book, books: [Book!]!, shelves: Int }
  type Book { title: String!, pages: Int }
  enum Shelf { NEAR, FAR }
`

describe('schemaChanges()', () => {
  it.each([
    ['a field is gone', OLD.replace(', pages: Int', ''), 'breaking', 'Book.pages was removed'],
    ['a type is another', OLD.replace('pages: Int', 'pages: String'), 'breaking', 'Book.pages changed type'],
    ['an argument is demanded', OLD.replace('books:', 'books(of: ID!):'), 'breaking', 'books(of:) was added'],
    ['a value is gone', OLD.replace(', FAR', ''), 'breaking', 'Shelf.FAR was removed'],
    ['a value is new', OLD.replace('FAR', 'FAR, LOST'), 'dangerous', 'Shelf.LOST was added'],
    ['a field is new', OLD.replace('pages', 'year: Int, pages'), 'safe', 'Book.year was added'],
  ])('tells what it does when %s', (_, next, severity, said) => {
    const changes = schemaChanges(buildSchema(OLD), buildSchema(next))
    expect(changes).toEqual([{ severity, description: expect.stringContaining(said) }])
    expect(unannounced(changes, '')).toHaveLength(severity === 'breaking' ? 1 : 0)
    expect(unannounced(changes, `- ${changes[0]?.description} Use another.`)).toEqual([])
  })

  it('names nothing where nothing changed', () => {
    expect(schemaChanges(buildSchema(OLD), buildSchema(OLD))).toEqual([])
  })
})

describe('deprecationsIn()', () => {
  it('reads both days, and names whatever lacks them', () => {
    const schema = buildSchema(`
      type Query {
        old: Int @deprecated(reason: "Since 2026-01-01, until 2026-07-01: use young.")
        young(by: Int @deprecated(reason: "no more"), how: How): Int
      }
      enum How { SO, ELSE @deprecated(reason: "Since 2026-01-01: use SO.") }
    `)
    expect(deprecationsIn(schema)).toEqual({
      dated: [{ coordinate: 'Query.old', since: '2026-01-01', until: '2026-07-01', instead: 'use young.' }],
      undated: ['Query.young(by:)', 'How.ELSE'],
    })
  })
})

describe('the schema', () => {
  const docs = join(import.meta.dirname, '..', '..', 'docs', 'schema')
  const schema = buildSchema(schemaText())

  test('breaks nothing that landed without saying so', async () => {
    const landed = buildSchema(await readFile(join(docs, 'landed.graphql'), 'utf8'))
    const announced = await readFile(join(docs, 'README.md'), 'utf8')
    expect(unannounced(schemaChanges(landed, schema), announced)).toEqual([])
  })

  test('deprecates with both days, for at least 90', () => {
    const { dated, undated } = deprecationsIn(schema)
    expect(undated).toEqual([])
    for (const { since, until } of dated)
      expect(Date.parse(until) - Date.parse(since)).toBeGreaterThanOrEqual(90 * 86_400_000)
  })
})
