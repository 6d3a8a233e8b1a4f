import { describe, expect, test } from 'vitest'
import { chronicleOf, event, faultsOf } from './vocabulary.ts'

const figure = (amount: object, edtf = '2024-03-01') =>
  event('FigureReported', 'figure/aid', { measure: 'aid to fisheries', ...amount }, edtf)

describe('an amount', () => {
  test.each([
    [{ value: 6 }, 'unit', 'expected what it is of: `unit`, or for money `currency`'],
    [{ value: 6, unit: 'ships', currency: 'JPY' }, 'unit', 'expected either `unit` or `currency`'],
    [{ value: 6, unit: 'yen' }, 'unit', 'expected `currency: JPY` in place of the unit "yen"'],
    [{ value: 6, unit: 'million US dollars' }, 'unit', 'expected `currency: USD` in place of'],
    [{ value: 6, unit: 'JPY' }, 'unit', 'expected `currency: JPY` in place of the unit "JPY"'],
    [{ value: 6, unit: 'pesos' }, 'unit', '(or whichever it is)` in place of the unit "pesos"'],
    [
      { value: 6, currency: 'jpy' },
      'currency',
      'expected a currency by its code (ISO 4217), like JPY; JPY is one',
    ],
    [{ value: 6, currency: 'YEN' }, 'currency', '; JPY is one'],
    [{ value: 6, currency: 'ABC' }, 'currency', '; "ABC" is none'],
    [{ value: 120, unit: 'percent' }, 'value', 'expected at most 100 where parts of a whole are meant'],
    [{ value: 3, unit: 'ships', to: 5 }, 'to', 'expected `to` with `exactness: range`'],
    [{ value: 3, unit: 'ships', exactness: 'range' }, 'to', 'expected `to` with `exactness: range`'],
    [{ value: 5, to: 3, unit: 'ships', exactness: 'range' }, 'to', 'expected an upper end above 5'],
  ])('%j is refused at its %s', (amount, part, message) => {
    const faults = faultsOf(figure(amount))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(`payload.${part} `)
    expect(faults[0]).toContain(message)
  })

  test.each([
    [{ value: 1500000000, currency: 'JPY' }, 'JPY 1,500,000,000'],
    [{ value: 6, unit: 'ships', exactness: 'at-most' }, 'up to 6 ships'],
    [{ value: 600, unit: 'persons', exactness: 'at-least' }, 'at least 600 persons'],
    [{ value: 3, to: 5, unit: 'ships', exactness: 'range' }, '3 to 5 ships'],
    [{ value: 120, unit: 'percent growth' }, '120 percent growth'],
    [{ value: 40, unit: 'percent', exactness: 'approximate' }, 'about 40 percent'],
  ])('%j is worded as “%s”', async (amount, words) => {
    const { asOf } = await chronicleOf(figure(amount))
    expect(await asOf('2024-03-01', 'figures { headline }')).toEqual({
      figures: [{ headline: expect.stringContaining(`, ${words}, `) }],
    })
  })

  test('says how exactly it is meant, and two bounds are two values', async () => {
    const { asOf } = await chronicleOf(
      figure({ value: 6, unit: 'ships', exactness: 'at-most' }),
      figure({ value: 6, unit: 'ships', exactness: 'at-least' }),
    )
    expect(
      await asOf('2024-03-01', 'figures { amounts { value unit exactness } } conflicts { field }'),
    ).toEqual({
      figures: [
        {
          amounts: expect.arrayContaining([
            { value: 6, unit: 'ships', exactness: 'AT_MOST' },
            { value: 6, unit: 'ships', exactness: 'AT_LEAST' },
          ]),
        },
      ],
      conflicts: [{ field: 'figure' }],
    })
  })
})
