import { beforeAll, describe, expect, test } from 'vitest'
import { bookCatalogued, library, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

let ask: Ask

beforeAll(async () => {
  ask = askOf(librarySchema, await openTale(new Tale()))
})

describe('eventTypes', () => {
  test('are those of the catalogue, in its order', async () => {
    const answer = await ask('{ library(id: "library") { eventTypes { name summary kinds aspect ground } } }')
    const types = at(answer, 'data', 'library', 'eventTypes')
    expect(types).toEqual(
      [...library.catalogue.values()].map(({ type, summary, kinds, aspect, ground }) => ({
        name: type,
        summary,
        kinds: kinds === 'any' ? null : kinds,
        aspect: aspect.toUpperCase(),
        ground: ground.toUpperCase(),
      })),
    )
  })

  test('give the shape of a payload as JSON Schema', async () => {
    const answer = await ask(
      `{ library(id: "library") { eventTypes(types: ["${bookCatalogued.type}"]) { payload } } }`,
    )
    expect(at(answer, 'data', 'library', 'eventTypes', 0, 'payload')).toMatchObject({
      type: 'object',
      properties: { title: { type: 'string' } },
      required: ['title'],
      additionalProperties: false,
    })
  })

  test('refuse every name that is none', async () => {
    const answer = await ask('{ library(id: "library") { eventTypes(types: ["Nought", "Nil"]) { name } } }')
    expect(at(answer, 'errors', 0, 'extensions', 'faults')).toMatchObject([
      { code: 'E_TYPE', argument: 'types' },
      { code: 'E_TYPE', argument: 'types' },
    ])
  })
})
