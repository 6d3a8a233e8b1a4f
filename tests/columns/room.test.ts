import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ColumnSet } from '../../src/columns/index.ts'
import { sha256Hex } from '../../src/event/index.ts'

/** One of each kind of column, and what has been put into it. */
function open(set: ColumnSet) {
  return {
    set,
    names: set.names('names'),
    digests: set.digests('digests'),
    chains: set.chains('chains'),
    days: set.days('days'),
  }
}

type Entry = { readonly name: string; readonly key: number; readonly day: number }

const entries = fc.array(
  fc.record({ name: fc.string({ unit: 'grapheme' }), key: fc.nat(9), day: fc.integer({ min: -9, max: 9 }) }),
  { maxLength: 60 },
)

function fill({ names, digests, chains, days }: ReturnType<typeof open>, added: readonly Entry[], from = 0) {
  for (const [index, { name, key, day }] of added.entries()) {
    names.add(name)
    digests.add(sha256Hex(`${from + index}`))
    chains.add(key, from + index)
    days.add(day, from + index)
  }
}

function check({ names, digests, chains, days }: ReturnType<typeof open>, added: readonly Entry[]) {
  const distinct = [...new Set(added.map(({ name }) => name))]
  expect(distinct.map((name) => names.find(name))).toEqual(distinct.map((_, number) => number))
  expect(distinct.map((_, number) => names.at(number))).toEqual(distinct)
  expect(names.find('never mentioned: it is longer than any')).toBe(-1)
  for (const [index] of added.entries()) {
    expect(digests.find(digests.at(index))).toBe(index)
    expect(digests.at(index)).toBe(sha256Hex(`${index}`))
    for (const digits of [8, 11, 64])
      expect(digests.beginningWith(digests.at(index).slice(0, digits))).toEqual([digests.at(index)])
    expect(digests.beginningWith(digests.at(index).slice(0, 7))).toEqual([])
  }
  expect(digests.find(sha256Hex('absent'))).toBe(-1)
  expect(digests.find('no digest')).toBe(-1)
  const numbers = (where: (entry: Entry) => boolean) =>
    added.flatMap((entry, index) => (where(entry) ? [index] : []))
  for (let key = -1; key < 10; key += 1) expect(chains.of(key)).toEqual(numbers((entry) => entry.key === key))
  expect([...days.within(-3, 3)].sort((a, b) => a - b)).toEqual(numbers(({ day }) => Math.abs(day) <= 3))
}

test('columns give what was put into them, also after their bytes were taken and more is added to a copy', () => {
  fc.assert(
    fc.property(entries, entries, (first, more) => {
      const columns = open(new ColumnSet())
      fill(columns, first)
      check(columns, first)
      const copy = open(columns.set.copy())
      check(copy, first)
      fill(copy, more, first.length)
      check(copy, [...first, ...more])
      check(columns, first)
    }),
  )
})

test('a column is given out once', () => {
  const set = new ColumnSet()
  set.integers('types')
  expect(() => set.integers('types')).toThrow('there is a column types already')
})
