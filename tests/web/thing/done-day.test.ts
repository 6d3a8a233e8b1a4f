import { expect, test } from 'vitest'
import { gridDay } from '../../../src/exchange/read-grid.ts'
import { en } from '../../../web/src/strings.ts'
import type { FieldAnswer } from '../../../web/src/thing/claim-rows.ts'
import { doneAfter, doneBy, doneFrom } from '../../../web/src/thing/done-day.ts'

const DAY = '2025-12-04'
const from = gridDay(DAY)

function claim(field: string, inferred: boolean, day = DAY): FieldAnswer {
  const bounds = { earliest: day, latest: day }
  const when = { edtf: day, basis: null, reading: null, likely: null, begin: bounds, end: null }
  const sources = [{ subject: 'source/desk', label: '002' }]
  const value = { words: field, value: field, likely: false, singleSource: true, sources }
  return {
    field,
    certainty: 'DEFINITELY',
    values: [{ ...value, certainty: 'DEFINITELY', inferred, when: [when] }],
    lastAttested: null,
    nextAttested: null,
  }
}

test.each<[readonly FieldAnswer[], string[] | undefined]>([
  [[claim('lent', true), claim('shelf', false), claim('returned', true)], ['002']],
  [[claim('lent', true), claim('returned', false)], undefined],
])('doneBy() finds the claim that begins on the day, not that of the thing itself', (claims, labels) => {
  const done = doneBy(claims, { from, existence: 'lent' }, en)
  expect(done?.when).toBe('4 December 2025')
  expect(done?.inferredFrom?.map(({ label }) => label)).toEqual(labels)
})

test('doneBy() finds nothing where no claim begins on the day', () => {
  expect(doneBy([claim('returned', true, '2025-12-05')], { from, existence: undefined }, en)).toBeUndefined()
})

test('doneFrom() joins stretches that are done and meet', () => {
  const rectangle = (validFrom: number, validTo: number, state: 'open' | 'done') => ({
    validFrom,
    validTo,
    knownFrom: 5,
    knownTo: Infinity,
    content: { due: [], isCertain: true, state },
  })
  const rectangles = [rectangle(-Infinity, 10, 'open'), rectangle(10, 20, 'done'), rectangle(20, 99, 'done')]
  const item = { rectanglesOf: () => rectangles } as unknown as Parameters<typeof doneFrom>[0]
  expect([doneFrom(item, 25, 6), doneFrom(item, 5, 6), doneFrom(item, 25, 4)]).toEqual([
    10,
    undefined,
    undefined,
  ])
})

test('doneAfter() finds the first later day for certain, as known by then and no later', () => {
  const rectangle = (validFrom: number, validTo: number, state: 'open' | 'done' | undefined) => ({
    validFrom,
    validTo,
    knownFrom: 5,
    knownTo: Infinity,
    content: { due: [], isCertain: true, state },
  })
  const open = rectangle(-Infinity, 10, 'open')
  const perhaps = rectangle(10, 20, undefined)
  const item = (rectangles: unknown) =>
    ({ rectanglesOf: () => rectangles }) as unknown as Parameters<typeof doneAfter>[0]
  const whole = item([open, perhaps, rectangle(20, 30, 'done'), rectangle(30, Infinity, 'done')])
  expect(doneAfter(whole, 3, 6)).toEqual({ from: 20, isCertain: true })
  expect([doneAfter(whole, 3, 4), doneAfter(item([open]), 3, 6)]).toEqual([undefined, undefined])
  expect(doneAfter(item([open, perhaps]), 3, 6)).toEqual({ from: 10, isCertain: false })
})
