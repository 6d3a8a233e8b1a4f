import { describe, expect, it } from 'vitest'
import { dayOf, isoDay } from '../../web/src/days.ts'
import { parseTypedDate, type TypedDateContext } from '../../web/src/points/typed-date.ts'

const context: TypedDateContext = {
  today: dayOf(2026, 11, 30),
  current: dayOf(2025, 5, 1),
  first: dayOf(2021, 9, 1),
  last: dayOf(2025, 12, 4),
}

function read(text: string, more: Partial<TypedDateContext> = {}): string {
  const found = parseTypedDate(text, { ...context, ...more })
  if (found.type === 'all') return 'all'
  if (found.type === 'fault') {
    const { fault } = found
    return fault.code === 'ambiguous' ? `ambiguous ${fault.either.map(isoDay).join(' ')}` : fault.code
  }
  return [isoDay(found.day), found.reading].filter((part) => part !== undefined).join(' ')
}

describe('parseTypedDate()', () => {
  it.each([
    ['2025-05-01', '2025-05-01'],
    ['2025-5-1', '2025-05-01'],
    ['2025/05/01', '2025-05-01'],
    ['2025.05.01', '2025-05-01'],
    ['20250501', '2025-05-01'],
    ['2025-05-01T10:00Z', '2025-05-01'],
    ['２０２５年５月１日', '2025-05-01'],
    ['2025年5月', '2025-05-31 endOfMonth'],
    ['0794-11-22', '0794-11-22'],
    ['2025-05', '2025-05-31 endOfMonth'],
    ['2024-02', '2024-02-29 endOfMonth'],
    ['2025', '2025-12-31 endOfYear'],
    ['5/2025', '2025-05-31 endOfMonth'],
  ])('reads figures, the largest unit first: %s', (text, day) => expect(read(text)).toBe(day))

  it.each([
    ['1 May 2025', '2025-05-01'],
    ['  on 1  MAY, 2025 ', '2025-05-01'],
    ['1st of May 2025', '2025-05-01'],
    ['May 1, 2025', '2025-05-01'],
    ['may 1st 2025', '2025-05-01'],
    ['1-May-2025', '2025-05-01'],
    ['1May2025', '2025-05-01'],
    ['2025 May 1', '2025-05-01'],
    ['4 Sept 2025', '2025-09-04'],
    ['Thursday, 1 May 2025', '2025-05-01'],
    ['Thu 1 May 2025', '2025-05-01'],
    ['1 May', '2025-05-01 sameYear'],
    ['May 2025', '2025-05-31 endOfMonth'],
    ['february 2024', '2024-02-29 endOfMonth'],
    ['end of May 2025', '2025-05-31'],
    ['beginning of May 2025', '2025-05-01'],
    ['the end of 2025', '2025-12-31'],
    ['start of 2025', '2025-01-01'],
  ])('reads names of months: %s', (text, day) => expect(read(text)).toBe(day))

  it.each([
    ['1. Mai 2025', ['de']],
    ['1er mai 2025', ['fr']],
    ['1 de mayo de 2025', ['es']],
    ['1 мая 2025', ['ru']],
  ])('reads names of months in the languages of the reader: %s', (text, languages) =>
    expect(read(text.replace('1er', '1'), { languages })).toBe('2025-05-01'),
  )

  it.each([
    ['today', '2026-11-30'],
    ['Yesterday', '2026-11-29'],
    ['tomorrow', '2026-12-01'],
    ['3 days ago', '2026-11-27'],
    ['a week ago', '2026-11-23'],
    ['in 2 months', '2027-01-30'],
    ['last year', '2025-11-30'],
    ['+7', '2025-05-08'],
    ['-1 month', '2025-04-01'],
    ['2 weeks later', '2025-05-15'],
    ['one day earlier', '2025-04-30'],
    ['first', '2021-09-01'],
    ['the last day that matters', '2025-12-04'],
    ['latest', '2025-12-04'],
  ])('reads what is reckoned from a day: %s', (text, day) => expect(read(text)).toBe(day))

  it('says of figures that may be two days that they are, and which', () => {
    expect(read('5/1/2025')).toBe('ambiguous 2025-01-05 2025-05-01')
    expect(read('5.1.2025')).toBe('ambiguous 2025-01-05 2025-05-01')
    expect(read('13/1/2025')).toBe('2025-01-13')
    expect(read('1/13/2025')).toBe('2025-01-13')
    expect(read('5/5/2025')).toBe('2025-05-05')
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['soon', 'notUnderstood'],
    ['<script>', 'notUnderstood'],
    ['x'.repeat(2000), 'notUnderstood'],
    ['1 ma 2025', 'notUnderstood'],
    ['5/1/25', 'twoDigitYear'],
    ['1 May 25', 'twoDigitYear'],
    ['31 June 2025', 'noSuchDay'],
    ['2025-02-29', 'noSuchDay'],
    ['2025-13', 'noSuchDay'],
    ['32/13/2025', 'noSuchDay'],
    ['Friday 1 May 2025', 'otherWeekday'],
    ['0000-01-01', 'outOfRange'],
    ['+900000 years', 'outOfRange'],
    ['constructor', 'notUnderstood'],
  ])('says what it does not understand: %j', (text, code) => expect(read(text)).toBe(code))

  it('reads that a clock is left out where it may be', () => {
    expect(read('all sources', { mayBeAll: true })).toBe('all')
    expect(read('all sources')).toBe('notUnderstood')
  })

  it('has no last day that matters where nothing does', () => {
    expect(parseTypedDate('last', { today: 0 }).type).toBe('fault')
  })
})
