import { expect, test } from 'vitest'
import { withDatesInWords } from '../../web/src/parts/written-dates.ts'
import { en } from '../../web/src/strings.ts'

test.each([
  ['summit, Hanoi, 2025-04-28', 'summit, Hanoi, 28 April 2025'],
  ['announced for [2025-04-28..2025-12-31]', 'announced for some day from 28 April 2025 to 31 December 2025'],
  ['met [..2025-02-09]', 'met by 9 February 2025'],
  ['from [2025-02-09..]', 'from not before 9 February 2025'],
  ['planned for 2026-05', 'planned for May 2026'],
  ['2025-02-30', '2025-02-30'],
  ['meeting/2025-04-28-summit', 'meeting/2025-04-28-summit'],
  ['number 12025-04-281', 'number 12025-04-281'],
  ['page 3..5, [..]', 'page 3..5, [..]'],
])('withDatesInWords() of %s is %s', (text, expected) => {
  expect(withDatesInWords(text, en)).toBe(expected)
})
