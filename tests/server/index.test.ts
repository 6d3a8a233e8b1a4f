import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { needs } from '../../src/graphql/index.ts'
import { type RunningServer, startServer } from '../../src/server/index.ts'
import { runExample } from '../docstring.ts'

/** A schema whose only field says which one it is. */
function schemaNamed(name: string): GraphQLSchema {
  const field = { type: GraphQLString, extensions: needs('reader'), resolve: () => name }
  return new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { name: field } }) })
}

test('the calls in the docstring of the entry run', async () => {
  const given = { schema: schemaNamed('first'), chronicles: new Map() }
  expect(await runExample('src/server/index.ts', given)).toEqual(['Query', '200'])
})

describe('startServer() with several APIs', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({
      apis: [
        { schema: schemaNamed('first'), chronicles: new Map() },
        { path: '/graphql/lawsuits', schema: schemaNamed('lawsuits'), chronicles: new Map() },
      ],
      port: 0,
    })
  })
  afterAll(() => server.stop(0))

  const get = (path: string, headers = {}) =>
    fetch(new URL(path, server.url), { redirect: 'manual', headers })

  test.each([
    ['/graphql', 'first'],
    ['/graphql/lawsuits', 'lawsuits'],
  ])('answers at %s by its schema', async (path, name) => {
    const response = await get(`${path}?query={name}`)
    expect([response.status, await response.json()]).toMatchObject([200, { data: { name } }])
  })

  test('leads programs from / to the first one, and names all of them where nothing is', async () => {
    const json = { accept: 'application/json' }
    expect((await get('/', json)).headers.get('location')).toBe('/graphql')
    const nothing = await get('/graphql/nowhere')
    expect(nothing.status).toBe(404)
    expect(await nothing.json()).toMatchObject({
      errors: [
        {
          message: 'nothing is here; the API is at /graphql, /graphql/lawsuits',
          extensions: { code: 'E_PATH', category: 'notFound' },
        },
      ],
    })
  })

  test.each(['/cite', '/cite/lawsuits'])('cites answers at %s by the API beside it', async (path) => {
    const response = await get(`${path}?query={name}&format=text`)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ])
    expect(await response.text()).toContain(path.replace('/cite', '/graphql'))
  })
})

test('startServer() says where it cannot listen', async () => {
  const apis = [{ schema: schemaNamed('first'), chronicles: new Map() }] as const
  const first = await startServer({ apis, port: 0 })
  onTestFinished(() => first.stop(0))
  const port = Number(new URL(first.url).port)
  await expect(startServer({ apis, port })).rejects.toMatchObject({ code: 'E_ADDRESS' })
})
