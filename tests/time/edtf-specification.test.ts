/**
 * The examples of the EDTF specification (Library of Congress, 4 February 2019; ISO 8601-2 annex A), section by
 * section, with the first and the last day of each. `-` is no bound.
 */

import { describe, expect, it } from 'vitest'
import { boundsOfEdtf, formatDay, parseEdtf } from '../../src/time/index.ts'

type Example = readonly [text: string, first: string, last: string]

const LEVEL_0: readonly Example[] = [
  ['1985-04-12', '1985-04-12', '1985-04-12'],
  ['1985-04', '1985-04-01', '1985-04-30'],
  ['1985', '1985-01-01', '1985-12-31'],
  ['1985-04-12T23:20:30', '1985-04-12', '1985-04-12'],
  ['1985-04-12T23:20:30Z', '1985-04-12', '1985-04-12'],
  ['1985-04-12T23:20:30-04', '1985-04-12', '1985-04-12'],
  ['1985-04-12T23:20:30+04:30', '1985-04-12', '1985-04-12'],
  ['1964/2008', '1964-01-01', '2008-12-31'],
  ['2004-06/2006-08', '2004-06-01', '2006-08-31'],
  ['2004-02-01/2005-02-08', '2004-02-01', '2005-02-08'],
  ['2004-02-01/2005-02', '2004-02-01', '2005-02-28'],
  ['2004-02-01/2005', '2004-02-01', '2005-12-31'],
  ['2005/2006-02', '2005-01-01', '2006-02-28'],
]

const LEVEL_1: readonly Example[] = [
  // letter-prefixed calendar year
  ['Y170000002', 'Y170000002-01-01', 'Y170000002-12-31'],
  ['Y-170000002', 'Y-170000002-01-01', 'Y-170000002-12-31'],
  // seasons: their months are this room's choice
  ['2001-21', '2001-03-01', '2001-05-31'],
  ['2001-22', '2001-06-01', '2001-08-31'],
  ['2001-23', '2001-09-01', '2001-11-30'],
  ['2001-24', '2001-12-01', '2002-02-28'],
  ['2003-24', '2003-12-01', '2004-02-29'],
  // qualification of a date as a whole
  ['1984?', '1984-01-01', '1984-12-31'],
  ['2004-06~', '2004-06-01', '2004-06-30'],
  ['2004-06-11%', '2004-06-11', '2004-06-11'],
  // unspecified digits from the right
  ['201X', '2010-01-01', '2019-12-31'],
  ['20XX', '2000-01-01', '2099-12-31'],
  ['2004-XX', '2004-01-01', '2004-12-31'],
  ['1985-04-XX', '1985-04-01', '1985-04-30'],
  ['1985-XX-XX', '1985-01-01', '1985-12-31'],
  // extended intervals: open and unknown ends
  ['1985-04-12/..', '1985-04-12', '-'],
  ['1985-04/..', '1985-04-01', '-'],
  ['1985/..', '1985-01-01', '-'],
  ['../1985-04-12', '-', '1985-04-12'],
  ['../1985-04', '-', '1985-04-30'],
  ['../1985', '-', '1985-12-31'],
  ['1985-04-12/', '1985-04-12', '-'],
  ['1985-04/', '1985-04-01', '-'],
  ['1985/', '1985-01-01', '-'],
  ['/1985-04-12', '-', '1985-04-12'],
  ['/1985-04', '-', '1985-04-30'],
  ['/1985', '-', '1985-12-31'],
  // negative calendar year
  ['-1985', '-1985-01-01', '-1985-12-31'],
  // intervals of qualified dates
  ['1984~/2004-06', '1984-01-01', '2004-06-30'],
  ['1984/2004-06~', '1984-01-01', '2004-06-30'],
  ['1984?/2004%', '1984-01-01', '2004-12-31'],
  ['1984-06-02?/2004-08-08~', '1984-06-02', '2004-08-08'],
]

