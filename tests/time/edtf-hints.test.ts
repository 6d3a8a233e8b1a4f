import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RegestaError } from '../../src/errors.ts'
import { parseEdtf, readValid } from '../../src/time/index.ts'

function refusalOf(read: () => unknown): RegestaError | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof RegestaError) return error
    throw error
  }
}

const stated = (edtf: string) => ({ edtf, basis: 'stated' }) as const

type Suggested = { edtf?: string; within?: string; begin?: string; end?: string }

function suggestedIn(error: RegestaError | undefined): Suggested | undefined {
  const suggestion: unknown = error?.facts.suggestion
  return typeof suggestion === 'object' && suggestion !== null ? suggestion : undefined
}

/** The suggestion is recorded as it stands, and the message shows all of it. */
function expectToHelp(error: RegestaError | undefined): void {
  const suggestion = suggestedIn(error)
  if (suggestion === undefined) return
  const { edtf, within, begin, end } = suggestion
  const valid =
    begin === undefined
      ? { ...stated(edtf ?? ''), ...(within !== undefined && { within }) }
      : { begin: stated(begin), ...(end !== undefined && { end: stated(end) }) }
  expect(() => readValid(valid), `${error?.message}`).not.toThrow()
  for (const part of Object.values(suggestion)) expect(error?.message).toContain(part)
}

describe('parseEdtf() tells how a date of another notation is written here', () => {
  it.each([
    ['c. 1900', { edtf: '1900~', within: '[1899..1901]' }],
    ['ca. 2004-06', { edtf: '2004-06~', within: '[2004-05..2004-07]' }],
    ['ABT 21 SEP 1973', { edtf: '1973-09-21~', within: '[1973-09-18..1973-09-24]' }],
    ['about 44 BC', { edtf: '-0043~', within: '[-0044..-0042]' }],
    ['circa 1920s', { edtf: '192X~', within: '[1919..1930]' }],
    ['BEF 1724', { edtf: '[..1723-12-31]' }],
    ['before 1724-03', { edtf: '[..1724-02-29]' }],
    ['AFT 1724', { edtf: '[1725-01-01..]' }],
    ['after 21 September 1973', { edtf: '[1973-09-22..]' }],
    ['BET 1900 AND 1910', { edtf: '[1900..1910]' }],
    ['between 1900 and May 1910', { edtf: '[1900-01-01..1910-05-31]' }],
    ['FROM 1900 TO 1910', { edtf: '1900/1910' }],
    ['since 1900', { edtf: '1900/..' }],
    ['until 1910', { edtf: '/1910' }],
    ['1914–1918', { edtf: '1914/1918' }],
    ['2024-Q1', { edtf: '2024-33' }],
    ['Q4 2024', { edtf: '2024-36' }],
    ['2024H2', { edtf: '2024-41' }],
    ['2024-Q1/2024-Q3', { edtf: '2024-33/2024-35' }],
    ['spring 2021', { edtf: '2021-21' }],
    ['early June 2024', { edtf: '[2024-06-01..2024-06-10]' }],
    ['mid-Feb 2024', { edtf: '[2024-02-11..2024-02-20]' }],
    ['late February 2024', { edtf: '[2024-02-21..2024-02-29]' }],
    ['2024年6月上旬', { edtf: '[2024-06-01..2024-06-10]' }],
    ['令和6年6月下旬', { edtf: '[2024-06-21..2024-06-30]' }],
    ['đầu tháng 6 năm 2024', { edtf: '[2024-06-01..2024-06-10]' }],
    ['cuối tháng 12 năm 2024', { edtf: '[2024-12-21..2024-12-31]' }],
    ['2020-W53', { edtf: '2020-12-28/2021-01-03' }],
    ['2021-W01', { edtf: '2021-01-04/2021-01-10' }],
    ['2020-W53-5', { edtf: '2021-01-01' }],
    ['2021-264', { edtf: '2021-09-21' }],
    ['FY2024', { edtf: '2024-04/2025-03' }],
    ['FY2024/25', { edtf: '2024-04/2025-03' }],
    ['令和7年度', { edtf: '2025-04/2026-03' }],
    ['令和7年5月1日', { edtf: '2025-05-01' }],
    ['令和７年５月１日', { edtf: '2025-05-01' }],
    ['平成元年', { edtf: '1989' }],
    ['昭和48年9月21日', { edtf: '1973-09-21' }],
    ['2025年5月', { edtf: '2025-05' }],
    ['ngày 21 tháng 9 năm 1973', { edtf: '1973-09-21' }],
    ['２０２４', { edtf: '2024' }],
    ['２０２４－０９', { edtf: '2024-09' }],
    ['٢٠٢٤', { edtf: '2024' }],
    ['२०२४', { edtf: '2024' }],
    ['2021–09–21', { edtf: '2021-09-21' }],
    ['21 September 2021', { edtf: '2021-09-21' }],
    ['Sept. 21st, 2021', { edtf: '2021-09-21' }],
    ['21.9.2021', { edtf: '2021-09-21' }],
    ['21/09/2021', { edtf: '2021-09-21' }],
    ['2021/09/21', { edtf: '2021-09-21' }],
    ['2021-9-1', { edtf: '2021-09-01' }],
    ['the 1920s', { edtf: '192X' }],
    ['19th century', { edtf: '18XX' }],
    ['AD 79', { edtf: '0079' }],
    ['19uu', { edtf: '19XX' }],
    ['1985/open', { edtf: '1985/..' }],
    ['unknown/2006', { edtf: '/2006' }],
    ['2021 / 2022', { edtf: '2021/2022' }],
    [' 2021', { edtf: '2021' }],
    ['2021\u00a0', { edtf: '2021' }],
    ['2021\u200b-09', { edtf: '2021-09' }],
    ['[2021/2022]', { edtf: '[2021..2022]' }],
    ['[1905..1915]/..', { begin: '[1905..1915]' }],
    ['[1905..1915]/1920', { begin: '[1905..1915]', end: '1920' }],
    ['1900/[1905..1915]', { begin: '1900', end: '[1905..1915]' }],
    ['../[1905..1915]', { begin: '[..]', end: '[1905..1915]' }],
  ])('%j: %j', (text, suggestion) => {
    const error = refusalOf(() => parseEdtf(text))
    expect(error).toMatchObject({ code: 'E_EDTF', facts: { text, suggestion } })
    expect(suggestedIn(error)).toEqual(suggestion)
    expectToHelp(error)
  })

  it.each([
    '2021-13',
    '2021-W53',
    '05/06/2021',
    '明治3年5月1日',
    'yesterday',
    '21 Foo 2021',
    '[1915..1905]/..',
  ])('%j: suggests nothing that may be wrong', (text) => {
    const error = refusalOf(() => parseEdtf(text))
    expect(error?.code).toBe('E_EDTF')
    expect(suggestedIn(error)).toBeUndefined()
  })
})

