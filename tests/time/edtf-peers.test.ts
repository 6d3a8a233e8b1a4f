/**
 * The dates that the test suites of other EDTF libraries try, as facts: what each means here, or why it is refused. Where we
 * differ from one of them:
 * - A winter (24) is to edtf.js and edtf-java the last quarter, to python-edtf December; the standard leaves it open, and
 *   here it is the meteorologists' three months. An unknown end is unknown, and not ten years off (python-edtf).
 * - edtf.js refuses offsets beyond those in use (+14:01): the standard does not. It reads fractions of a second, 24:00:00
 *   and offsets without a colon, which we refuse, as we do decades and centuries of three and two digits.
 * - edtf-validate and edtf-ruby read the draft of 2012: `u`, `?~`, `open`, parentheses, `^`. edtf-validate refuses an
 *   end that contains the begin (0000-01-03/0000-01), which we read.
 * - python-edtf, edtf-validate and edtf-java allow white space within sets: the grammar has none.
 * - ProfessionalWiki/EDTF reads years of five digits without Y, and ranges without brackets: the standard has neither.
 */

import { describe, expect, it } from 'vitest'
import { boundsOfEdtf, formatDay, parseEdtf } from '../../src/time/index.ts'

/** The text, the first and the last day that it may be or have; `-` is no bound. */
type Accepted = readonly [text: string, first: string, last: string]

