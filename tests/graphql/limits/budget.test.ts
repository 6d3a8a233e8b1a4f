import { GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { describe, expect, test, vi } from 'vitest'
import { needs } from '../../../src/graphql/index.ts'
import { Budget, inSteps, nowOrInSteps, spendBudget } from '../../../src/graphql/limits/budget.ts'
import { limitsWith } from '../../../src/graphql/limits/operation.ts'
import { FairScheduler } from '../../../src/graphql/limits/scheduler.ts'
import { createApi } from '../../../src/server/index.ts'
import { ofEach } from '../../../src/state/index.ts'
import { bookCatalogued, stand, Tale } from '../../toy/index.ts'
import { asking } from '../ask.ts'

/** A thing with things in it, each list of which takes a while: a chronicle large enough for this would be slow to make. */
const thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  fields: () => ({
    one: { type: GraphQLInt, resolve: () => 1 },
    lazy: {
      type: GraphQLInt,
      resolve: () => {
        const until = performance.now() + 0.2
        while (performance.now() < until);
        return 1
      },
    },
    many: { type: manyThings, resolve: () => Array.from({ length: 400 }, () => ({})) },
    failing: {
      type: new GraphQLNonNull(GraphQLInt),
      resolve: () => new Promise((_, reject) => setImmediate(() => reject(new Error('it fails later')))),
    },
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

  test('leaves no rejection without whoever handles it, which would end the process', async () => {
    const unhandled: unknown[] = []
    const onUnhandled = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', onUnhandled)
    const { errors } = await ask('{ thing { many { lazy failing } } }')
    expect(errors[0]?.extensions.code).toBe('E_FAULT')
    process.off('unhandledRejection', onUnhandled)
    expect(unhandled).toEqual([])
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

  test('does nothing more at once when its turn is over', async () => {
    const turnIsOver = () => new Promise((resolve) => setImmediate(resolve))
    let [now, done] = [performance.now(), 0]
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    // A turn that something before began is over, and any that begins from here on begins now.
    await turnIsOver()
    const budget = new Budget()
    const work = function* () {
      now += 11
      done += 1
      yield
      return done
    }
    try {
      const answers = Array.from({ length: 5 }, () => nowOrInSteps(budget, work()))
      expect(done).toBe(1)
      await Promise.all(answers)
      expect(done).toBe(5)
    } finally {
      vi.restoreAllMocks()
      await turnIsOver()
    }
  })

  test('gives others their turn between the entries of a long list', async () => {
    let turns = 0
    const neighbour = setInterval(() => {
      turns += 1
    }, 1)
    expect((await ask('{ thing { many { lazy } } }')).errors).toEqual([])
    clearInterval(neighbour)
    expect(turns).toBeGreaterThan(3)
  })

  test('gives others their turn between the entries of a long list that fail', async () => {
    const hasty = asking(createApi({ schema, chronicles: new Map(), limits: { time: 20 } }))
    const run = vi.spyOn(FairScheduler.prototype, 'run')
    const { errors } = await hasty('{ thing { many { lazy } } }')
    expect(errors[0]?.extensions.code).toBe('E_TIME')
    await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThan(200))
    vi.restoreAllMocks()
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

describe('possible worlds', () => {
  /** Books of which each may read in so many ways, by undated sources of its own. */
  function booksOf(count: number, open: number) {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    for (let book = 0; book < count; book += 1) {
      const id = tale.tell(bookCatalogued, `book/b${book}`, { title: 'Emma' }, { by: 'list' })
      for (let index = 0; index < open; index += 1) {
        tale.source(`b${book}-${index}`, '[2021-01-01..]')
        tale.correct(id, { payload: { language: `l${index}` } }, { by: `b${book}-${index}` })
      }
    }
    return stand(tale.events)({ date: '2030-01-01', knownAt: '2022-01-01' })
  }

  test.each([
    [1, 8],
    [4, 8],
    [1, 40],
    [20, 4],
  ])(
    'are charged to the request that has %i events looked at, on each of which %i grounds bear',
    (count, open) => {
      const budget = new Budget(limitsWith({ things: 1_000 }))
      expect(budget.charge(() => booksOf(count, open).list('book')).length).toBe(count)
      expect(budget.used).toBe(0)
      expect(budget.charged).toBeGreaterThan(0)
      expect(budget.charged).toBeLessThanOrEqual((count * (257 + 3 * open)) / 16 + 1)
    },
  )

  test('end the work where they are too many for it', () => {
    const budget = new Budget(limitsWith({ things: 50 }))
    const state = booksOf(8, 8)
    expect(() => budget.charge(() => state.list('book'))).toThrow('limit things is 50 things')
    expect(new Budget().charge(() => state.list('book'))).toHaveLength(8)
  })

  test('are charged in work of many steps, between which others have their turn', async () => {
    const states = Array.from({ length: 8 }, () => booksOf(1, 8))
    function* steps(): Generator<void, number> {
      for (const state of states) {
        state.list('book')
        yield
      }
      return states.length
    }
    const budget = new Budget(limitsWith({ things: 50 }))
    await expect(inSteps(budget, steps())).rejects.toThrow('limit things is 50 things')
    expect(await inSteps(new Budget(), steps())).toBe(8)
  })
})

test('a refusal for want of time says whether what took it goes on', async () => {
  const refused = (isGoingOn?: () => boolean) => {
    const budget = new Budget(limitsWith({ time: -1 }))
    return expect(
      inSteps(
        budget,
        ofEach([], 1, () => []),
        isGoingOn,
      ),
    ).rejects
  }
  const said = 'indexes of lists are being made, and this goes on: ask again in a while; ask for less at once'
  await refused(() => true).toThrow(said)
  await refused(() => false).toThrow(/ms: ask for less at once/)
  await refused().toThrow(/ms: ask for less at once/)
})
