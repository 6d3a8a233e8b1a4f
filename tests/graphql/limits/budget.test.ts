import { GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { needs } from '../../../src/graphql/index.ts'
import { spendBudget } from '../../../src/graphql/limits/budget.ts'
import { createApi } from '../../../src/server/index.ts'
import { asking } from '../ask.ts'

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
  query: new GraphQLObjectType({
    name: 'Query',
    fields: { thing: { type: thing, resolve: () => ({}), extensions: needs('reader') } },
  }),
})
spendBudget(schema)
const ask = asking(createApi({ schema, chronicles: new Map() }))
const slowly = (count: number) =>
  `{ thing { ${Array.from({ length: count }, (_, n) => `a${n}: slow { one }`).join(' ')} } }`

describe('the budget of a request', () => {
  test('is enough for lists of a hundred thousand things, and no more', async () => {
    expect((await ask('{ thing { many { one many { one } } } }')).errors[0]).toMatchObject({
      message: expect.stringMatching(
        /hold 100,400 things; limit things is 100,000 things: ask for fewer lists/,
      ),
      extensions: {
        code: 'E_COST',
        category: 'invalid',
        limitName: 'things',
        measured: 100_400,
        limit: 100_000,
      },
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
    expect((await ask(slowly(60))).errors).toEqual([])
    clearInterval(neighbour)
    expect(turns).toBeGreaterThan(4)
  })

  test('lets a short answer go before long ones that came earlier', async () => {
    const ended: string[] = []
    const long = Array.from({ length: 4 }, (_, n) => ask(slowly(70 + n)).then(() => ended.push('long')))
    await new Promise((resolve) => setTimeout(resolve, 60))
    await Promise.all([...long, ask('{ thing { slow { one } } }').then(() => ended.push('short'))])
    expect(ended[0]).toBe('short')
  })

  test('ends with the time that an answer may take', async () => {
    const hasty = asking(createApi({ schema, chronicles: new Map(), limits: { time: 60 } }))
    const { errors } = await hasty(slowly(100))
    expect(errors[0]?.message).toMatch(/^the answer takes \d+ ms; limit time is 60 ms: ask for less at once$/)
    expect(errors[0]?.extensions).toMatchObject({ code: 'E_TIME', category: 'invalid', limit: 60 })
  })

  test('ends with the one who asked: nothing more is worked out for nobody', async () => {
    let worked = 0
    const one: GraphQLObjectType = new GraphQLObjectType({
      name: 'One',
      fields: () => ({
        next: {
          type: one,
          extensions: needs('reader'),
          resolve: async () => {
            worked += 1
            await new Promise((resolve) => setTimeout(resolve, 5))
            return {}
          },
        },
        name: { type: GraphQLInt, extensions: needs('reader') },
      }),
    })
    const chain = new GraphQLSchema({ query: one })
    spendBudget(chain)
    const api = createApi({ schema: chain, chronicles: new Map() })
    const gone = new AbortController()
    const request = new Request('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ ${'next { '.repeat(14)}name${' }'.repeat(14)} }` }),
      signal: gone.signal,
    })
    const asked = Promise.resolve(api.fetch(request)).then(
      () => 'answered',
      () => 'gone',
    )
    setTimeout(() => gone.abort(), 20)
    expect(await asked).toBe('gone')
    const then = worked
    expect(then).toBeLessThan(12)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(worked).toBeLessThanOrEqual(then + 1)
  })
})