const ACCEPTED: Readonly<Record<string, readonly Accepted[]>> = {
  'python-edtf': [
    ['2001-02-03', '2001-02-03', '2001-02-03'],
    ['2008', '2008-01-01', '2008-12-31'],
    ['-0999', '-0999-01-01', '-0999-12-31'],
    ['0000', '0000-01-01', '0000-12-31'],
    ['2004-06/2006-08', '2004-06-01', '2006-08-31'],
    ['-2005/-1999-02', '-2005-01-01', '-1999-02-28'],
    ['2004-06-11?', '2004-06-11', '2004-06-11'],
    ['1984%', '1984-01-01', '1984-12-31'],
    ['199X', '1990-01-01', '1999-12-31'],
    ['1999-XX', '1999-01-01', '1999-12-31'],
    ['1999-XX-XX', '1999-01-01', '1999-12-31'],
    ['-0275~', '-0275-01-01', '-0275-12-31'],
    ['0000~', '0000-01-01', '0000-12-31'],
    ['/2006', '-', '2006-12-31'],
    ['1984~/2004-06', '1984-01-01', '2004-06-30'],
    ['1984?/2004%', '1984-01-01', '2004-12-31'],
    ['1984-06-02?/2004-08-08~', '1984-06-02', '2004-08-08'],
    ['1984-06-02?/', '1984-06-02', '-'],
    ['2010-24', '2010-12-01', '2011-02-28'],
    ['2004-06~-11', '2004-06-11', '2004-06-11'],
    ['2004-%06', '2004-06-01', '2004-06-30'],
    ['2004-?06-?11', '2004-06-11', '2004-06-11'],
    ['2004?-06-~11', '2004-06-11', '2004-06-11'],
    ['?2004-%06', '2004-06-01', '2004-06-30'],
    ['2004?-~06-~04', '2004-06-04', '2004-06-04'],
    ['2011-~06-~04', '2011-06-04', '2011-06-04'],
    ['15XX-12-25', '1500-12-25', '1599-12-25'],
    ['1560-XX-25', '1560-01-25', '1560-12-25'],
    ['15XX-12-XX', '1500-12-01', '1599-12-31'],
    ['XXXX-XX-23', '0000-01-23', '9999-12-23'],
    ['[1760-01,1760-02,1760-12..]', '1760-01-01', '-'],
    ['[1667,1760-12]', '1667-01-01', '1760-12-31'],
    ['{1960,1961-12}', '1960-01-01', '1961-12-31'],
    ['2004-06-~01/2004-06-~20', '2004-06-01', '2004-06-20'],
    ['2004-06-XX/2004-07-03', '2004-06-01', '2004-07-03'],
    ['Y17E7', 'Y170000000-01-01', 'Y170000000-12-31'],
    ['Y-17E7', 'Y-170000000-01-01', 'Y-170000000-12-31'],
    ['Y17101E4S3', 'Y171000000-01-01', 'Y171999999-12-31'],
    ['2001-29', '2001-09-01', '2001-11-30'],
    ['2001-34', '2001-04-01', '2001-06-30'],
  ],
  'edtf-validate': [
    ['-1000/-0999', '-1000-01-01', '-0999-12-31'],
    ['-1000/-0090-10', '-1000-01-01', '-0090-10-31'],
    ['0000/0000', '0000-01-01', '0000-12-31'],
    ['0000-02/1111', '0000-02-01', '1111-12-31'],
    ['0000-01/0000-01-03', '0000-01-01', '0000-01-03'],
    ['1111-01-01/1111', '1111-01-01', '1111-12-31'],
    ['2000-XX/2012', '2000-01-01', '2012-12-31'],
    ['2000-XX-10/2012', '2000-01-10', '2012-12-31'],
    ['2000/2000-XX-XX', '2000-01-01', '2000-12-31'],
    ['198X/199X', '1980-01-01', '1999-12-31'],
    ['1984-11-2X/1999-01-01', '1984-11-20', '1999-01-01'],
    ['198X-11-XX/198X-11-30', '1980-11-01', '1989-11-30'],
    ['-1980-11-01/1989-11-30', '-1980-11-01', '1989-11-30'],
    ['1919-XX-02/1919-XX-01', '1919-01-02', '1919-12-01'],
    ['1865-X2-02/1865-03-01', '1865-02-02', '1865-03-01'],
    ['1930-X0-10/1930-10-30', '1930-10-10', '1930-10-30'],
    ['1919-11-02/1919-1X-01', '1919-11-02', '1919-12-01'],
    ['1602-10-0X/1602-10-02', '1602-10-01', '1602-10-02'],
    ['2018-05-X0/2018-05-11', '2018-05-10', '2018-05-11'],
    ['1200-01-X4/1200-01-08', '1200-01-04', '1200-01-08'],
    ['2015-02-27/2015-02-X8', '2015-02-27', '2015-02-28'],
    ['2016-02-28/2016-02-X9', '2016-02-28', '2016-02-29'],
    ['0000-01-03/0000-01', '0000-01-03', '0000-01-31'],
    ['0000-02/0000', '0000-02-01', '0000-12-31'],
    ['2011-23~', '2011-09-01', '2011-11-30'],
  ],
  'edtf-ruby': [
    ['-2323', '-2323-01-01', '-2323-12-31'],
    ['2011-08-15T11:19:00+01:00', '2011-08-15', '2011-08-15'],
    ['1984-11-23?', '1984-11-23', '1984-11-23'],
    ['-199X', '-1999-01-01', '-1990-12-31'],
    ['-1999-XX-XX', '-1999-01-01', '-1999-12-31'],
    ['2003-23?', '2003-09-01', '2003-11-30'],
    ['2003-23~', '2003-09-01', '2003-11-30'],
    ['2003-23%', '2003-09-01', '2003-11-30'],
    ['199X-01-01', '1990-01-01', '1999-01-01'],
    ['19XX-01-01', '1900-01-01', '1999-01-01'],
    ['199X-XX-01', '1990-01-01', '1999-12-01'],
    ['199X-XX-XX', '1990-01-01', '1999-12-31'],
    ['1999-XX-01', '1999-01-01', '1999-12-01'],
    ['2004~-06?', '2004-06-01', '2004-06-30'],
  ],
  'edtf.js': [
    ['0409', '0409-01-01', '0409-12-31'],
    ['9999', '9999-01-01', '9999-12-31'],
    ['-0002', '-0002-01-01', '-0002-12-31'],
    ['2016-05-02T16:54:59+14:00', '2016-05-02', '2016-05-02'],
    ['2016-05-02T16:54:59-00:15', '2016-05-02', '2016-05-02'],
    ['2016-05-02T12:00:00-12:01', '2016-05-02', '2016-05-02'],
    ['2016-05-02T12:00:00+14:01', '2016-05-02', '2016-05-02'],
    ['2016-05-02T16:54:59+14', '2016-05-02', '2016-05-02'],
    ['2016-05-02T12:00:00+15', '2016-05-02', '2016-05-02'],
    ['XXXX', '0000-01-01', '9999-12-31'],
    ['XXXX-XX', '0000-01-01', '9999-12-31'],
    ['XXXX-XX-XX', '0000-01-01', '9999-12-31'],
    ['Y10000', 'Y10000-01-01', 'Y10000-12-31'],
    ['?2001', '2001-01-01', '2001-12-31'],
    ['2001~-09', '2001-09-01', '2001-09-30'],
    ['2001-?09~-09', '2001-09-09', '2001-09-09'],
    ['15XX-01-3X', '1500-01-30', '1599-01-31'],
    ['15XX-XX-25', '1500-01-25', '1599-12-25'],
    ['1500-1X-25', '1500-10-25', '1500-12-25'],
    ['15XX-0X-25', '1500-01-25', '1599-09-25'],
    ['15XX-X2', '1500-02-01', '1599-12-31'],
    ['1XX3', '1003-01-01', '1993-12-31'],
    ['1950S2', '1900-01-01', '1999-12-31'],
    ['Y17101000S3', 'Y17100000-01-01', 'Y17199999-12-31'],
    ['Y-17101E3S3', 'Y-17199999-01-01', 'Y-17100000-12-31'],
    ['2001-25', '2001-03-01', '2001-05-31'],
    ['2001-36', '2001-10-01', '2001-12-31'],
    ['2001-39', '2001-09-01', '2001-12-31'],
  ],
  'ProfessionalWiki/EDTF': [
    ['1904-02-29', '1904-02-29', '1904-02-29'],
    ['1985-04-12T23:20:30-04', '1985-04-12', '1985-04-12'],
    ['Y171010000S3', 'Y171000000-01-01', 'Y171999999-12-31'],
    ['Y3388E2S3', 'Y338000-01-01', 'Y338999-12-31'],
    ['[..1760-12-03]', '-', '1760-12-03'],
    ['{..1984}', '-', '1984-12-31'],
    ['2004-%06-11', '2004-06-11', '2004-06-11'],
    ['XXXX-12-XX', '0000-12-01', '9999-12-31'],
    ['1XXX-12', '1000-12-01', '1999-12-31'],
    ['1984-1X', '1984-10-01', '1984-12-31'],
    ['-0044', '-0044-01-01', '-0044-12-31'],
    ['02XX', '0200-01-01', '0299-12-31'],
    ['0658?', '0658-01-01', '0658-12-31'],
    ['2XXX', '2000-01-01', '2999-12-31'],
    ['1984-01-02~/2004-06-04', '1984-01-02', '2004-06-04'],
    ['1984~/..', '1984-01-01', '-'],
    ['../1985-04-12?', '-', '1985-04-12'],
    ['1985-04-12~/', '1985-04-12', '-'],
    ['2001-30', '2001-12-01', '2002-02-28'],
    ['{..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}', '-', '-'],
  ],
  'edtf-java': [
    ['2X1X', '2010-01-01', '2919-12-31'],
    ['2020-0X', '2020-01-01', '2020-09-30'],
    ['2020-05-X5', '2020-05-05', '2020-05-25'],
    ['[2020,2021,2023]', '2020-01-01', '2023-12-31'],
    ['{2020,2021}', '2020-01-01', '2021-12-31'],
    ['[..2020,2021]', '-', '2021-12-31'],
    ['{2020..}', '2020-01-01', '-'],
    ['[2020?,2021]', '2020-01-01', '2021-12-31'],
    ['{2019..2021}', '2019-01-01', '2021-12-31'],
    ['Y-20000', 'Y-20000-01-01', 'Y-20000-12-31'],
    ['Y1000000000', 'Y1000000000-01-01', 'Y1000000000-12-31'],
    ['2020-21', '2020-03-01', '2020-05-31'],
    ['Y1E5', 'Y100000-01-01', 'Y100000-12-31'],
    ['Y-5E6', 'Y-5000000-01-01', 'Y-5000000-12-31'],
    ['Y12345S3', 'Y12300-01-01', 'Y12399-12-31'],
    ['Y1E5S2', 'Y100000-01-01', 'Y109999-12-31'],
  ],
}

