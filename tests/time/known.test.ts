import { expect, it } from 'vitest'
import { ANY, type Answer, interval, knownBy, oneDay } from '../../src/time/index.ts'

it.each([
  ['published on day 5, by day 4', oneDay(5), 4, 'no'],
  ['published on day 5, by its end', oneDay(5), 5, 'definitely'],
  ['published on day 5, by day 6', oneDay(5), 6, 'definitely'],
  ['published on a day of 5…7, by day 4', interval(5, 8), 4, 'no'],
  ['published on a day of 5…7, by day 5', interval(5, 8), 5, 'possibly'],
  ['published on a day of 5…7, by day 6', interval(5, 8), 6, 'possibly'],
  ['published on a day of 5…7, by day 7', interval(5, 8), 7, 'definitely'],
  ['undated, not before day 5, by day 4', interval(5, Infinity), 4, 'no'],
  ['undated, not before day 5, by any later day', interval(5, Infinity), 99_999, 'possibly'],
  ['of no date at all', ANY, 0, 'possibly'],
] satisfies [string, { earliest: number; latest: number }, number, Answer][])(
  'knownBy() of a source %s: %s',
  (_, published, day, answer) => expect(knownBy(published, day)).toBe(answer),
)
