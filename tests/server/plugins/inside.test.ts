import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { beforeAll, describe, expect, test } from 'vitest'
import { RegestaError } from '../../../src/errors.ts'
import { needs } from '../../../src/graphql/index.ts'
import { createApi } from '../../../src/server/index.ts'
import { presentingErrors } from '../../../src/server/plugins/errors.ts'
import { RequestState, type ServerContext } from '../../../src/server/request/state.ts'
import { asking } from '../../graphql/ask.ts'

const SECRET = 'disk /var/lib/secret is full'

const extensions = needs('reader')

/** A schema whose every field fails in a way of its own: no real one does so on request. */
const failing = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      throws: { type: GraphQLString, extensions, resolve: () => Promise.reject(new Error(SECRET)) },
      throwsText: { type: GraphQLString, extensions, resolve: () => Promise.reject(SECRET) },
      fault: {
        type: GraphQLString,
        extensions,
        resolve: () => {
          throw new RegestaError('E_DISK', 'fault', SECRET, { path: SECRET })
        },
      },
      conflict: {
        type: GraphQLString,
        extensions,
        resolve: () => {
          throw new RegestaError('E_CONFLICT', 'conflict', 'someone was faster', { path: SECRET })
        },
      },
      fine: { type: GraphQLString, extensions, resolve: () => 'fine' },
    },
  }),
})

describe('a fault of the inside', () => {
  const heard: { error: unknown; requestId: string }[] = []
  const ask = asking(
    createApi({
      schema: failing,
      chronicles: new Map(),
      onFault: (error, requestId) => heard.push({ error, requestId }),
    }),
  )
  beforeAll(() => {
    heard.length = 0
  })

  test.each(['throws', 'throwsText', 'fault'])(
    'of %s shows only that there was one, and its request',
    async (field) => {
      const { errors, data, text } = await ask(`{ ${field} fine }`, {}, { 'x-request-id': `of-${field}` })
      expect(data).toEqual({ [field]: null, fine: 'fine' })
      expect(errors).toHaveLength(1)
      expect(errors[0]).toMatchObject({
        message: `something went wrong on our side; please name request of-${field} when you report it`,
        path: [field],
        extensions: { code: 'E_FAULT', category: 'fault', requestId: `of-${field}` },
      })
      expect(Object.keys(errors[0]?.extensions ?? {}).sort()).toEqual(['category', 'code', 'requestId'])
      expect(text).not.toMatch(/secret|stack|\.ts|node_modules/)
    },
  )

  test('is heard of inside as it was', async () => {
    heard.length = 0
    await ask('{ throws }', {}, { 'x-request-id': 'r1' })
    expect(heard).toMatchObject([{ error: { message: SECRET }, requestId: 'r1' }])
  })

  test('is none where the caller can mend it', async () => {
    const { errors, text } = await ask('{ conflict }')
    expect(errors[0]).toMatchObject({
      message: 'someone was faster',
      extensions: { code: 'E_CONFLICT', category: 'conflict' },
    })
    expect(text).not.toContain('secret')
  })
})

test('a context that fails is a fault of the inside with its request', async () => {
  const heard: unknown[] = []
  const api = createYoga<ServerContext>({
    schema: failing,
    context: () => {
      throw new Error(SECRET)
    },
    logging: false,
    ...presentingErrors((error) => heard.push(error)),
  })
  const request = new Request('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'r2' },
    body: JSON.stringify({ query: '{ fine }' }),
  })
  const response = await api.fetch(request, { state: new RequestState(request) })
  const text = await response.text()
  const { errors }: { errors: unknown } = JSON.parse(text)
  expect(errors).toMatchObject([{ extensions: { code: 'E_FAULT', category: 'fault', requestId: 'r2' } }])
  expect(text).not.toContain('secret')
  expect(heard).toHaveLength(1)
})

describe('x-request-id', () => {
  const ask = asking(createApi({ schema: failing, chronicles: new Map() }))

  test('is echoed where it is plain', async () => {
    expect((await ask('{ fine }', {}, { 'x-request-id': 'abc-1.2_3' })).requestId).toBe('abc-1.2_3')
  })

  test.each(['a b', 'a"b', 'x'.repeat(65), '{}', '<script>'])(
    '%j is answered with one of our own',
    async (sent) => {
      expect((await ask('{ fine }', {}, { 'x-request-id': sent })).requestId).toMatch(/^[0-9a-f-]{36}$/)
    },
  )
})
