import { describe, expect, it } from 'vitest'
import {
  ANY,
  type Bound,
  formatInterval,
  parseDay,
  readBound,
  readValid,
  type Valid,
} from '../../src/time/index.ts'

const stated = (edtf: string, more: Partial<Bound> = {}): Bound => ({ edtf, basis: 'stated', ...more })

function readAs(valid: Valid): string[] {
  const { begin, end, endStatus } = readValid(valid)
  return [formatInterval(begin), formatInterval(end), endStatus]
}

describe('readValid()', () => {
  it('of nothing: once, on any day', () => {
    expect(readValid(undefined)).toEqual({ begin: ANY, end: ANY, endStatus: 'once' })
  })

  it.each<[string, Valid, string, string, string]>([
    ['a day', stated('2021-09-21'), '2021-09-21', '2021-09-21', 'once'],
    ['a span in one', stated('2021-09/2021-11'), '2021-09', '2021-11', 'stated'],
    ['an uncertain date', stated('2021-09?'), '2021-09', '2021-09', 'once'],
    ['an uncertain span', stated('2021-09?/2021-11'), '2021-09', '2021-11', 'stated'],
    [
      'an approximate date within bounds',
      stated('2021~', { within: '[2020..2022]' }),
      '[2020..2022]',
      '[2020..2022]',
      'once',
    ],
    [
      'an uncertain one within bounds',
      stated('2021?', { within: '202X' }),
      '[2020..2029]',
      '[2020..2029]',
      'once',
    ],
    [
      'both within bounds',
      stated('2021%', { within: '[2020..2022]' }),
      '[2020..2022]',
      '[2020..2022]',
      'once',
    ],
    ['an approximate span', stated('2020~/2021', { within: '202X/2021' }), '[2020..2021]', '2021', 'stated'],
    ['a set of all without gaps', stated('{2021-09,2021-10}'), '2021-09', '2021-10', 'stated'],
    ['begin and end', { begin: stated('2021-09'), end: stated('2021-11') }, '2021-09', '2021-11', 'stated'],
    ['begin alone', { begin: stated('2021-09') }, '2021-09', '[2021-09..]', 'unknown'],
    [
      'an end that is still to come',
      { begin: stated('2021-09'), end: stated('[2025-12-04..]') },
      '2021-09',
      '[2025-12-04..]',
      'unknown',
    ],
    [
      'an end not after',
      { begin: stated('2021-09'), end: stated('[..2021-09-10]') },
      '[2021-09-01..2021-09-10]',
      '[2021-09-01..2021-09-10]',
      'stated',
    ],
    [
      'overlapping bounds',
      { begin: stated('2021'), end: stated('2021-03') },
      '[2021-01..2021-03]',
      '2021-03',
      'stated',
    ],
  ])('of %s', (_, valid, begin, end, endStatus) => expect(readAs(valid)).toEqual([begin, end, endStatus]))

  it('keeps the likely day, of a begin too', () => {
    const likely = '2021-10-15'
    expect(readValid(stated('[2021-09..2021-11]', { likely })).likely).toBe(parseDay(likely))
    expect(readValid({ begin: stated('2021', { likely }), end: stated('2022') }).likely).toBe(
      parseDay(likely),
    )
    expect(readValid(stated('2021~', { within: '[2020..2022]', likely: '2020-01-01' })).likely).toBe(
      parseDay('2020-01-01'),
    )
    expect(readValid(stated('2021'))).not.toHaveProperty('likely')
  })

  it.each<[string, Valid, string]>([
    ['E_APPROXIMATE', stated('2021~'), '"2021~": an approximate date needs the bounds it means'],
    ['E_APPROXIMATE', stated('2021%'), '"2021%": an approximate date needs the bounds it means'],
    ['E_APPROXIMATE', stated('2021-~09-21'), 'needs the bounds'],
    ['E_APPROXIMATE', stated('2020/2021~'), 'needs the bounds'],
    ['E_APPROXIMATE', { begin: stated('2020'), end: stated('2021~') }, 'needs the bounds'],
    [
      'E_WITHIN',
      stated('2021', { within: '[2020..2022]' }),
      'only a date marked ~, ? or % has bounds beside it',
    ],
    ['E_WITHIN', stated('2021~', { within: '2021~' }), 'cannot be approximate'],
    ['E_WITHIN', stated('2021~', { within: '2020/2022' }), 'a span for a span, a day for a day'],
    ['E_WITHIN', stated('2021~', { within: '[1990..1992]' }), 'of which no day is in it'],
    ['E_EDTF', stated('2021~', { within: '2021-13' }), 'month 13 is not 01…12'],
    ['E_EDTF', stated('2021-13'), '"2021-13": month 13 is not 01…12'],
    ['E_LIKELY', stated('2021', { likely: '2022-01-01' }), '"2022-01-01": the likely day is not within 2021'],
    ['E_LIKELY', stated('2021', { likely: '2020-12-31' }), 'not within 2021'],
    [
      'E_LIKELY',
      stated('2021~', { within: '[2020..2022]', likely: '2023-01-01' }),
      'not within [2020..2022]',
    ],
    ['E_LIKELY', stated('2020/2022', { likely: '2021-06-01' }), 'not within 2020/2022'],
    [
      'E_LIKELY',
      { begin: stated('2021', { likely: '2021-06-01' }), end: stated('2021-03') },
      'after the end, 2021-03',
    ],
    ['E_DATE', stated('2021', { likely: '2021-06' }), 'expected a date as YYYY-MM-DD'],
    ['E_GAPS', stated('{2021-09,2021-11}'), 'as many events'],
    ['E_GAPS', stated('{2021-11,2021-09}'), 'as many events'],
    ['E_GAPS', stated('{2021,2021-03,2023}'), 'as many events'],
    ['E_GAPS', stated('{2021-09,2021-10-01..2021-10-30,2021-11}'), 'as many events'],
    ['E_ONE_DAY', { begin: stated('2021-09/2021-11') }, 'one of several is written [2021-09..2021-11]'],
    [
      'E_ONE_DAY',
      { begin: stated('2021'), end: stated('2022/2023') },
      'one of several is written [2022..2023]',
    ],
    [
      'E_END_BEFORE_BEGIN',
      { begin: stated('2021'), end: stated('2020') },
      '"2020": this end is before the begin, 2021',
    ],
    ['E_END_BEFORE_BEGIN', { begin: stated('2021-03'), end: stated('2021-02-28') }, 'before the begin'],
  ])('%s: refuses %j', (code, valid, reason) => {
    expect(() => readValid(valid)).toThrow(
      expect.objectContaining({ code, category: 'invalid', message: expect.stringContaining(reason) }),
    )
  })

  it('takes a set of all whose members only touch for one stretch', () => {
    expect(readAs(stated('{2021-09,2021-10-01..2021-10-31,2021-11}'))).toEqual([
      '2021-09',
      '2021-11',
      'stated',
    ])
    expect(readAs(stated('{2021-09,2021-11,2021-10}'))).toEqual(['2021-09', '2021-11', 'stated'])
    expect(readAs(stated('{2021,2021-03,2022-01}'))).toEqual(['[2021-01..2021-03]', '2022-01', 'stated'])
  })
})

describe('readBound()', () => {
  it('is the days among which that one day is', () => {
    const { likely, ...days } = readBound(stated('[2021-09..2021-11]', { likely: '2021-10-15' }))
    expect(formatInterval(days)).toBe('[2021-09..2021-11]')
    expect(likely).toBe(parseDay('2021-10-15'))
  })
})