const LEVEL_2: readonly Example[] = [
  // exponential year
  ['Y-17E7', 'Y-170000000-01-01', 'Y-170000000-12-31'],
  // significant digits
  ['1950S2', '1900-01-01', '1999-12-31'],
  ['Y171010000S3', 'Y171000000-01-01', 'Y171999999-12-31'],
  ['Y3388E2S3', 'Y338000-01-01', 'Y338999-12-31'],
  // sub-year groupings
  ['2001-25', '2001-03-01', '2001-05-31'],
  ['2001-26', '2001-06-01', '2001-08-31'],
  ['2001-27', '2001-09-01', '2001-11-30'],
  ['2001-28', '2001-12-01', '2002-02-28'],
  ['2001-29', '2001-09-01', '2001-11-30'],
  ['2001-30', '2001-12-01', '2002-02-28'],
  ['2001-31', '2001-03-01', '2001-05-31'],
  ['2001-32', '2001-06-01', '2001-08-31'],
  ['2001-33', '2001-01-01', '2001-03-31'],
  ['2001-34', '2001-04-01', '2001-06-30'],
  ['2001-35', '2001-07-01', '2001-09-30'],
  ['2001-36', '2001-10-01', '2001-12-31'],
  ['2001-37', '2001-01-01', '2001-04-30'],
  ['2001-38', '2001-05-01', '2001-08-31'],
  ['2001-39', '2001-09-01', '2001-12-31'],
  ['2001-40', '2001-01-01', '2001-06-30'],
  ['2001-41', '2001-07-01', '2001-12-31'],
  // sets
  ['[1667,1668,1670..1672]', '1667-01-01', '1672-12-31'],
  ['[..1760-12-03]', '-', '1760-12-03'],
  ['[1760-12..]', '1760-12-01', '-'],
  ['[1760-01,1760-02,1760-12..]', '1760-01-01', '-'],
  ['[1667,1760-12]', '1667-01-01', '1760-12-31'],
  ['[..1984]', '-', '1984-12-31'],
  ['{1667,1668,1670..1672}', '1667-01-01', '1672-12-31'],
  ['{1960,1961-12}', '1960-01-01', '1961-12-31'],
  ['{..1984}', '-', '1984-12-31'],
  // qualification of a group and of single components
  ['2004-06-11%', '2004-06-11', '2004-06-11'],
  ['2004-06~-11', '2004-06-11', '2004-06-11'],
  ['2004?-06-11', '2004-06-11', '2004-06-11'],
  ['?2004-06-~11', '2004-06-11', '2004-06-11'],
  ['2004-%06-11', '2004-06-11', '2004-06-11'],
  // unspecified digits anywhere
  ['156X-12-25', '1560-12-25', '1569-12-25'],
  ['15XX-12-25', '1500-12-25', '1599-12-25'],
  ['XXXX-12-XX', '0000-12-01', '9999-12-31'],
  ['1XXX-XX', '1000-01-01', '1999-12-31'],
  ['1XXX-12', '1000-12-01', '1999-12-31'],
  ['1984-1X', '1984-10-01', '1984-12-31'],
  // intervals
  ['2004-06-~01/2004-06-~20', '2004-06-01', '2004-06-20'],
  ['2004-06-XX/2004-07-03', '2004-06-01', '2004-07-03'],
]

function firstAndLast(text: string): [string, string] {
  const { begin, end } = boundsOfEdtf(parseEdtf(text))
  const first = begin.earliest === -Infinity ? '-' : formatDay(begin.earliest)
  return [first, end.latest === Infinity ? '-' : formatDay(end.latest - 1)]
}

describe.each([
  [0, LEVEL_0],
  [1, LEVEL_1],
  [2, LEVEL_2],
] as const)('parseEdtf() reads each example of level %i', (level, examples) => {
  it.each(examples)('%s is from %s to %s', (text, first, last) => {
    const edtf = parseEdtf(text)
    expect(edtf.text).toBe(text)
    expect(firstAndLast(text)).toEqual([first, last])
    if (text !== '2004-06-11%') expect(edtf.level).toBe(level) // which the specification gives at levels 1 and 2
  })
})

