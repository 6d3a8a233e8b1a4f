import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { needs } from '../../../src/graphql/index.ts'
import { createApi } from '../../../src/server/index.ts'
import { negotiate } from '../../../src/server/request/accept.ts'

const schema = buildSchema('type Query { name(of: Int): String } type Mutation { set: Int }')
for (const [type, field] of [
  [schema.getQueryType(), 'name'],
  [schema.getMutationType(), 'set'],
] as const)
  Object.assign(type?.getFields()[field] ?? {}, {
    extensions: needs(field === 'set' ? 'recorder' : 'reader'),
  })

const api = createApi({ schema, chronicles: new Map(), body: 2_000 })
const guarded = createApi({ schema, chronicles: new Map(), csrf: true })

const AT = 'http://localhost/graphql'
const JSON_TYPE = { 'content-type': 'application/json' }
const FINE = JSON.stringify({ query: '{ name }' })
const codesOf = async (response: Response) => {
  const { errors = [] }: { errors?: { extensions: { code: string } }[] } = await response.json()
  return errors.map(({ extensions }) => extensions.code)
}

const [OLD, NEW, PAGE] = ['application/json', 'application/graphql-response+json', 'text/html']

describe('negotiate()', () => {
  test.each([
    [null, OLD],
    ['', OLD],
    ['*/*', OLD],
    ['application/*', OLD],
    [OLD, OLD],
    [NEW, NEW],
    [`${NEW}, ${OLD}`, NEW],
    [`${OLD}, ${NEW}`, OLD],
    [`${NEW};q=0.5, ${OLD};q=0.9`, OLD],
    [`${NEW}, ${OLD};q=0.9`, NEW],
    [`${OLD};q=0, */*`, NEW],
    ['*/*;q=0.1, text/html;q=0.2', PAGE],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', PAGE],
    [`APPLICATION/JSON ; Q=1`, OLD],
    [`${NEW}; charset=utf-8`, NEW],
    [`${NEW}; charset="UTF-8"`, NEW],
    [`${NEW}; charset=utf-16, ${OLD}`, OLD],
    [`multipart/mixed;deferSpec=20220824, ${NEW}, ${OLD};q=0.9`, NEW],
    ['image/png', undefined],
    [`${OLD};q=0`, undefined],
    [`${OLD};q=x`, undefined],
    ['*/*;q=0', undefined],
    [';;;,,', undefined],
  ])('%j is best served with %s', (accept, best) => {
    expect(negotiate(accept, [OLD, NEW, PAGE])).toBe(best)
  })
})

