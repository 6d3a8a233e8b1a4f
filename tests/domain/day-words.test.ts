import { describe, expect, test } from 'vitest'
import {
  boundInWords,
  boundsInWords,
  datesInWords,
  windowInWords,
  withDaysInWords,
} from '../../src/domain/index.ts'
import { parseEdtf, readValid } from '../../src/time/index.ts'

const boundsOf = (edtf: string, likely?: string) =>
  readValid({ edtf, basis: 'stated', ...(likely && { likely }) })

describe('windowInWords()', () => {
  test.each([
    ['2025-03-03', '3 March 2025'],
    ['[2025-03-03..2025-03-09]', 'some day from 3 March 2025 to 9 March 2025'],
    ['[2025-02-28..2025-03-09]', 'some day from 28 February 2025 to 9 March 2025'],
    ['[2024-12-30..2025-01-02]', 'some day from 30 December 2024 to 2 January 2025'],
    ['2025-02', 'one day in February 2025'],
    ['[2025-03-03..]', 'not before 3 March 2025'],
    ['[..2025-03-03]', 'by 3 March 2025'],
    ['-0043-03-15', '15 March 44 BC'],
    ['0000', 'one day in 1 BC'],
    ['[0000-12-31..0001-01-01]', 'some day from 31 December 1 BC to 1 January 1'],
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
    ['2025-03-03/2025-03', 'from 3 March 2025 to some day from 3 March 2025 to 31 March 2025'],
    ['2025-03-03/..', 'from 3 March 2025 onwards'],
    ['2025-03-03/', 'since 3 March 2025, its end unknown'],
    ['../2025-03-09', 'until 9 March 2025'],
    ['2025-03/2025-05-09', 'begun one day in March 2025, until 9 May 2025'],
    ['2025-03/', 'since one day in March 2025, its end unknown'],
  ])('%s is %s', (edtf, words) => expect(boundsInWords(boundsOf(edtf))).toBe(words))

  test('says which day is likely', () =>
    expect(boundsInWords(boundsOf('2025-03', '2025-03-05'))).toBe(
      'one day in March 2025 (likely 5 March 2025)',
    ))
})

describe('boundInWords() and datesInWords()', () => {
  test.each([
    ['2025-03-03', '2025-03-03'],
    ['1984?', '1984?'],
    ['[2022-12-05..2024-06-04]', 'some day from 2022-12-05 to 2024-06-04'],
    ['[..2025-02]', 'by 2025-02'],
    ['[2025-02-09..]', 'not before 2025-02-09'],
    ['[1667,1669]', '[1667,1669]'],
  ])('of %s are %s', (edtf, words) => {
    expect(boundInWords({ edtf, basis: 'stated' })).toBe(words)
    expect(datesInWords({ bounds: boundsOf(edtf), written: { edtf, basis: 'stated' } })).toBe(words)
    expect(withDaysInWords(words)).not.toMatch(/\d{4}-\d\d/)
  })

  test('tell the range of a begin from the end', () => {
    const written = {
      begin: { edtf: '[..2025-02-09]', basis: 'stated' },
      end: { edtf: '2025-03', basis: 'stated' },
    } as const
    expect(datesInWords({ bounds: readValid(written), written })).toBe('begun by 2025-02-09, until 2025-03')
    const open = readValid({
      begin: { edtf: '[2022-12-05..2024-06-04]', basis: 'stated', likely: '2023-12-04' },
    })
    expect(datesInWords({ bounds: open, written: undefined })).toBe(
      'since some day from 2022-12-05 to 2024-06-04 (likely 2023-12-04), its end unknown',
    )
  })
})

test.each([
  [
    'since some day from 2022-12-05 to 2024-06-04 (likely 2023-12-04)',
    'since some day from 5 December 2022 to 4 June 2024 (likely 4 December 2023)',
  ],
  ['planned for 2026-05; Hanoi, 2025-04-28', 'planned for May 2026; Hanoi, 28 April 2025'],
  [
    'meeting/2025-04-28-summit, 2025-02-30, 2025-13, 2004-06-~11, 12025-04',
    'meeting/2025-04-28-summit, 2025-02-30, 2025-13, 2004-06-~11, 12025-04',
  ],
])('withDaysInWords() of %s is %s', (text, words) => expect(withDaysInWords(text)).toBe(words))