describe('beyond the examples', () => {
  it.each<[...Example, number]>([
    ['2021-XX-31', '2021-01-31', '2021-12-31', 2],
    ['2021-X2-30', '2021-12-30', '2021-12-30', 2],
    ['2021-02-2X', '2021-02-20', '2021-02-28', 2],
    ['199X-02-29', '1992-02-29', '1996-02-29', 2],
    ['19XX-02-29', '1904-02-29', '1996-02-29', 2],
    ['XXXX-02-29', '0000-02-29', '9996-02-29', 2],
    ['-201X', '-2019-01-01', '-2010-12-31', 1],
    ['-000X', '-0009-01-01', '-0001-12-31', 1],
    ['-1950S2', '-1999-01-01', '-1900-12-31', 2],
    ['1950S4', '1950-01-01', '1950-12-31', 2],
    ['0044S1', '0000-01-01', '0999-12-31', 2],
    ['199X-24', '1990-12-01', '2000-02-29', 2],
    ['0000', '0000-01-01', '0000-12-31', 0],
    ['XXXX', '0000-01-01', '9999-12-31', 2],
    ['[1670,1668,1667]', '1667-01-01', '1670-12-31', 2],
    ['[2021-05..2021-06,2020]', '2020-01-01', '2021-06-30', 2],
    ['[..]', '-', '-', 2],
    ['{1960..}', '1960-01-01', '-', 2],
    ['2021/2021', '2021-01-01', '2021-12-31', 0],
    ['2021-03/2021', '2021-03-01', '2021-12-31', 0],
    ['2021/2021-03', '2021-01-01', '2021-03-31', 0],
  ])('%s is from %s to %s, level %i', (text, first, last, level) => {
    expect(firstAndLast(text)).toEqual([first, last])
    expect(parseEdtf(text).level).toBe(level)
  })
})

describe('qualification', () => {
  const no = { uncertain: false, approximate: false }
  it.each([
    ['1984', no],
    ['1984?', { ...no, uncertain: true }],
    ['1984~', { ...no, approximate: true }],
    ['1984%', { uncertain: true, approximate: true }],
    ['?2004-06-~11', { uncertain: true, approximate: true }],
    ['2004-06~-11', { ...no, approximate: true }],
    ['1984?/2004~', { uncertain: true, approximate: true }],
    ['1984/..', no],
    ['[1667?,1668..1670~]', { uncertain: true, approximate: true }],
    ['{1667?}', { ...no, uncertain: true }],
    ['1985-04-12T23:20:30Z', no],
  ])('of %s tells what any part of it is marked with', (text, qualification) => {
    expect(parseEdtf(text).qualification).toEqual(qualification)
  })

  it.each(['?', '~', '%'])('%s moves no bound', (mark) => {
    for (const text of ['1984', '2004-06', '2004-06-11', '201X', '2001-21', 'Y170000002'])
      expect(boundsOfEdtf(parseEdtf(text + mark))).toEqual(boundsOfEdtf(parseEdtf(text)))
  })
})

describe('precision', () => {
  it.each([
    ['2021-09-21', 'day', false],
    ['2021-09-XX', 'day', true],
    ['2021-09', 'month', false],
    ['2021-21', 'season', false],
    ['2021', 'year', false],
    ['Y170000002', 'year', false],
    ['201X', 'decade', true],
    ['20XX', 'century', true],
    ['2XXX', 'millennium', true],
    ['XXXX', 'millennium', true],
    ['1X50', 'year', true],
  ])('of %s is %s, unspecified digits: %s', (text, precision, unspecified) => {
    expect(parseEdtf(text)).toMatchObject({ precision, unspecified })
  })
})

