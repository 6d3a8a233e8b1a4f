import { GraphQLObjectType, GraphQLScalarType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../../../src/graphql/index.ts'
import { type ApiOptions, createApi } from '../../../src/server/api.ts'

const SECRET = 'disk /var/lib/secret is full'

function fail(): never {
  throw new Error(SECRET)
}

const unspeakable = new GraphQLScalarType({ name: 'Unspeakable', serialize: fail })
/** What no JSON can hold, and is found out only when the whole answer is written. */
const unwritable = new GraphQLScalarType({ name: 'Unwritable', serialize: () => ({ toJSON: fail }) })
const extensions = needs('reader')

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      fine: { type: GraphQLString, resolve: () => 'fine', extensions },
      resolves: { type: GraphQLString, resolve: fail, extensions },
      serialises: { type: unspeakable, resolve: () => 1, extensions },
      writes: { type: unwritable, resolve: () => 1, extensions },
    },
  }),
})

/** Where something of ours may break, and how it is made to. */
const STAGES: Readonly<
  Record<string, Partial<ApiOptions> & { readonly query?: string; readonly status: number }>
> = {
  'saying who asks': { authenticate: async () => fail(), status: 500 },
  parsing: { observer: breakingIn('parse'), status: 500 },
  validating: { observer: breakingIn('validate'), status: 500 },
  'making the context': { chronicles: new Proxy(new Map(), { get: fail }), status: 500 },
  executing: { observer: breakingIn('execute'), status: 500 },
  resolving: { query: '{ fine resolves }', status: 200 },
  serialising: { query: '{ fine serialises }', status: 200 },
  writing: { query: '{ fine writes }', status: 500 },
}

function breakingIn(stage: string): NonNullable<ApiOptions['observer']> {
  return { within: (phase, work) => (phase === stage ? fail() : work()), ended: () => {} }
}

describe('a fault of the inside', () => {
  let complained: unknown[] = []
  const { error } = console
  beforeAll(() => {
    console.error = (...words: unknown[]) => complained.push(words)
  })
  afterAll(() => {
    console.error = error
  })

  test.each(Object.entries(STAGES))('in %s tells its request and nothing else', async (_, stage) => {
    const { query = '{ fine }', status, ...options } = stage
    complained = []
    const heard: unknown[] = []
    const api = createApi({
      schema,
      chronicles: new Map(),
      onFault: (cause, requestId) => heard.push([cause instanceof Error && cause.message, requestId]),
      ...options,
    })
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await api.fetch('http://localhost/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-id': 'r-7', accept },
        body: JSON.stringify({ query }),
      })
      const text = await response.text()
      expect(text).not.toMatch(/secret|stack|\.ts\b|node_modules/)
      const { errors } = JSON.parse(text)
      expect(errors).toHaveLength(1)
      expect(errors[0].message).toBe(
        'something went wrong on our side; please name request r-7 when you report it',
      )
      expect(errors[0].extensions).toEqual({ code: 'E_FAULT', category: 'fault', requestId: 'r-7' })
      expect([response.status, response.headers.get('x-request-id')]).toEqual([status, 'r-7'])
    }
    expect(heard).toEqual([
      [SECRET, 'r-7'],
      [SECRET, 'r-7'],
    ])
    expect(complained).toEqual([])
  })
})
