import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInstant, parseInstant } from '../../src/time/index.ts'

const instants = fc
  .date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map(Number)

describe('parseInstant() and formatInstant()', () => {
  it('undo one another', () => {
    fc.assert(fc.property(instants, (instant) => parseInstant(formatInstant(instant)) === instant))
  })

  it('agree with JavaScript’s Date on every offset', () => {
    const twoDigits = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
    const offset = fc
      .tuple(fc.constantFrom('+', '-'), twoDigits(23), twoDigits(59))
      .map(([s, h, m]) => `${s}${h}:${m}`)
    const inside = instants.filter(
      (n) => n > Date.parse('0001-01-02T00:00:00Z') && n < Date.parse('9999-12-30T00:00:00Z'),
    )
    fc.assert(
      fc.property(inside, offset, (instant, zone) => {
        const text = new Date(instant).toISOString().replace('Z', zone)
        expect(parseInstant(text)).toBe(Date.parse(text))
      }),
    )
  })

  it.each([
    ['2026-11-21T23:43:00Z', '2026-11-21T23:43:00.000Z'],
    ['2026-11-22T08:43:00.5+09:00', '2026-11-21T23:43:00.500Z'],
    ['2026-11-21T23:43:00.123-00:30', '2026-11-22T00:13:00.123Z'],
  ])('%s is %s', (text, canonical) => expect(formatInstant(parseInstant(text))).toBe(canonical))

  it.each([
    ['2026-11-21T23:43:00', 'expected an instant'],
    ['2026-11-21', 'expected an instant'],
    ['2026-11-21T23:43Z', 'expected an instant'],
    ['2026-11-21 23:43:00Z', 'expected an instant'],
    ['2026-11-21T23:43:00z', 'expected an instant'],
    ['2026-11-21T23:43:00+0900', 'expected an instant'],
    ['2026-11-21T23:43:00.Z', 'expected an instant'],
    ['+002026-11-21T23:43:00Z', 'expected an instant'],
    ['2026-02-29T00:00:00Z', '2026 is not a leap year'],
    ['2026-13-01T00:00:00Z', 'month 13 is not 01…12'],
    ['2026-11-21T24:00:00Z', 'hour 24 is not 00…23'],
    ['2026-11-21T23:60:00Z', 'minute 60 is not 00…59'],
    ['2016-12-31T23:59:60Z', 'second 60 is not 00…59'],
    ['2026-11-21T23:43:00+24:00', 'hour 24 of the offset is not 00…23'],
    ['2026-11-21T23:43:00+09:60', 'minute 60 of the offset is not 00…59'],
    ['2026-11-21T23:43:00.1234Z', 'finer than a millisecond'],
    ['0000-12-31T23:59:59Z', 'its year in UTC is not 0001…9999'],
    ['9999-12-31T23:00:00-01:00', 'its year in UTC is not 0001…9999'],
    ['9999-12-31T23:59:59-01:00', 'its year in UTC is not 0001…9999'],
  ])('parseInstant(%j) is refused: %s', (text, reason) => {
    expect(() => parseInstant(text)).toThrow(
      expect.objectContaining({
        code: 'E_INSTANT',
        category: 'invalid',
        message: expect.stringContaining(reason),
      }),
    )
  })

  it.each([0.5, Number.NaN, Infinity, 8.64e15])('formatInstant(%d) is refused', (instant) => {
    expect(() => formatInstant(instant)).toThrow(expect.objectContaining({ code: 'E_INSTANT' }))
  })
})
