import { describe, expect, test } from 'vitest'
import { keyInWords, subjectInWords } from '../../web/src/parts/subject-words.ts'
import { en } from '../../web/src/strings.ts'

type Name = readonly [words: string, known: readonly [number, number], valid: readonly [number, number]]

function item(...names: readonly Name[]) {
  const rectangles = names.map(([words, [knownFrom, knownTo], [validFrom, validTo]]) => ({
    knownFrom,
    knownTo,
    validFrom,
    validTo,
    content: { answer: 'unknown', values: [], words },
  }))
  return { rectanglesOf: () => rectangles as never }
}

describe('what a thing is called', () => {
  const sea = item(
    ['North Sea', [10, 20], [-Infinity, 100]],
    ['German Ocean', [10, 20], [100, Infinity]],
    ['Sea of Peace', [20, 30], [-Infinity, Infinity]],
  )
  const at = (date: number, known: number) => subjectInWords('place/sea', sea, { date, known }, en)

  test('is its name at the point', () => {
    expect(at(50, 15)).toBe('North Sea')
    expect(at(100, 15)).toBe('German Ocean')
    expect(at(100, 20)).toBe('Sea of Peace')
  })

  test('is a name that was known before, where none is known by then, and says so', () => {
    expect(at(50, 30)).toBe(en.thing.nameBefore('Sea of Peace'))
  })

  test('is the name of the nearest other day, and says so', () => {
    const bell = item(['Bell', [10, Infinity], [5, 8]], ['Broken bell', [10, Infinity], [90, 95]])
    const named = (date: number) => subjectInWords('gift/bell', bell, { date, known: 40 }, en)
    expect(named(7)).toBe('Bell')
    expect(named(9)).toBe(en.thing.nameOfOtherDay('Bell'))
    expect(named(80)).toBe(en.thing.nameOfOtherDay('Broken bell'))
  })

  test('is never a name that came to be known later: then it is its key in words', () => {
    expect(at(50, 9)).toBe('place “sea”')
    expect(subjectInWords('place/north-sea', undefined, { date: 1, known: 1 }, en)).toBe('place “north sea”')
  })

  test.each([
    ['place/south-china-sea', 'place “south china sea”'],
    ['meeting/2025-04-28-summit', 'meeting “28 April 2025 summit”'],
    ['joint-body/board-11', 'joint body “board 11”'],
    ['source/004', 'source “004”'],
  ])('%s reads %s', (key, words) => expect(keyInWords(key, en)).toBe(words))
})
