import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { NOBODY } from '../../../src/graphql/index.ts'
import { AnswerCache, type Api, trustDocuments } from '../../../src/server/index.ts'
import { librarySchema } from '../../graphql/library-api.ts'
import { apiOver, type Getting, getting, type Opened, openLibrary, posting } from '../cache/opened.ts'

const BOOKS = 'query Books($on: Date) { library(id: "library") { asOf(date: $on) { bookList { key } } } }'
const TWO = 'query One { libraries { id } } query Two { libraries { position } }'
const OTHER = '{ libraries { id position } }'

const place = { file: 'documents.json' }
const given = [
  { text: BOOKS, ids: ['Books'], place },
  { text: TWO, ids: [sha256(TWO)], place },
]
const documents = trustDocuments(given, librarySchema)

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

let opened: Opened
let api: Api
let only: Api
let get: Getting
let getOnly: Getting
beforeAll(async () => {
  opened = await openLibrary()
  api = apiOver([opened], { documents })
  only = apiOver([opened], { documents, documentsOnly: true, examples: [{ query: OTHER }] })
  get = getting(api)
  getOnly = getting(only)
})

const apollo = (hash: string) => ({ persistedQuery: { version: 1, sha256Hash: hash } })

describe('a trusted document is asked for', () => {
  test.each([
    ['by its name', { documentId: 'Books' }],
    ['by its digest', { documentId: sha256(BOOKS) }],
    ['as the standard has it', { documentId: `sha256:${sha256(BOOKS)}` }],
    ['as Apollo has it', { extensions: apollo(sha256(BOOKS)) }],
    ['as Apollo has it the second time', { extensions: apollo(sha256(BOOKS)), query: BOOKS }],
    ['by name and text', { documentId: 'Books', query: BOOKS }],
    ['by its text alone', { query: BOOKS }],
  ])('%s, by POST and GET, where all is answered and where nothing else is', async (_, asked) => {
    const variables = { on: '2020-02-01' }
    const expected = (await posting(api, { query: BOOKS, variables })).text
    expect(expected).toContain('book/a')
    const search = new URLSearchParams(
      Object.entries({ ...asked, variables }).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    )
    for (const each of [api, only]) {
      expect((await posting(each, { ...asked, variables })).text).toBe(expected)
      expect((await getting(each)(`?${search}`)).text).toBe(expected)
    }
  })

  test('and the operation in it by its name', async () => {
    const asked = { documentId: sha256(TWO), operationName: 'Two' }
    expect((await getOnly(asked)).text).toContain('"position":3')
    expect((await getOnly({ ...asked, operationName: 'One' })).text).toContain('"id":"library"')
    expect((await getOnly({ documentId: sha256(TWO) })).text).toContain('errors')
  })

  test('the answer’s own address says the text, or the id where nothing else is answered', async () => {
    const asked = { documentId: sha256(TWO), operationName: 'Two' }
    const [open, closed] = [await get(asked), await getOnly(asked)]
    expect(open.address).toBe('?query=query+Two%7Blibraries%7Bposition%7D%7D&at=library:3')
    expect(closed.address).toBe(`?documentId=sha256:${sha256(TWO)}&operationName=Two&at=library:3`)
    for (const [ask, { address, text }] of [
      [get, open],
      [getOnly, closed],
    ] as const)
      expect(await ask(address)).toMatchObject({ text, address })
    expect((await get(closed.address)).text).toBe(open.text)
  })
})

