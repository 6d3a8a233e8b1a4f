import { expect, it } from 'vitest'
import { EventWords, type WordsOf } from '../../src/state/index.ts'
import { WordIndex } from '../../src/state/word-index.ts'
import { bookCatalogued, Tale } from '../toy/index.ts'
import { engineOf } from './random.ts'

it('whoever searches goes on with the indexing that another gave up, and each event is indexed once', () => {
  const tale = new Tale()
  tale.source('north', '2020-01-01')
  const how = { by: 'north', on: '2020-01-01' }
  for (let nth = 0; nth < 450; nth += 1)
    tale.tell(bookCatalogued, `book/b${nth}`, { title: `Title t${nth}` }, how)
  const { gathering, at } = engineOf(tale.events)
  const { eventIndex } = at({ date: 18_500, position: tale.events.length, trusting: {} }).view
  let read = 0
  const wordsOf: WordsOf = (_, values) => {
    read += 1
    return JSON.stringify([...values]).match(/\w+/g) ?? []
  }
  const words = new EventWords(eventIndex, gathering, wordsOf)
  const search = () => words.having([['t449']])
  for (let given = 0; given < 3; given += 1) {
    search().next()
    expect(read).toBe((given + 1) * 100)
  }
  const rest = search()
  let step = rest.next()
  while (step.done !== true) step = rest.next()
  expect(read).toBe(tale.events.length)
  expect(step.value).toEqual([tale.events.at(-1)?.id])
  expect(words.having([['t44']]).next().value).toHaveLength(11)
  expect(read).toBe(tale.events.length)
})

it('words that are equal to a piece when joined are looked for where all of them are, not the first and the last alone', () => {
  const index = new WordIndex()
  const texts = ['kind 5', 'kind of 10', 'kind 5 10', 'kind 510', 'kind 51', 'kindred 10', 'ki nd5 10']
  for (const [place, text] of texts.entries()) index.add(place, text.split(' '))
  const having = (piece: string) =>
    [...new Set([...index.beginningWith(piece), index.split(piece)].flat())].sort((a, b) => a - b)
  expect(having('kind510')).toEqual([2, 3, 6])
  expect(having('510')).toEqual([2, 3])
  expect(having('kind')).toEqual([0, 1, 2, 3, 4, 5])
  expect(having('kindof')).toEqual([1])
  expect(having('of5')).toEqual([])
})
