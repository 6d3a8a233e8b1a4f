import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { describe, expect, it, test } from 'vitest'
import { schemaText } from '../../src/cli/print-schema.ts'
import {
  deprecationsIn,
  revisionIn,
  schemaAt,
  schemaChanges,
  unannounced,
} from '../../supply/schema-changes.ts'
import { describeWith } from '../require.ts'

const OLD = `
  type Query { book(id: ID!): Book, books: [Book!]!, shelves: Int }
  type Book { title: String!, pages: Int }
  enum Shelf { NEAR, FAR }
`

describe('schemaChanges()', () => {
  it.each([
    [
      'a field is gone',
      OLD.replace(', pages: Int', ''),
      'breaking',
      "Field 'pages' was removed from object type 'Book'",
    ],
    [
      'a type is another',
      OLD.replace('pages: Int', 'pages: String'),
      'breaking',
      "Field 'Book.pages' changed type",
    ],
    [
      'an argument is demanded',
      OLD.replace('books:', 'books(of: ID!):'),
      'breaking',
      "Argument 'of: ID!' added to field 'Query.books'",
    ],
    [
      'a value is gone',
      OLD.replace(', FAR', ''),
      'breaking',
      "Enum value 'FAR' was removed from enum 'Shelf'",
    ],
    [
      'a value is new',
      OLD.replace('FAR', 'FAR, LOST'),
      'dangerous',
      "Enum value 'LOST' was added to enum 'Shelf'",
    ],
    [
      'a field is new',
      OLD.replace('pages', 'year: Int, pages'),
      'safe',
      "Field 'year' was added to object type 'Book'",
    ],
  ])('tells what it does when %s', async (_, next, severity, said) => {
    const changes = await schemaChanges(buildSchema(OLD), buildSchema(next))
    expect(changes).toEqual([{ severity, description: expect.stringContaining(said) }])
    expect(unannounced(changes, '')).toHaveLength(severity === 'breaking' ? 1 : 0)
    expect(unannounced(changes, `- ${changes[0]?.description} Use another.`)).toEqual([])
  })

  it('names nothing where nothing changed', async () => {
    expect(await schemaChanges(buildSchema(OLD), buildSchema(OLD))).toEqual([])
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

const README = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'schema', 'README.md'), 'utf8')
const landed = await schemaAt(revisionIn(README))
const schema = buildSchema(schemaText())

describe('schemaAt()', () => {
  it('is nothing at a revision that the clone does not have', async () => {
    expect(await schemaAt('no-such-revision')).toBeUndefined()
  })
})

describeWith(
  { name: `the revision ${revisionIn(README)} in this clone`, there: landed !== undefined },
  'the schema, compared with the revision that docs/schema/README.md names,',
  () => {
    test('breaks nothing that landed without saying so', async () => {
      if (landed === undefined) throw new Error('the revision is not there')
      expect(unannounced(await schemaChanges(landed, schema), README)).toEqual([])
    })
  },
)

describe('the schema', () => {
  test('deprecates with both days, for at least 90', () => {
    const { dated, undated } = deprecationsIn(schema)
    expect(undated).toEqual([])
    for (const { since, until } of dated)
      expect(Date.parse(until) - Date.parse(since)).toBeGreaterThanOrEqual(90 * 86_400_000)
  })
})
