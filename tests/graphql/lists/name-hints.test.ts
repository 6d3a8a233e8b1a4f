import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { at, openCorpus } from '../ask.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

type Hint = { readonly argument: string; readonly message: string; readonly didYouMean: readonly string[] }

async function hintsOf(list: string, args: string, point = 'date: "2025-12-31"') {
  const { text } = await corpus.ask(
    `{ relationship(id: "japan-viet-nam") { asOf(${point}) { found: ${list}(${args}) { __typename } } } }`,
  )
  const { data, errors, extensions } = JSON.parse(text)
  expect(errors).toBeUndefined()
  return {
    found: at(data, 'relationship', 'asOf', 'found'),
    hints: extensions.hints as readonly Hint[] | undefined,
  }
}

describe('a list that is empty because nothing is called so', () => {
  test.each([
    ['meetings', 'person: "Kanno Koji"', ['Kano Koji']],
    ['meetings', 'person: "person/kano-kojii"', ['person/kano-koji']],
    ['meetings', 'actor: "Jappan"', ['Japan']],
    ['meetings', 'place: "Hanoii"', ['Hanoi']],
    ['undertakings', 'by: "Viet Nan"', ['Viet Nam']],
    ['undertakings', 'topic: "the Moon"', []],
    ['items', 'first: 5, actor: "Jappan"', ['Japan']],
    ['happened', 'actor: "Jappan"', ['Japan']],
    ['conflicts', 'actor: "Jappan"', ['Japan']],
    ['singleSource', 'actor: "Jappan"', ['Japan']],
  ])('%s(%s) hints at %j', async (list, args, names) => {
    const { hints } = await hintsOf(list, args)
    expect(hints).toMatchObject([
      { code: 'H_UNKNOWN_NAME', path: ['relationship', 'asOf', 'found'], didYouMean: names },
    ])
    expect(hints?.[0]?.message).toMatch(
      names.length > 0 ? /did you mean ".*"\?$/ : /; there are .* and \d+ more$/,
    )
  })

  test('a timeline too', async () => {
    const { text } = await corpus.ask(
      '{ relationship(id: "japan-viet-nam") { timeline(first: 3, person: "Kanno Koji") { nodes { id } } } }',
    )
    expect(JSON.parse(text).extensions.hints).toMatchObject([
      { path: ['relationship', 'timeline'], argument: 'person', didYouMean: ['Kano Koji'] },
    ])
  })

  test('people of a side that no one speaks for', async () => {
    const { hints } = await hintsOf('people', 'side: "is"')
    expect(hints).toMatchObject([{ argument: 'side', message: expect.stringContaining('there are jp, vn') }])
  })

  test.each([
    ['found', 'actor: "Japan"'],
    ['found by key', 'actor: "jp"'],
    ['known, though the list is empty for another reason', 'actor: "Japan" valid: { to: "1900-01-01" }'],
    ['known by another spelling', 'person: "KANO, Kōji" valid: { to: "1900-01-01" }'],
    ['none given', 'valid: { to: "1900-01-01" }'],
  ])('none where the name is %s', async (_, args) => {
    expect((await hintsOf('meetings', args)).hints).toBeUndefined()
  })

  test('names no one whom no visible event names yet', async () => {
    const early = 'date: "2025-12-31", knownAt: "2021-12-31"'
    const { hints } = await hintsOf('meetings', 'person: "Kanno Koji"', early)
    expect(JSON.stringify(hints)).not.toMatch(/kano/i)
    const first = 'date: "2025-12-31", position: 1'
    expect((await hintsOf('meetings', 'actor: "Jappan"', first)).hints).toMatchObject([
      { didYouMean: [], message: expect.stringContaining('there are none') },
    ])
  })

  test('is answered from the cache with its hints', async () => {
    const [first, again] = [
      await hintsOf('meetings', 'actor: "Jappan"'),
      await hintsOf('meetings', 'actor: "Jappan"'),
    ]
    expect(again).toEqual(first)
  })
})