describe('a datetime', () => {
  it('keeps the day as printed, whatever the day in UTC', () => {
    expect(firstAndLast('2021-09-21T23:30:00-07:00')).toEqual(['2021-09-21', '2021-09-21'])
    expect(parseEdtf('2021-09-21T23:30:00-07:00')).toMatchObject({ time: '23:30:00', offset: '-07:00' })
    expect(parseEdtf('2021-09-21T23:30:00')).toMatchObject({ time: '23:30:00', offset: '' })
  })
})

describe('a time of day of a year before 0', () => {
  it.each([
    ['-0043-03-15T10:30:00', '-0043-03-15', '10:30:00', ''],
    ['-0001-12-31T23:59:59Z', '-0001-12-31', '23:59:59', 'Z'],
    ['-0004-02-29T00:00:00+09:00', '-0004-02-29', '00:00:00', '+09:00'],
  ])('%s is read', (text, day, time, offset) => {
    expect(firstAndLast(text)).toEqual([day, day])
    expect(parseEdtf(text)).toMatchObject({ time, offset, level: 1 })
  })

  it('of year 0 is of level 0', () => {
    expect(parseEdtf('0000-02-29T12:00:00Z')).toMatchObject({ time: '12:00:00', level: 0 })
  })
})

describe('white space of any kind is refused wherever it stands', () => {
  const SPACES = [' ', '\t', '\n', '\r', '\u00a0', '\u2009', '\u3000', '\ufeff', '\u200b', '\u0085', '\u2028']
  const TEXTS = [
    '2021',
    '2021-09-21',
    '1984~',
    '2021/2022',
    '[1667,1668]',
    '{1960,1961-12}',
    '[1670..1672]',
    '1985-04-12T23:20:30Z',
  ]
  it.each(SPACES)('%j', (space) => {
    for (const text of TEXTS)
      for (let at = 0; at <= text.length; at++) {
        const spaced = text.slice(0, at) + space + text.slice(at)
        expect(() => parseEdtf(spaced), JSON.stringify(spaced)).toThrow(
          expect.objectContaining({ code: 'E_EDTF' }),
        )
      }
  })
})

