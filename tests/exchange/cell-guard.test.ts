import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guardCell, unguardCell } from '../../src/exchange/cell-guard.ts'

const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']

/** Texts of which many begin with quotes and signs. */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .tuple(fc.array(fc.constantFrom("'", ...SIGNS), { maxLength: 4 }), fc.string())
    .map(([start, rest]) => start.join('') + rest),
)

test('unguardCell() gives back every text that guardCell() was given', () => {
  fc.assert(fc.property(texts, (text) => unguardCell(guardCell(text)) === text))
})

test('guardCell() leaves no cell that begins with a sign of a formula', () => {
  fc.assert(fc.property(texts, (text) => !SIGNS.includes(guardCell(text).slice(0, 1))))
})

test.each(SIGNS)('guardCell() guards %j, and once more what is guarded', (sign) => {
  expect(guardCell(`${sign}1`)).toBe(`'${sign}1`)
  expect(guardCell(`'${sign}1`)).toBe(`''${sign}1`)
})

test.each(['', "'", "'90s", 'a=b', '0012', '東京'])('guardCell() leaves %j as it is', (text) => {
  expect(guardCell(text)).toBe(text)
  expect(unguardCell(text)).toBe(text)
})