describe('readValid() shows the bounds of an approximate date', () => {
  it.each([
    ['1919-04-23~/1919-04-25~', '1919-04-20/1919-04-28'],
    ['2021~', '[2020..2022]'],
    ['2004-06~', '[2004-05..2004-07]'],
    ['2004-06-11%', '[2004-06-08..2004-06-14]'],
    ['201X~', '[2009..2020]'],
    ['1984~/2004-06', '1983-12/2004-07'],
    ['1984~/..', '1983/..'],
    ['1984~/', '1983/'],
    ['../1984~', '/1985'],
    ['{1667~,1668}', '1666/1669'],
    ['[1667~,1670]', '[1666..1671]'],
    ['Y17E7~', '[Y169999999..Y170000001]'],
    ['9999-12-31~', '9999-12-31'],
    ['Y10000000000000~', 'Y10000000000000'],
  ])('%s: %s', (edtf, within) => {
    const error = refusalOf(() => readValid(stated(edtf)))
    expect(error).toMatchObject({ code: 'E_APPROXIMATE', facts: { suggestion: { edtf, within } } })
    expect(error?.message).toContain(`within: "${within}"`)
    expectToHelp(error)
  })
})

describe('every hint', () => {
  const year = fc.oneof(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 1850, max: 2050 })).map(String)
  const small = fc.integer({ min: 0, max: 60 }).map(String)
  const piece = fc.oneof(
    year,
    small,
    fc.constantFrom(...'-/.,~?%[]{}XuxYQWHT'),
    fc.constantFrom(
      '..',
      ' ',
      '年',
      '月',
      '日',
      '令和',
      '明治',
      '度',
      'c. ',
      'BEF ',
      'from ',
      ' to ',
      ' and ',
    ),
    fc.constantFrom(
      'between ',
      'May ',
      'FY',
      '\u3000',
      '－',
      '–',
      '20',
      '-W',
      '-Q',
      ' BC',
      's',
      'th century',
    ),
  )
  const texts = fc.oneof(
    fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.constantFrom('c. ', 'before ', 'after ', 'by ', 'since '), year, small)
      .map((all) => all.join('')),
    fc.tuple(year, fc.constantFrom('-W', '-Q', '-', '年', 'H'), small).map((all) => all.join('')),
    fc
      .tuple(year, fc.constantFrom('~', '%', '?'), fc.constantFrom('/', '/..', '..', ''), year)
      .map((all) => all.join('')),
  )

  it('gives what passes if typed, and shows it', () => {
    let hints = 0
    fc.assert(
      fc.property(texts, (text) => {
        const error = refusalOf(() => readValid(stated(text)))
        if (suggestedIn(error) !== undefined) hints++
        expectToHelp(error)
        for (const [, example = ''] of error?.message
          .slice(text.length + 2)
          .matchAll(/ (?:written|as) ([^\s,;"]+)/g) ?? [])
          if (/\d{3}|\dX/.test(example)) expect(() => parseEdtf(example), error?.message).not.toThrow()
      }),
      { numRuns: 4000 },
    )
    expect(hints).toBeGreaterThan(200)
  })
})
