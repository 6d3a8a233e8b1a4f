import { describe, expect, test } from 'vitest'
import { boundsInWords, windowInWords } from '../../src/domain/index.ts'
import { parseEdtf, readValid } from '../../src/time/index.ts'

const boundsOf = (edtf: string, likely?: string) =>
  readValid({ edtf, basis: 'stated', ...(likely && { likely }) })

describe('windowInWords()', () => {
  test.each([
    ['2025-03-03', '3 March 2025'],
    ['[2025-03-03..2025-03-09]', 'between 3 and 9 March 2025'],
    ['[2025-02-28..2025-03-09]', 'between 28 February and 9 March 2025'],
    ['[2024-12-30..2025-01-02]', 'between 30 December 2024 and 2 January 2025'],
    ['2025-02', 'between 1 and 28 February 2025'],
    ['[2025-03-03..]', 'not before 3 March 2025'],
    ['[..2025-03-03]', 'not after 3 March 2025'],
    ['-0043-03-15', '15 March 44 BC'],
    ['0000', 'between 1 January and 31 December 1 BC'],
    ['[0000-12-31..0001-01-01]', 'between 31 December 1 BC and 1 January 1'],
  ])('%s is %s', (edtf, words) => {
    expect(parseEdtf(edtf).type).toBeDefined()
    expect(windowInWords(boundsOf(edtf).begin)).toBe(words)
  })

  test('of no day in particular is undated', () =>
    expect(windowInWords({ earliest: -Infinity, latest: Infinity })).toBe('undated'))
})

describe('boundsInWords()', () => {
  test.each([
    ['2025-03-03', '3 March 2025'],
    ['2025-03-03/2025-03-09', 'from 3 March 2025 to 9 March 2025'],
    ['2025-03-03/2025-03', 'from 3 March 2025 to between 3 and 31 March 2025'],
    ['2025-03-03/..', 'from 3 March 2025 onwards'],
    ['2025-03-03/', 'from 3 March 2025, its end not told'],
    ['../2025-03-09', 'until 9 March 2025'],
  ])('%s is %s', (edtf, words) => expect(boundsInWords(boundsOf(edtf))).toBe(words))

  test('says which day is likely', () =>
    expect(boundsInWords(boundsOf('2025-03', '2025-03-05'))).toBe(
      'between 1 and 31 March 2025 (likely 5 March 2025)',
    ))
})
