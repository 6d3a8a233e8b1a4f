import { expect, test } from 'vitest'
import { country } from '../../src/cli/bilateral/names.ts'

test.each([
  ['jp', 'Japan'],
  ['vn', 'Viet Nam'],
  ['de', 'Germany'],
  ['rs', 'Serbia'],
  ['qm', 'QM'],
  ['asean', 'asean'],
  ['person/a', 'person/a'],
])('country() calls %s %s', (side, name) => {
  expect(country(side)).toBe(name)
})

test.each(['su', 'dd', 'yu', 'cs', 'an', 'bu', 'zr'])(
  'country() gives %s, a code that was withdrawn, no other country’s name',
  (side) => {
    expect(country(side)).toBe(side.toUpperCase())
  },
)
