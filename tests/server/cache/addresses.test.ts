import { beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '../../../src/server/index.ts'
import { apiOver, type Getting, getting, type Opened, openLibrary, posting } from './opened.ts'

let opened: Opened
let api: Api
let get: Getting
beforeAll(async () => {
  opened = await openLibrary()
  api = apiOver([opened, await openLibrary('annex')])
  get = getting(api)
})

const ASKED =
  'query Books($on: Date) { library(id: "library") { asOf(date: $on) { ...Shown } } } fragment Shown on LibraryState { bookList { key } }'
const ON = { on: '2020-02-01' }

describe('an answer has one address', () => {
  test.each([
    ['as it is', ASKED, ON],
    ['with other white space, commas and comments', `# Books\n${ASKED.replaceAll(' ', '\n , ')}`, ON],
    ['with strings written otherwise', ASKED.replace('"library"', '"\\u006cibrary"'), ON],
    ['with variables in another order, and one that it does not have', ASKED, { zzz: 1, ...ON, a: [] }],
    [
      'among other operations and fragments',
      `query Other { libraries { ...Named } } ${ASKED} fragment Named on Library { id }`,
      ON,
    ],
  ])('however it is asked: %s', async (_, query, variables) => {
    const expected = (await posting(api, { query: ASKED, variables: ON })).address
    const answer = await posting(api, { query, variables, operationName: 'Books' })
    expect([answer.text, answer.address]).toEqual([expect.stringContaining('book/a'), expected])
    const { searchParams } = new URL(expected, 'http://localhost/graphql')
    expect([...searchParams.keys()]).toEqual(['query', 'variables', 'at'])
    expect(searchParams.get('variables')).toBe('{"on":"2020-02-01"}')
    expect(searchParams.get('at')).toBe('library:3')
  })

  test.each([
    ['one chronicle, and only that', '{ library(id: "annex") { position } }', 'annex:3'],
    ['two', '{ a: library(id: "annex") { position } b: library(id: "library") { id } }', 'annex:3,library:3'],
    ['which there are', '{ libraries { id } }', 'annex:3,library:3'],
    ['whatever is anywhere', '{ sources { label } }', '2030-01-01,annex:3,library:3'],
    ['nothing that grows', '{ library(id: "annex") { __typename } }', null],
  ])('and says no more of where chronicles stand than it leant on: %s', async (_, query, at) => {
    const { address } = await get({ query })
    expect(new URLSearchParams(address).get('at')).toBe(at)
  })

  test('which can be read, and stands whole between the marks of Markdown and a shell', async () => {
    const sound = await get({
      query: `query Named($who: String = "book/it's <a> (b) *c* !d \\\\ \`e\` $f") { library(id: "library") { timeline(subject: $who, position: 3) { totalCount } } }`,
    })
    expect(sound.text).toContain('"totalCount":0')
    expect(sound.address).toMatch(/^\?[\w\-.~:,/@=&%+]+$/)
    expect(sound.address).toContain('timeline')
    expect((await get(sound.address)).text).toBe(sound.text)
  })

  test('or none, where it were too long; it is answered all the same', async () => {
    const of = (length: number) =>
      posting(api, {
        query: '{ library(id: "library") { timeline(subject: $s, position: 3) { totalCount } } }'.replace(
          '{',
          'query Q($s: String) {',
        ),
        variables: { s: `book/${'x'.repeat(length)}` },
      })
    expect((await of(1_500)).address.length).toBeGreaterThan(1_500)
    const { address } = await posting(api, {
      query: `query Q(${Array.from({ length: 5 }, (_, index) => `$s${index}: String`)}) { library(id: "library") { ${Array.from({ length: 5 }, (_, index) => `t${index}: timeline(subject: $s${index}, position: 3) { totalCount }`)} } }`,
      variables: Object.fromEntries(
        Array.from({ length: 5 }, (_, index) => [`s${index}`, `book/${'y'.repeat(1_500)}`]),
      ),
    })
    expect(address).toBe('')
  })

  test('that fits into 6,000 characters, to the character', async () => {
    const lengths = new Set<number>()
    for (let length = 1_480; length < 1_500; length += 1) {
      const s = `book/${'y'.repeat(length)}`
      const { address, text } = await posting(api, {
        query:
          'query Q($a: String $b: String $c: String $d: String) { library(id: "library") { a: timeline(subject: $a, position: 3) { totalCount } b: timeline(subject: $b, position: 3) { totalCount } c: timeline(subject: $c, position: 3) { totalCount } d: timeline(subject: $d, position: 3) { totalCount } } }',
        variables: { a: s.slice(0, -400), b: s, c: s, d: s },
      })
      expect(text).toContain('"totalCount":0')
      lengths.add(address.length)
    }
    expect(Math.max(...lengths)).toBeLessThanOrEqual(6_000)
    expect(Math.max(...lengths)).toBeGreaterThan(5_990)
    expect(lengths.has(0)).toBe(true)
  })
})

describe('at', () => {
  test.each([
    ['2030-13-01', ['E_DATE']],
    ['', ['E_AT']],
    ['library:3,', ['E_AT']],
    ['2030-01-01,2030-01-02', ['E_AT']],
    ['library:3,library:3', ['E_AT']],
    ['library:-1', ['E_POSITION']],
    ['library:3.5', ['E_POSITION']],
    ['library:', ['E_POSITION']],
    ['library:4', ['E_POSITION']],
    ['nope:1', ['E_NOT_FOUND']],
    [
      'nope:x,2030-02-30,library:4,library:1,2030-01-01,soon',
      ['E_NOT_FOUND', 'E_POSITION', 'E_DATE', 'E_POSITION', 'E_AT', 'E_DATE'],
    ],
  ])('%j is refused with %j, all at once', async (at, codes) => {
    const answer = await get({ query: '{ libraries { id } }', at })
    expect(answer.status).toBe(400)
    const { errors } = JSON.parse(answer.text)
    expect(errors).toHaveLength(1)
    expect(errors[0].extensions.faults.map(({ code }: { code: string }) => code)).toEqual(codes)
    for (const { argument } of errors[0].extensions.faults) expect(argument).toBe('at')
  })

  test('said twice is refused', async () => {
    const answer = await get('?query={libraries{id}}&at=2030-01-01&at=2030-01-02')
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('E_AT')])
  })

  test('a position that another server has recorded is looked for before it is refused', async () => {
    const here = await openLibrary()
    const { tale } = here
    tale.source('east', '2020-01-03')
    const { follow } = here.chronicle
    here.chronicle.follow = async () => {
      here.chronicle.follow = follow
      await here.record()
    }
    const answer = await getting(apiOver([here]))({ query: '{ sources { label } }', at: 'library:4' })
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('east')])
  })

  test('names the chronicles that there are: no others are seen, and none is seen beyond it', async () => {
    const query = '{ libraries { id position } sources { label } }'
    const answer = await get({ query, at: 'library:1' })
    expect(JSON.parse(answer.text).data).toEqual({
      libraries: [{ id: 'library:1', position: 1 }],
      sources: [{ label: 'north' }],
    })
    expect(new URLSearchParams(answer.address).get('at')).toContain('library:1')
    const other = await get({ query: '{ library(id: "annex") { id } }', at: 'library:1' })
    expect(other.text).toContain('is no chronicle here; there are library')
  })

  test('and a position to wait for beyond it do not go together: E_PINNED', async () => {
    const query = '{ library(id: "library", atLeast: 3) { position } }'
    expect((await get({ query, at: 'library:2' })).text).toContain('E_PINNED')
    expect((await get({ query, at: 'library:3' })).text).toContain('"position":3')
  })

  test('says on which day one is, be it past or to come', async () => {
    const query = '{ library(id: "library") { asOf { point { date } } } }'
    for (const day of ['-0043-03-15', '0001-01-01', '2019-12-31', '9999-12-31', 'Y12345-06-07'])
      expect((await get({ query, at: day })).text).toContain(`"date":"${day}"`)
  })

  test('is for POST, too', async () => {
    const { text } = await posting(api, { query: '{ libraries { position } }' }, '?at=library:2')
    expect(text).toContain('{"libraries":[{"position":2}]}')
  })
})
