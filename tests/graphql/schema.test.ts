import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isScalarType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { schemaText } from '../../src/cli/print-schema.ts'
import { bilateral } from '../../src/domains/index.ts'
import { createSchema, schemaOf } from '../../src/graphql/index.ts'
import { libraryApi } from './library-api.ts'

const schema = createSchema(bilateral)

describe('schema.graphql', () => {
  test('is what the code prints; if not, run npm run schema', async () => {
    const file = join(import.meta.dirname, '..', '..', 'schema.graphql')
    expect(await readFile(file, 'utf8')).toBe(schemaText())
  })

  test('has every fixed name that front ends rely on', () => {
    const names = (type: string) => {
      const found = schema.getType(type)
      return found !== undefined && 'getFields' in found ? Object.keys(found.getFields()) : []
    }
    expect(names('Query')).toEqual(
      expect.arrayContaining(['relationship', 'relationships', 'node', 'event', 'source', 'sources']),
    )
    expect(names('Relationship')).toEqual(expect.arrayContaining(['asOf', 'compare', 'timeline']))
    expect(names('RelationshipState')).toEqual(
      expect.arrayContaining(
        'point status meetings instruments mechanisms undertakings offices positions cooperation figures people conflicts'.split(
          ' ',
        ),
      ),
    )
    expect(names('Event')).toEqual(
      expect.arrayContaining(['id', 'type', 'position', 'recordedAt', 'valid', 'known', 'evidence']),
    )
    expect(names('Evidence')).toEqual(expect.arrayContaining(['source', 'start', 'end', 'quote']))
    expect(names('Item')).toEqual(expect.arrayContaining(['certainty', 'evidence', 'because', 'history']))
    expect(names('PageInfo')).toEqual(
      expect.arrayContaining(['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor']),
    )
  })

  test.each([
    ['Date', 'https://www.loc.gov/standards/datetime/'], // which has years before 1 and beyond 9999
    ['DateTime', 'https://scalars.graphql.org/andimarek/date-time.html'],
    ['EDTF', 'https://www.loc.gov/standards/datetime/'],
    ['JSON', 'https://www.rfc-editor.org/rfc/rfc8259'],
  ])('the scalar %s says where it is specified', (name, url) => {
    const type = schema.getType(name)
    expect(isScalarType(type) && type.specifiedByURL).toBe(url)
  })
})

describe('createSchema()', () => {
  test('gives a schema of its own on every call', () => {
    expect(schemaOf(libraryApi)).not.toBe(schemaOf(libraryApi))
  })

  test('speaks the words of the domain that it is given, and no others', () => {
    const types = Object.keys(schemaOf(libraryApi).getTypeMap())
    expect(types).toEqual(expect.arrayContaining(['Library', 'LibraryState', 'Book', 'BookChange']))
    expect(types.filter((type) => /Relationship|Meeting|Undertaking/.test(type))).toEqual([])
  })
})
