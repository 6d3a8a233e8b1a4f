import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Faults } from '../../../src/graphql/faults.ts'
import { readSearch, searchTextOf } from '../../../src/graphql/lists/search.ts'
import { foldedWords, Spelling } from '../../../src/graphql/lists/spelling.ts'

const VARIANTS = new Map([
  ['defense', 'defence'],
  ['ab', 'ba'],
])
const spelling = new Spelling(VARIANTS)

function finds(search: string, ...texts: readonly string[]): boolean {
  const faults = new Faults()
  const found = readSearch(spelling, search, faults).isIn(searchTextOf(spelling, texts))
  faults.check()
  return found
}

/**
 * The same, by the letter of what is promised: the words that are searched for are put together in every way, and each
 * of these words begins some word of a text or is all of some stretch of words there.
 */
function naive(search: string, texts: readonly string[]): boolean {
  const respelled = (words: readonly string[]) => words.map((word) => VARIANTS.get(word) ?? word)
  const lines = texts.map(foldedWords).flatMap((words) => [words, respelled(words)])
  const stretches = lines.flatMap((words) =>
    words.flatMap((_, from) =>
      words.slice(from).map((__, more) => words.slice(from, from + more + 1).join('')),
    ),
  )
  const stands = (piece: string) =>
    stretches.includes(piece) || lines.flat().some((word) => word.startsWith(piece))
  const covers = (words: readonly string[]): boolean =>
    words.length === 0 ||
    [1, 2, 3, 4]
      .filter((parts) => parts <= words.length)
      .some((parts) => {
        const first = words.slice(0, parts)
        return [first, respelled(first)].some((each) => stands(each.join(''))) && covers(words.slice(parts))
      })
  if (search.trim() !== '' && foldedWords(search).length === 0) return false
  return covers(foldedWords(search))
}

describe('readSearch()', () => {
  test.each([
    ['viet nam', 'Vietnam'],
    ['Việt Nam', 'Vietnam'],
    ['Viet-Nam', 'VIETNAM'],
    ['vietnam', 'Viet Nam'],
    ['vietnam', 'Socialist Republic of Việt Nam'],
    ['vietnam policy', 'defence policy of Viet-Nam'],
    ['hanoi', 'Hà Nội'],
    ['ha noi', 'HANOI'],
    ['chien hoang', 'Hoàng Xuân Chiến'],
    ['Tokyo', 'Tōkyō'],
    ['pol', 'defence policy'],
    ['defense', 'Ministry of Defence'],
    ['defence', 'Ministry of Defense'],
    ['defens', 'Ministry of Defense'],
    ['cooperation', 'co-operation'],
    ['co-operation', 'cooperation'],
    ['2+2', 'vice-ministerial “2+2” meeting'],
    ['2 + 2', 'the “2+2”'],
    ['ministers', 'the Minister’s words'],
    ['obrien', 'O’Brien'],
    ['会談', '首脳会談'],
    ['', 'anything'],
  ])('%j finds %j', (search, text) => {
    expect(finds(search, text)).toBe(true)
    expect(naive(search, [text])).toBe(true)
  })

  test.each([
    ['nam', 'Vietnam'],
    ['policy', 'poli'],
    ['inthe', 'in theory'],
    ['then', 'the network'],
    ['2+2', '2 and 2'],
    ['2', 'two'],
    ['chien', 'Chi Ene'],
    ['defence treaty', 'defence policy'],
    ['か', 'が'],
    ['…', 'anything'],
    ['?!', 'what?!'],
    [' - ', 'a - b'],
  ])('%j does not find %j', (search, text) => {
    expect(finds(search, text)).toBe(false)
    expect(naive(search, [text])).toBe(false)
  })

  test('takes the words from any of the texts, but no one word from two', () => {
    expect(finds('one two', 'text one', 'text two')).toBe(true)
    expect(finds('onetwo', 'one', 'two')).toBe(false)
  })

  test('finds what the naive search finds, and nothing else', () => {
    const text = fc
      .array(fc.string({ unit: fc.constantFrom('a', 'b', 'ß'), minLength: 1, maxLength: 3 }), {
        maxLength: 4,
      })
      .map((words) => words.join(' '))
    let found = 0
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 3 }), (search, texts) => {
        const expected = naive(search, texts)
        if (expected && search !== '') found += 1
        expect(finds(search, ...texts)).toBe(expected)
      }),
      { numRuns: 5_000 },
    )
    expect(found).toBeGreaterThan(200)
  })

  test('refuses more words than one would type', () => {
    expect(() => finds('a '.repeat(21), 'a')).toThrow(
      expect.objectContaining({
        faults: [expect.objectContaining({ code: 'E_SEARCH', place: { argument: 'search' } })],
      }),
    )
    expect(finds('a '.repeat(20), 'a')).toBe(true)
  })
})
