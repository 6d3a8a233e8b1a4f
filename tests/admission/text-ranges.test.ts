import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TextRange } from '../../src/admission/index.ts'
import { charactersIn, intersectRanges, subtractRanges } from '../../src/admission/text-ranges.ts'

const stretch = fc
  .tuple(fc.nat(30), fc.integer({ min: 1, max: 12 }))
  .map(([start, length]) => ({ start, end: start + length }))

function placesIn({ start, end }: TextRange): readonly number[] {
  return Array.from({ length: end - start }, (_, index) => start + index)
}

test.each<[string, TextRange, TextRange, TextRange | undefined]>([
  ['overlapping', { start: 0, end: 5 }, { start: 3, end: 9 }, { start: 3, end: 5 }],
  ['nested', { start: 0, end: 9 }, { start: 3, end: 5 }, { start: 3, end: 5 }],
  ['touching', { start: 0, end: 3 }, { start: 3, end: 5 }, undefined],
  ['apart', { start: 0, end: 2 }, { start: 3, end: 5 }, undefined],
])('intersectRanges() of %s ones', (_, a, b, expected) => {
  expect(intersectRanges(a, b)).toEqual(expected)
  expect(intersectRanges(b, a)).toEqual(expected)
})

test('subtractRanges() leaves the places that are in none of the others, in stretches as long as can be', () => {
  fc.assert(
    fc.property(stretch, fc.array(stretch, { maxLength: 5 }), (whole, others) => {
      const left = subtractRanges(whole, others)
      const taken = new Set(others.flatMap(placesIn))
      expect(left.flatMap(placesIn)).toEqual(placesIn(whole).filter((place) => !taken.has(place)))
      for (const [index, each] of left.entries()) {
        expect(each.start).toBeLessThan(each.end)
        expect(each.start).toBeGreaterThan(left[index - 1]?.end ?? -1)
      }
    }),
  )
})

test('charactersIn() counts what is not white space', () => {
  expect(
    charactersIn('a b\nc d', [
      { start: 0, end: 3 },
      { start: 4, end: 6 },
    ]),
  ).toBe(3)
})
