import { expect, test } from 'vitest'
import { countryName } from '../../src/domain/index.ts'

test.each([
  ['jp', 'Japan'],
  ['vn', 'Viet Nam'],
  ['de', 'Germany'],
  ['rs', 'Serbia'],
  ['qm', 'QM'],
  ['asean', 'asean'],
  ['person/a', 'person/a'],
])('country() calls %s %s', (side, name) => {
  expect(countryName(side)).toBe(name)
})

test.each(['su', 'dd', 'yu', 'cs', 'an', 'bu', 'zr'])(
  'country() gives %s, a code that was withdrawn, no other country’s name',
  (side) => {
    expect(countryName(side)).toBe(side.toUpperCase())
  },
)

test('every code that Node has a name for has one, the same but for Viet Nam', () => {
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at))
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const upper = code.toUpperCase()
    const isCode = new Intl.Locale(`und-${upper}`).region === upper
    expect(countryName(code)).toBe(code === 'vn' ? 'Viet Nam' : isCode ? names.of(upper) : upper)
  }
})