describe('a request', () => {
  const post = (body: BodyInit | null, headers: Record<string, string> = JSON_TYPE) =>
    api.fetch(AT, { method: 'POST', headers, body })

  test.each([
    ['no type', null, 415, 'E_CONTENT_TYPE'],
    ['a form', 'application/x-www-form-urlencoded', 415, 'E_CONTENT_TYPE'],
    ['parts', 'multipart/form-data; boundary=x', 415, 'E_CONTENT_TYPE'],
    ['text', 'text/plain', 415, 'E_CONTENT_TYPE'],
    ['GraphQL', 'application/graphql', 415, 'E_CONTENT_TYPE'],
    ['JSON with more behind it', 'application/json, text/plain', 415, 'E_CONTENT_TYPE'],
    ['another charset', 'application/json; charset=utf-16', 415, 'E_CONTENT_TYPE'],
  ])('with a body of %s is refused', async (_, type, status, code) => {
    const response = await post(new TextEncoder().encode(FINE), type === null ? {} : { 'content-type': type })
    expect(response.status).toBe(status)
    expect(response.headers.get('accept')).toBe('application/json')
    expect(await codesOf(response)).toEqual([code])
  })

  test.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=UTF-8',
    'application/json ; charset="utf-8"',
  ])('with a body of %s is taken', async (type) => {
    const response = await post(FINE, { 'content-type': type })
    expect(await response.json()).toMatchObject({ data: { name: null } })
  })

  test.each([
    ['compressed', FINE, { ...JSON_TYPE, 'content-encoding': 'gzip' }, 415, 'E_CONTENT_ENCODING'],
    ['longer than may be', `"${'x'.repeat(2_000)}"`, JSON_TYPE, 413, 'E_BODY'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), JSON_TYPE, 400, 'E_ENCODING'],
    ['no JSON', '{', JSON_TYPE, 400, 'E_JSON'],
    ['not there', '', JSON_TYPE, 400, 'E_JSON'],
    ['null', 'null', JSON_TYPE, 400, 'E_PARAMETER'],
    ['a list', '[{"query":"{ name }"}]', JSON_TYPE, 400, 'E_BATCH'],
    ['a number', '5', JSON_TYPE, 400, 'E_PARAMETER'],
    ['without a question', '{}', JSON_TYPE, 400, 'BAD_REQUEST'],
  ])(
    'with a body that is %s is refused, whatever the caller accepts',
    async (_, body, headers, status, code) => {
      for (const accept of [OLD, NEW]) {
        const response = await post(body, { ...headers, accept })
        expect(response.status).toBe(status)
        expect(response.headers.get('content-type')).toMatch(accept)
        expect(await codesOf(response)).toEqual([code])
      }
    },
  )

  test('with parameters of other kinds hears of all of them', async () => {
    const response = await post('{"query":1,"variables":[],"operationName":{},"extensions":"x"}')
    expect(response.status).toBe(400)
    const { errors } = await response.json()
    expect(errors[0].message).toBe(
      'expected a string for "query", got a number; expected a string for "operationName", got an object; expected an object for "variables", got a list; expected an object for "extensions", got a string',
    )
  })

  test('with a byte order mark is taken', async () => {
    const response = await post(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(FINE)]))
    expect(await response.json()).toMatchObject({ data: { name: null } })
  })

  test.each([
    ['variables={', /JSON for "variables"/],
    ['variables=[]', /an object for "variables", got a list/],
    ['query=a', /"query" once, got it 2 times/],
    ['variables={&extensions=x', /"variables"; expected JSON for "extensions"/],
  ])('by GET with %s is refused', async (search, message) => {
    const response = await api.fetch(`${AT}?query={name}&${search}`)
    expect(response.status).toBe(400)
    const { errors } = await response.json()
    expect(errors[0].message).toMatch(message)
    expect(errors[0].extensions.code).toBe('E_PARAMETER')
  })

  test('by GET is answered, what else is in the address let be', async () => {
    const one = await api.fetch(
      `${AT}?query=${encodeURIComponent('query A($n: Int) { name(of: $n) }')}&operationName=A&variables={"n":1}&utm=x`,
    )
    expect(await one.json()).toMatchObject({ data: { name: null } })
  })

  test.each(['mutation { set }', 'query A { name } mutation B { set }'])(
    'by GET that would write is refused with 405, before it is looked at who asks: %s',
    async (query) => {
      const operation = query.includes('B') ? '&operationName=B' : ''
      const response = await api.fetch(`${AT}?query=${encodeURIComponent(query)}${operation}`)
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
      expect(await codesOf(response)).toEqual(['E_METHOD'])
    },
  )

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('by %s is refused with 405', async (method) => {
    const response = await api.fetch(AT, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
  })

  test('that nothing is acceptable to is refused with 406, before it is run', async () => {
    const response = await post(FINE, { ...JSON_TYPE, accept: 'image/png' })
    expect(response.status).toBe(406)
    expect(await codesOf(response)).toEqual(['E_ACCEPT'])
  })
})

describe('an answer', () => {
  const ask = (query: string, accept: string) =>
    api.fetch(AT, { method: 'POST', headers: { ...JSON_TYPE, accept }, body: JSON.stringify({ query }) })

  test.each([
    ['a document that does not parse', '{', 200, 400],
    ['one that is not valid', '{ nope }', 200, 400],
    ['a wrong variable', 'query ($n: Int!) { name(of: $n) }', 200, 400],
    ['one that goes over a limit', `{ ${'name '.repeat(200)} }`, 413, 413],
    ['one that is not let in', 'mutation { set }', 401, 401],
  ])('to %s has the status that the specification has for it', async (_, query, old, modern) => {
    const [one, other] = [await ask(query, OLD), await ask(query, NEW)]
    expect([one.status, other.status]).toEqual([old, modern])
    expect(one.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(other.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8')
    for (const response of [one, other]) {
      const body = await response.json()
      expect(body).not.toHaveProperty('data')
      expect(body.errors[0].extensions).not.toHaveProperty('http')
      expect(response.headers.get('vary')).toMatch(/accept/i)
    }
  })
})

test('an answer has the form that is liked best, by weight', async () => {
  const accept = `${NEW};q=0.5, ${OLD};q=0.9`
  const response = await api.fetch(AT, { method: 'POST', headers: { ...JSON_TYPE, accept }, body: FINE })
  expect(response.headers.get('content-type')).toMatch(OLD)
})

describe('where every question must show that no other site sent it', () => {
  test.each(['graphql-require-preflight', 'x-graphql-yoga-csrf', 'apollo-require-preflight'])(
    'GET with %s is answered',
    async (name) => {
      const response = await guarded.fetch(`${AT}?query={name}`, { headers: { [name]: 'x' } })
      expect(response.status).toBe(200)
    },
  )

  test('GET without is refused with 403', async () => {
    const response = await guarded.fetch(`${AT}?query={name}`, {
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(403)
    expect(await codesOf(response)).toEqual(['E_CSRF'])
  })

  test('POST of JSON needs no more than that', async () => {
    expect((await guarded.fetch(AT, { method: 'POST', headers: JSON_TYPE, body: FINE })).status).toBe(200)
  })
})
