import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ask, openCorpus } from './ask.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
let ask: Ask
beforeAll(async () => {
  corpus = await openCorpus()
  ask = corpus.ask
})
afterAll(() => corpus.close())

const inChronicle = (fields: string) => `{ relationship(id: "japan-viet-nam") { ${fields} } }`
const inState = (fields: string) => inChronicle(`asOf(date: "2025-12-31") { ${fields} }`)

describe('a kind goes by its key or its type', () => {
  test.each([
    ['count', (kind: string) => inState(`count(kind: "${kind}") { definite possible }`)],
    [
      'items',
      (kind: string) => inState(`items(kinds: "${kind}", first: 3) { totalCount nodes { subject } }`),
    ],
    ['facets', (kind: string) => inState(`facets(kinds: "${kind}") { total { definite } }`)],
    ['timeline', (kind: string) => inChronicle(`timeline(kinds: "${kind}") { totalCount }`)],
    [
      'differences',
      (kind: string) =>
        inChronicle(
          `compare(from: { date: "2021-12-31" }, to: { date: "2025-12-31" }) { differences(kinds: "${kind}") { totalCount } }`,
        ),
    ],
  ])('in %s', async (_, query) => {
    for (const [key, type] of [
      ['meeting', 'Meeting'],
      ['place', 'NamedPlace'],
    ] as const) {
      const byKey = await ask(query(key))
      const byType = await ask(query(type))
      expect([byKey.errors, byType.errors]).toEqual([[], []])
      expect(byType.data).toEqual(byKey.data)
    }
    const both = await ask(inState('items(kinds: ["meeting", "Meeting"]) { totalCount }'))
    expect(both.data).toEqual((await ask(inState('items(kinds: "meeting") { totalCount }'))).data)
  })

  test.each([
    ['Meetings', inState('count(kind: "Meetings") { definite }'), 'E_KIND', 'did you mean meeting?'],
    ['meetin', inState('items(kinds: "meetin") { totalCount }'), 'E_KIND', 'did you mean meeting?'],
    [
      'MeetingHed',
      inChronicle('timeline(types: "MeetingHed") { totalCount }'),
      'E_TYPE',
      'did you mean MeetingHeld?',
    ],
    ['sumit', inState('meetings(kind: "sumit") { subject }'), 'E_KIND', 'did you mean summit?'],
  ])('a misspelt one is refused with the nearest: %s', async (_, query, code, hint) => {
    const { errors } = await ask(query)
    expect(errors).toMatchObject([{ message: expect.stringContaining(hint), extensions: { code } }])
  })
})

test.each([
  inState('found: meetings(search: "?!") { subject }'),
  inState('found: items(search: "…") { nodes { subject } }'),
  inChronicle('found: timeline(search: "- -") { nodes { digest } }'),
  '{ found: sources(search: "(*)") { subject } }',
])('text without a word in it finds nothing: %s', async (query) => {
  const { text, errors } = await ask(query)
  expect(errors).toEqual([])
  expect(text).toMatch(/"found":(\[\]|\{"nodes":\[\]\})/)
})