describe('what is no trusted document', () => {
  test.each([
    ['another text', { query: OTHER }, 403, 'E_NOT_TRUSTED'],
    ['a trusted one, spaced otherwise', { query: ` ${BOOKS}` }, 403, 'E_NOT_TRUSTED'],
    ['nothing', {}, 403, 'E_NOT_TRUSTED'],
    ['introspection', { query: '{ __schema { queryType { name } } }' }, 403, 'E_NOT_TRUSTED'],
    ['Apollo’s second time', { query: OTHER, extensions: apollo(sha256(OTHER)) }, 403, 'E_NOT_TRUSTED'],
    ['an id that none has', { documentId: 'Nope' }, 404, 'E_NO_DOCUMENT'],
    ['a digest that none has', { extensions: apollo(sha256(OTHER)) }, 404, 'PERSISTED_QUERY_NOT_FOUND'],
    ['an id with another text', { documentId: 'Books', query: OTHER }, 400, 'E_DOCUMENT_ID'],
    ['two ids', { documentId: 'Books', extensions: apollo(sha256(TWO)) }, 400, 'E_DOCUMENT_ID'],
    ['a property of every object', { documentId: '__proto__' }, 404, 'E_NO_DOCUMENT'],
  ])('%s is refused where nothing else is answered', async (_, asked, status, code) => {
    const response = await only.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify(asked),
    })
    const { errors, ...rest } = await response.json()
    expect([response.status, rest]).toEqual([status, {}])
    expect(errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code }) })])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['another text is answered', { query: OTHER }, '"position":3'],
    ['so is one with its digest', { query: OTHER, extensions: apollo(sha256(OTHER)) }, '"position":3'],
    ['one with another’s is refused', { query: OTHER, extensions: apollo(sha256(BOOKS)) }, 'E_DOCUMENT_ID'],
    ['one with a name that none has is refused', { query: OTHER, documentId: 'Nope' }, 'E_DOCUMENT_ID'],
    ['an id that none has is refused', { documentId: 'Nope' }, 'E_NO_DOCUMENT'],
    ['an id that is no text is refused', { documentId: 7 }, 'E_PARAMETER'],
    ['one without anything is refused', {}, 'query'],
    [
      'a digest alone is told that none is registered',
      { extensions: apollo(sha256(OTHER)) },
      'NOT_SUPPORTED',
    ],
  ])('where all is answered, %s', async (_, asked, said) => {
    expect((await posting(api, asked)).text).toContain(said)
  })

  test.each(['GET', 'POST'])(
    'clients of automatic persisted queries are told so in their words, by %s',
    async (method) => {
      const asked = { extensions: apollo(sha256(OTHER)) }
      const sent =
        method === 'GET'
          ? await get({ extensions: JSON.stringify(asked.extensions) })
          : await posting(apiOver([opened]), asked)
      const { errors } = JSON.parse(sent.text)
      expect(errors).toMatchObject([
        { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
      ])
    },
  )

  test('there is no playground where nothing can be asked in it', async () => {
    const page = await getOnly({ documentId: 'Books' }, { headers: { accept: 'text/html,*/*;q=0.1' } })
    expect([page.header('content-type'), page.text]).toEqual([
      'application/json; charset=utf-8',
      expect.stringContaining('book/a'),
    ])
  })

  test('introspection is answered where it is one of them', async () => {
    const text = '{ __schema { queryType { name } } }'
    const trusted = trustDocuments([{ text, ids: [], place }], librarySchema)
    const ask = getting(apiOver([opened], { documents: trusted, documentsOnly: true }))
    expect((await ask({ query: text })).text).toContain('"Query"')
  })

  test('whoever may not read is not told which documents there are, nor given an answer at hand', async () => {
    const cache = new AnswerCache(1_000_000)
    const closed = apiOver([opened], {
      documents,
      documentsOnly: true,
      cache,
      authenticate: async (request) =>
        request.headers.has('authorization') ? { role: 'reader', name: 'r' } : NOBODY,
    })
    const ask = getting(closed)
    expect((await ask({ documentId: 'Books' }, { headers: { authorization: 'r' } })).text).toContain('book/a')
    for (const asked of [
      { documentId: 'Books' },
      { documentId: 'Nope' },
      { query: OTHER },
      { query: BOOKS },
    ]) {
      const { status, text } = await ask(asked)
      expect([status, text]).toEqual([401, expect.stringContaining('E_UNAUTHENTICATED')])
      expect(text).not.toMatch(/E_NO|Books|Nope/)
    }
  })
})

describe('documents are checked before any is asked for', () => {
  test('an id that names its digest is checked as one', async () => {
    const id = `sha256:${sha256(OTHER)}`
    const named = trustDocuments([{ text: OTHER, ids: [id], place }], librarySchema)
    expect([named.get(id), named.get(sha256(OTHER))]).toEqual([OTHER, OTHER])
    for (const [wrong, why] of [
      [`sha256:${sha256(BOOKS)}`, /looks like a digest and is not that of the text/],
      ['sha256:nothing', /is no id/],
      [`md5:${sha256(OTHER)}`, /is no id/],
    ] as const)
      expect(() => trustDocuments([{ text: OTHER, ids: [wrong], place }], librarySchema)).toThrow(why)
    const twice = [id, sha256(OTHER)].map((each) => ({ text: OTHER, ids: [each], place }))
    expect(trustDocuments(twice, librarySchema).size).toBe(1)
  })

  test('every fault of all of them at once, each where it stands', () => {
    const digest = (name: string, text: string) => createHash(name).update(text).digest('hex')
    const at = (line: number) => ({ file: 'documents.json', line, column: 1 })
    const faulty = [
      { text: OTHER, ids: [digest('md5', OTHER)], place: at(1) },
      { text: OTHER, ids: [digest('sha1', OTHER)], place: at(2) },
      { text: OTHER, ids: [digest('sha256', ` ${OTHER}`)], place: at(3) },
      { text: OTHER, ids: [digest('md5', ` ${OTHER}`)], place: at(4) },
      { text: OTHER, ids: ['has space'], place: at(5) },
      { text: '{ libraries {', ids: ['Broken'], place: at(6) },
      { text: '{ nope\n  libraries { more } }', ids: ['Unknown'], place: at(7) },
      { text: 'fragment F on Library { id }', ids: ['Nothing'], place: at(8) },
      { text: BOOKS, ids: ['Twice'], place: at(9) },
      { text: OTHER, ids: ['Twice'], place: at(10) },
    ]
    const message = () => trustDocuments(faulty, librarySchema)
    expect(message).toThrow(expect.objectContaining({ code: 'E_DOCUMENT_ID' }))
    const lines = String(thrownBy(message)).split('\n')
    expect(lines.map((line) => /documents\.json:(\d+):1 (E_\w+) /.exec(line)?.slice(1))).toEqual([
      ['3', 'E_DOCUMENT_ID'],
      ['4', 'E_DOCUMENT_ID'],
      ['5', 'E_DOCUMENT_ID'],
      ['6', 'E_DOCUMENT'],
      ['7', 'E_DOCUMENT'],
      ['7', 'E_DOCUMENT'],
      ['8', 'E_DOCUMENT'],
      ['10', 'E_DOCUMENT_ID'],
    ])
    expect(lines.join()).toContain('"Unknown", line 2, column 15: Cannot query field "more"')
  })
})

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
  return undefined
}
