import { describe, expect, it } from 'vitest'
import { span } from '../../src/time/bounds.ts'
import { boundsOfEdtf, formatInterval, interval, parseEdtf } from '../../src/time/index.ts'

describe('boundsOfEdtf()', () => {
  it.each([
    // once: the day of the begin is the day of the end
    ['2021-09-21', '2021-09-21', '2021-09-21', 'once'],
    ['2021-09', '2021-09', '2021-09', 'once'],
    ['2021-09-21T23:30:00-07:00', '2021-09-21', '2021-09-21', 'once'],
    ['[2021-09..2021-11]', '[2021-09..2021-11]', '[2021-09..2021-11]', 'once'],
    ['[2021-11,2021-09]', '[2021-09..2021-11]', '[2021-09..2021-11]', 'once'],
    ['[2025-12-04..]', '[2025-12-04..]', '[2025-12-04..]', 'once'],
    ['{2021-09}', '2021-09', '2021-09', 'once'],
    ['[..]', '[..]', '[..]', 'once'],
    // throughout
    ['2021-09/2021-11', '2021-09', '2021-11', 'stated'],
    ['2021-09-05/2021-11', '2021-09-05', '2021-11', 'stated'],
    ['2021/2021-03', '[2021-01..2021-03]', '2021-03', 'stated'],
    ['2021-03/2021', '2021-03', '[2021-03..2021-12]', 'stated'],
    ['2021/2021', '2021', '2021', 'stated'],
    ['{2021-09..2021-11}', '2021-09', '2021-11', 'stated'],
    ['{2021-10,2021-09,2021-11}', '2021-09', '2021-11', 'stated'],
    ['{2021,2021-03}', '[2021-01..2021-03]', '[2021-03..2021-12]', 'stated'],
    // ends that are open or unknown
    ['2021-09/..', '2021-09', '[2021-09..]', 'open'],
    ['2021-09/', '2021-09', '[2021-09..]', 'unknown'],
    ['../2021-09', '[..2021-09]', '2021-09', 'stated'],
    ['/2021-09', '[..2021-09]', '2021-09', 'stated'],
    ['{2021-09..}', '2021-09', '[2021-09..]', 'open'],
    ['{..2021-09}', '[..2021-09]', '2021-09', 'stated'],
    ['{..2021-09,2021-10}', '[..2021-09]', '2021-10', 'stated'],
  ])('of %s begins in %s and has its last day in %s, %s', (text, begin, end, endStatus) => {
    const bounds = boundsOfEdtf(parseEdtf(text))
    expect([formatInterval(bounds.begin), formatInterval(bounds.end), bounds.endStatus]).toEqual([
      begin,
      end,
      endStatus,
    ])
  })
})

describe('span()', () => {
  it.each([
    ['the end after the begin', interval(2, 4), interval(6, 8), interval(2, 4), interval(6, 8)],
    ['touching', interval(2, 4), interval(4, 6), interval(2, 4), interval(4, 6)],
    ['equal', interval(2, 4), interval(2, 4), interval(2, 4), interval(2, 4)],
    ['the begin around the end', interval(0, 9), interval(4, 6), interval(0, 6), interval(4, 6)],
    ['the end around the begin', interval(4, 6), interval(0, 9), interval(4, 6), interval(4, 9)],
    ['one day shared, the begin’s first', interval(5, 9), interval(2, 6), interval(5, 6), interval(5, 6)],
  ])('keeps what each bound allows the other: %s', (_, begin, end, cutBegin, cutEnd) => {
    expect(span(begin, end, 'stated')).toEqual({ begin: cutBegin, end: cutEnd, endStatus: 'stated' })
  })

  it('is nothing when the end is certain to precede the begin', () => {
    expect(span(interval(6, 9), interval(2, 6), 'stated')).toBeUndefined()
  })
})
