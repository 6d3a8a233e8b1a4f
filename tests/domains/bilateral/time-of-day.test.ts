import { expect, test } from 'vitest'
import { parseTimeOfDay } from '../../../src/domains/index.ts'

test.each([
  ['00:00', 0],
  ['15:30', 930],
  ['23:59', 1439],
  ['24:00', undefined],
  ['9:00', undefined],
  ['15:60', undefined],
  ['15:30:00', undefined],
  ['', undefined],
])('parseTimeOfDay(%j) is %s', (text, minutes) => {
  expect(parseTimeOfDay(text)).toBe(minutes)
})
