import { GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { spendBudget } from '../../src/api/budget.ts'
import { createApi } from '../../src/api/index.ts'
import { asking } from './ask.ts'

/** A thing with things in it, each list of which takes a while: a chronicle large enough for this would be slow to make. */
const thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  fields: () => ({
    one: { type: GraphQLInt, resolve: () => 1 },
    many: { type: manyThings, resolve: () => Array.from({ length: 400 }, () => ({})) },
    slow: {
      type: manyThings,
      resolve: () => {
        const until = performance.now() + 4
        while (performance.now() < until);
        return []
      },
    },
  }),
})
const manyThings = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(thing)))
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { thing: { type: thing, resolve: () => ({}) } } }),
})
spendBudget(schema)
const ask = asking(createApi({ schema, chronicles: new Map() }))

describe('the budget of a request', () => {
  test('is enough for lists of a hundred thousand things, and no more', async () => {
    expect((await ask('{ thing { many { one many { one } } } }')).errors[0]).toMatchObject({
      message: expect.stringMatching(/more than 100000 things.*ask for fewer lists/),
      extensions: { code: 'E_COST', category: 'invalid' },
    })
    expect((await ask('{ thing { many { one } } }')).errors).toEqual([])
  })

  test('is a new one for every request', async () => {
    const half = '{ thing { many { ...on Thing { one } } b: many { c: one } } }'
    for (let time = 0; time < 200; time += 1) expect((await ask(half)).errors).toEqual([])
  })

  test('gives others their turn while an answer is worked on', async () => {
    let turns = 0
    const neighbour = setInterval(() => {
      turns += 1
    }, 1)
    const aliases = Array.from({ length: 60 }, (_, index) => `a${index}: slow { one }`).join(' ')
    expect((await ask(`{ thing { ${aliases} } }`)).errors).toEqual([])
    clearInterval(neighbour)
    expect(turns).toBeGreaterThan(4)
  })
})
