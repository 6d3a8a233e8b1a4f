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