describe('parseEdtf() refuses', () => {
  it.each([
    // ends of a range in a set that are not of one precision
    ['[1984..2000-05]', 'the ends of a range have one precision, as [1984-01-01..2000-05-31]'],
    ['[2021-09..2021-11-30]', 'as [2021-09-01..2021-11-30]'],
    ['[2021-21..2021-09]', 'one precision'],
    ['[201X..2025]', 'as [2010-01-01..2025-12-31]'],
    ['{1984..2000-05}', '1984 is a year and 2000-05 a month'],
    ['[1667,1984..2000-05]', '1984 is a year and 2000-05 a month'],
    // offsets and times
    ['1985-04-12T23:20:30-00:00', 'there is no offset -00:00, that of UTC is written 1985-04-12T23:20:30Z'],
    ['1985-04-12T23:20:30-00', 'there is no offset -00:00'],
    ['-0043-04-12T23:20:30-00:00', 'there is no offset -00:00'],
    ['-0000-04-12T23:20:30Z', 'there is no year -0000'],
    ['-0001-02-29T10:00:00Z', '-0001 is not a leap year'],
    ['Y12345-04-12T10:00:00Z', 'a time stands only after a whole date that is alone'],
    ['[1670, 1668]', 'an EDTF date has no spaces'],
    // dates that do not exist
    ['2021-13', 'month 13 is not 01…12'],
    ['2021-00', 'month 00 is not 01…12'],
    ['2021-20', 'month 20 is not 01…12'],
    ['2021-42', 'month 42 is not 01…12'],
    ['2021-13-01', 'month 13 is not 01…12'],
    ['2021-02-29', '2021 is not a leap year'],
    ['1900-02-29', '1900 is not a leap year'],
    ['2021-04-31', 'day 31 is not 01…30, the days of April'],
    ['2021-04-00', 'day 00 is not 01…31'],
    ['2021-02-29T10:00:00Z', '2021 is not a leap year'],
    ['-0000', 'there is no year -0000'],
    ['[2021,2021-02-29]', '2021 is not a leap year'],
    ['2021-02-29/2022', '2021 is not a leap year'],
    // masks that fit none
    ['2021-02-3X', 'no day fits that'],
    ['2021-4X', 'no day fits that'],
    ['2021-2X', 'no day fits that'],
    ['190X-02-30', 'no day fits that'],
    ['XXX1-02-29', 'no day fits that'],
    ['2021-XX-00', 'no day fits that'],
    // ends in the wrong order
    ['2021/2020', 'its end, 2020, is before its begin, 2021'],
    ['2021-03-02/2021-03-01', 'is before its begin'],
    ['2021-03/2021-02-28', 'is before its begin'],
    ['[2021..2020]', 'is before its first'],
    // times
    ['1985-04-12T24:00:00', 'hour 24 is not 00…23'],
    ['1985-04-12T23:60:00', 'minute 60 is not 00…59'],
    ['2016-12-31T23:59:60Z', 'second 60 is not 00…59'],
    ['1985-04-12T23:20', 'expected a time of day as'],
    ['1985-04-12 23:20:30', 'expected a time of day as'],
    ['1985-04-12T23:20:30+24:00', 'hour 24 of the offset'],
    ['1985-04-12T23:20:30Z/1986', 'a time stands only after a whole date that is alone'],
    ['1985-04T10:00:00', 'a time stands only after a whole date that is alone'],
    // ways of writing that are none
    ['', 'expected a date'],
    ['yesterday', 'expected a date'],
    ['2021-9-1', 'month and day have two digits'],
    ['2021-09-', 'expected a date'],
    ['2021-09-21-01', 'expected a date'],
    ['20210921', 'a date has hyphens, as 2021-09-21'],
    ['-12345', 'a year of more than four digits is written Y-12345'],
    ['P1Y', 'expected a date'],
    ['faux', 'expected a date'],
    ['12345', 'a year of more than four digits is written Y12345'],
    ['201', 'a decade is written 201X'],
    ['20', 'a century is written 20XX'],
    ['201x', 'an unspecified digit is a capital X'],
    ['19xx-05', 'an unspecified digit is a capital X'],
    ['2021-uu', 'an unspecified digit is a capital X'],
    [' 2021', 'an EDTF date has no spaces'],
    ['2021\n', 'an EDTF date has no spaces'],
    ['2021??', 'expected a date'],
    ['2021-21-01', 'season 21 has no day'],
    ['Y2021', 'Y is for a year of more than four digits'],
    ['Y012345', 'does not begin with 0'],
    ['Y17E0', 'Y is for a year of more than four digits'],
    ['Y170000002-05', 'takes no month'],
    ['Y17E99', 'not supported'],
    ['Y17E999', 'not supported'],
    ['1950S0', 'significant digits'],
    ['1950S5', 'significant digits'],
    ['1950S2-05', 'takes no month'],
    ['195XS2', 'unspecified digits or significant ones, not both'],
    ['2021/09/21', 'an interval has one /'],
    ['/', 'an interval needs a date at one end'],
    ['../..', 'an interval needs a date at one end'],
    ['2021/unknown', 'an unknown one is left empty'],
    ['2021/open', 'an open end is written ..'],
    ['[2021', 'ends with ]'],
    ['{2021]', 'ends with }'],
    ['[]', 'a set has a date between'],
    ['[2021,]', 'a set has a date between'],
    ['[2021..2022..2023]', 'a range has one ..'],
    ['{..}', 'needs a date in each member'],
    ['[2021/2022]', 'expected a date'],
    // not supported: a mark on the whole of a set
    ['[2021,2022]~', 'ends with ]'],
  ])('%j: %s', (text, reason) => {
    expect(() => parseEdtf(text)).toThrow(
      expect.objectContaining({
        code: 'E_EDTF',
        category: 'invalid',
        message: expect.stringContaining(reason),
      }),
    )
  })
})
