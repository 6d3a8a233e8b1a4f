import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayValue, isWritable, textValue, writeICalendar } from '../../src/exchange/icalendar.ts'
import { inOneGo } from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'

/** The value of a property as RFC 5545 has it read back: unfolded, unescaped. */
function readBack(lines: string): string {
  const [, value = ''] = /^SUMMARY:(.*)$/s.exec(lines.replaceAll('\r\n ', '').split('\r\n')[1] ?? '') ?? []
  return value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
}

test('writeICalendar() folds any text at 75 octets, and it reads back the same', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300, size: 'max' })
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 300, size: 'max' })), (given) => {
      const lines = inOneGo(writeICalendar({ name: 'VEVENT', properties: [['SUMMARY', textValue(given)]] }))
      for (const line of lines.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        expect(line.isWellFormed()).toBe(true)
        expect(line).not.toMatch(/[\r\n]/)
      }
      const text = given
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, ' ')
      expect(readBack(lines)).toBe(text)
    }),
  )
})

test.each([
  ['2025-03-03', '20250303'],
  ['0001-01-01', '00010101'],
  ['9999-12-31', '99991231'],
])('dayValue() writes %s', (day, value) => {
  expect(isWritable(parseDay(day))).toBe(true)
  expect(dayValue(parseDay(day))).toBe(value)
})

test.each(['0000-12-31', '-0043-03-15', 'Y10000-01-01'])('%s cannot be written', (day) => {
  expect(isWritable(parseDay(day))).toBe(false)
})

test('what has no bound cannot be written', () => {
  expect(isWritable(Number.POSITIVE_INFINITY)).toBe(false)
})
