import { expect, test } from 'vitest'
import { batchName, batchNumber } from '../../src/admission/index.ts'
import { inOrderOfNames, slugOf } from '../../src/archive/chronicle-folders.ts'

test.each([
  [1, '0001-a.yaml'],
  [9999, '9999-a.yaml'],
  [10_000, '10000-a.yaml'],
  [1_234_567, '1234567-a.yaml'],
])('batchName(%d) has at least four digits, and batchNumber() reads them back', (number, name) => {
  expect(batchName(number, 'a')).toBe(name)
  expect(batchNumber(name)).toBe(number)
})

test.each(['00001-a.yaml', '001-a.yaml', '0001.yaml', '0001-A.yaml', 'a.yaml'])(
  '%s has no number',
  (name) => {
    expect(batchNumber(name)).toBeUndefined()
  },
)

test('names are in the order of their numbers beyond 9999, those without one last', () => {
  const names = ['Fourth.yml', '10000-a.yaml', '9999-z.yaml', '0002-b.yaml', '0010-a.yaml', 'fifth.yaml']
  expect(names.toSorted(inOrderOfNames)).toEqual([
    '0002-b.yaml',
    '0010-a.yaml',
    '9999-z.yaml',
    '10000-a.yaml',
    'Fourth.yml',
    'fifth.yaml',
  ])
})

test('slugOf() leaves out a number of any length', () => {
  expect(slugOf('events/10000-joint-press.yaml')).toBe('joint-press')
})
