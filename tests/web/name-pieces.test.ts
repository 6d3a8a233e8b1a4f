import { expect, test } from 'vitest'
import { partedByNames } from '../../web/src/parts/name-pieces.ts'

test.each([
  ['What stood between Japan and Viet Nam', ['Viet Nam']],
  ['Japan – Viet Nam', ['Viet Nam']],
  ['What stood in Smith v. Jones', ['Smith v. Jones']],
  ['What stood in Århus Kommune', ['Århus Kommune']],
  ['What stood in arland', []],
  ['The newest is of 4 December 2025.', ['4 December 2025']],
  ['', []],
  [`What stood in ${'Very Long '.repeat(200)}`, []],
])('partedByNames() keeps together of %s: %j', (text, names) => {
  const pieces = partedByNames(text)
  expect(pieces.filter(({ isName }) => isName).map(({ words }) => words)).toEqual(names)
  expect(pieces.map(({ words }) => words).join('')).toBe(text)
})
