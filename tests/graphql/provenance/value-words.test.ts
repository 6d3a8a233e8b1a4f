import { beforeAll, describe, expect, test } from 'vitest'
import { type Ask, at, openCorpus } from '../ask.ts'

let ask: Ask

beforeAll(async () => {
  ;({ ask } = await openCorpus())
})

/** Words by field of an item at a point. */
async function wordsOf(subject: string, point: string): Promise<ReadonlyMap<unknown, unknown>> {
  const { data, errors } = await ask(`{ relationship(id: "japan-viet-nam") { asOf(${point}) {
    item(subject: "${subject}") { claims { field values { words } } } } } }`)
  expect(errors).toEqual([])
  const claims = Object.values(Object(at(data, 'relationship', 'asOf', 'item', 'claims')))
  return new Map(
    claims.map((claim) => [
      at(claim, 'field'),
      Object.values(Object(at(claim, 'values'))).map((value) => at(value, 'words')),
    ]),
  )
}

describe('FieldValue.words', () => {
  test('says values as their kind declares, and what they name by the names of the point', async () => {
    const words = await wordsOf('undertaking/training-and-employment-memorandum', 'date: "2026-02-01"')
    expect(words.get('by')).toEqual(['Japan', 'Viet Nam'])
    expect(words.get('due')).toEqual(['2025-12-31'])
    expect(words.get('checkable')).toEqual(['yes'])
    expect(words.get('speakers')).not.toContain('person/ishiba-shigeru')
  })
})

describe('Item.brief', () => {
  test('has the name of an item, and beside it what its headline goes on with', async () => {
    const { data, errors } = await ask(`{ relationship(id: "japan-viet-nam") { asOf(date: "2025-12-04") {
      item(subject: "office/jp-minister-of-defence") { brief { name detail } } } } }`)
    expect(errors).toEqual([])
    expect(at(data, 'relationship', 'asOf', 'item', 'brief')).toEqual({
      name: 'Minister of Defence (Japan)',
      detail: 'Koizumi Shinjiro',
    })
  })
})