/** What each library tries and we refuse, by the reason. */
const REFUSED: Readonly<Record<string, readonly (readonly [reason: string, ...texts: string[]])[]>> = {
  'python-edtf': [
    ['an EDTF date has no spaces, as [1667,1668,1670..1672]', '[1667, 1668, 1670..1672]'],
    ['an EDTF date has no spaces, as {1667,1668,1670..1672}', '{1667,1668, 1670..1672}'],
    ['a year after Y, or with significant digits, takes no month', 'Y17E7-12-26'],
    ['month 13 is not 01…12', '2016-13-08'],
    ['day 39 is not 01…31', '2016-02-39'],
    ['there is no year -0000, the year before 0001 is 0000', '-0000-01-01'],
    ['parts have each their own mark and no parentheses, as 2004-?06-?11', '2004-(06)?-11', '(2004-(06)~)?'],
    ['an EDTF date has no spaces', 'not a edtf string'],
  ],
  'edtf-validate': [
    ['in an interval an open end is written .. and an unknown one is left empty, as /2000', 'unknown/2000'],
    [
      'in an interval an open end is written .. and an unknown one is left empty, as 2017-01-14/..',
      '2017-01-14/open',
    ],
    ['an unspecified digit is a capital X, as 199X', '199u'],
    ['uncertain and approximate together is written %, as 1984%', '1984?~', '+20067890?~'],
    ['the Y is a capital, as Y170000002', 'y170000002'],
    ['expected a date such as 2021, 2021-09 or 2021-09-21', 'Y17101E4p3', 'NONE/unknown', '2012\\2013'],
    ['no name stands after ^: southern seasons are 29…32, dates are Gregorian', '2001-21^southernHemisphere'],
    ['its end, 2011, is before its begin, 2012', '2012/2011'],
    [
      'expected a time of day as 2021-09-21T10:30:00, with Z, an offset or neither',
      '2012-10-10T10:10:1',
      '2012-10-10T1:10:10',
      '2012-10-10T10:10:10Z10',
    ],
    ['the T before a time of day is a capital', '2012-10-10t10:10:10'],
    ['an interval has one / between its begin and its end', '2012/2013/1234/55', '2012///4444'],
    ['expected EDTF: that date is written 2000-12-12', '2000/12-12'],
    ['its end, -0999, is before its begin, 0800', '0800/-0999'],
    ['its end, -2000, is before its begin, -1000', '-1000/-2000'],
    ['its end, 0000, is before its begin, 0001', '0001/0000'],
    ['its end, -0001, is before its begin, 0000', '0000/-0001'],
    ['there is no year -0000, the year before 0001 is 0000', '-0000'],
    ['day 31 is not 01…30, the days of June', '1960-06-31'],
    ['an EDTF date has no spaces, as 1863-03-29', '1863- 03-29', ' 1863-03-29', '1863-03-29 '],
    ['an EDTF date has no spaces, as [1760-01,1760-02,1760-12..]', '[1 760-01,1760-02,1760-12..]'],
    ['an unspecified digit is a capital X, as 196X', '196x'],
  ],
  'edtf-ruby': [
    ['no name stands after ^: southern seasons are 29…32, dates are Gregorian', '2001-02-03^xyz'],
    ['uncertain and approximate together is written %, as 1984%', '2003-23?~'],
  ],
  'edtf.js': [
    ['a year of more than four digits is written Y12345', '12345'],
    ['month 00 is not 01…12, nor a season 21…41', '2016-00'],
    ['day 00 is not 01…31', '2016-05-00'],
    ['day 32 is not 01…31', '2016-05-32'],
    ['day 30 is not 01…29, the days of February', '2016-02-30'],
    ['a time of day is to the second, without a fraction', '2016-05-02T16:54:59.042'],
    ['hour 24 is not 00…23', '2016-05-02T24:00:00', '2016-05-02T24:00:01'],
    ['minute 61 is not 00…59', '2016-05-02T00:61:00'],
    ['second 60 is not 00…59', '2016-05-02T01:01:60'],
    [
      'there is no offset -00:00, that of UTC is written 2016-05-02T12:00:00Z',
      '2016-05-02T12:00:00-00:00',
      '2016-05-02T12:00:00-00',
    ],
    ['an offset has a colon, as +02:30', '2016-05-02T16:54:59+0230'],
    ['a year has four digits, a century is written 19XX', '19'],
    ['a year has four digits, a century is written -04XX', '-04'],
    ['a year has four digits, a decade is written 193X', '193'],
    ['no day fits that, whatever the X stand for', '2016-13-XX', '156X-09-31', '15XX-02-3X', '15XX-2X-25'],
    ['Y is for a year of more than four digits, as 9999', 'Y9999'],
    ['Y is for a year of more than four digits', 'Y00001'],
    ['Y is for a year of more than four digits, as -9999', 'Y-9999'],
    ['an interval needs a date at one end', '/', '../..'],
  ],
  'ProfessionalWiki/EDTF': [
    ['1900 is not a leap year, its February has 28 days', '1900-02-29'],
    [
      'expected a date such as 2021, 2021-09 or 2021-09-21',
      '1985wtf',
      'wtf1985',
      '19wtf85',
      '12004-06~-11',
      '1156X-12-25',
      '2XXXX-12-XX',
    ],
    ['day 32 is not 01…31', '2021-01-32'],
    ['an unspecified digit is a capital X, as 20XX', '20xx'],
    [
      'an EDTF date has no spaces, as {..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}',
      '{ ..1983-12-31,1984-10-10..1984-11-01,1984-11-05..}',
    ],
    [
      'dates from one to another stand in brackets, as [1670..1673]',
      '..1984',
      '1984..',
      '1670..1673',
      '..2004-06-01/~2004-06-20',
      '2004-06-01~/2004-06-20..',
    ],
  ],
  'edtf-java': [
    ['a set has a date between its commas and brackets', '[]', '{}', '[2020,,2021]'],
    ['a set that begins with [ ends with ]', '[2020'],
    ['expected a date such as 2021, 2021-09 or 2021-09-21', '2020]', 'YYYY'],
    ['Y is for a year of more than four digits, as 1234', 'Y1234'],
    ['an interval has one / between its begin and its end', '2020//2021'],
  ],
}

const day = (bound: number): string => (Number.isFinite(bound) ? formatDay(bound) : '-')

describe.each(Object.entries(ACCEPTED))('what %s tries and we read', (_, rows) => {
  it.each(rows)('%s is from %s to %s', (text, first, last) => {
    const { begin, end } = boundsOfEdtf(parseEdtf(text))
    expect([day(begin.earliest), day(end.latest - 1)]).toEqual([first, last])
  })
})

describe.each(Object.entries(REFUSED))('what %s tries and we refuse', (_, rows) => {
  it.each(rows.flatMap(([reason, ...texts]) => texts.map((text) => [text, reason] as const)))(
    '%s: %s',
    (text, reason) => {
      expect(() => parseEdtf(text)).toThrow(
        expect.objectContaining({ code: 'E_EDTF', message: expect.stringContaining(reason) }),
      )
    },
  )
})
