import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  boundsOfEdtf,
  civilOf,
  fitting,
  formatDay,
  happenedDuring,
  heldDuring,
  parseDay,
  parseEdtf,
  readValid,
} from '../../src/time/index.ts'

function boundsOf(edtf: string) {
  return readValid({ edtf, basis: 'stated' })
}

function window(first: string, last = first) {
  return { earliest: parseDay(first), latest: parseDay(last) + 1 }
}

const SET = '[1667,1668,1670..1672]'

/** A date, a window, and whether it happened then. */
const ASKED: readonly (readonly [string, string, string, Answer])[] = [
  [SET, '1669-01-01', '1669-12-31', 'no'],
  [SET, '1669-05-04', '1669-05-04', 'no'],
  [SET, '1668-12-31', '1669-12-31', 'possibly'],
  [SET, '1669-01-01', '1670-01-01', 'possibly'],
  [SET, '1671-06-01', '1671-06-01', 'possibly'],
  [SET, '1667-01-01', '1672-12-31', 'definitely'],
  ['[..1667,1672]', '1668-01-01', '1671-12-31', 'no'],
  ['[..1667,1672]', '0001-01-01', '0001-01-01', 'possibly'],
  ['[1667,1672..]', '1668-01-01', '1671-12-31', 'no'],
  ['[1667-12,1668-01]', '1667-12-31', '1668-01-01', 'possibly'],
  ['[1667?,1669]', '1668-02-01', '1668-02-01', 'no'],
  ['[198X-12-25,1995]', '1990-12-25', '1990-12-25', 'no'],
  ['[198X-12-25,1995]', '1989-12-25', '1989-12-25', 'possibly'],
  ['XXXX-12-25', '1950-07-04', '1950-07-04', 'no'],
  ['XXXX-12-25', '1950-12-25', '1950-12-25', 'possibly'],
  ['XXXX-12-25', '1950-12-26', '1951-12-24', 'no'],
  ['XXXX-12-25', '1950-12-26', '1951-12-25', 'possibly'],
  ['XXXX-12-XX', '1950-01-01', '1950-11-30', 'no'],
  ['XXXX-02-29', '1897-01-01', '1903-12-31', 'no'],
  ['XXXX-02-29', '1897-01-01', '1904-02-29', 'possibly'],
  ['1985-XX-31', '1985-06-01', '1985-06-30', 'no'],
  ['1985-XX-31', '1985-06-30', '1985-07-31', 'possibly'],
  ['1X85', '1886-01-01', '1984-12-31', 'no'],
  ['1X85-03', '1985-03-31', '1985-03-31', 'possibly'],
  ['156X-12-25?', '1560-12-26', '1561-12-24', 'no'],
  ['198X-21', '1985-06-01', '1986-02-28', 'no'],
  ['198X-21', '1985-05-31', '1985-06-01', 'possibly'],
  ['-004X-03-15', '-0043-03-16', '-0042-03-14', 'no'],
  ['-004X-03-15', '-0043-03-15', '-0043-03-15', 'possibly'],
  ['{1985-XX-31}', '1985-06-01', '1985-06-30', 'no'],
  // nothing is left out
  ['156X', '1563-05-05', '1563-05-05', 'possibly'],
  ['2004-XX-XX', '2004-07-07', '2004-07-07', 'possibly'],
  ['2004-1X', '2004-11-07', '2004-11-07', 'possibly'],
  ['[1667..1672]', '1669-01-01', '1669-12-31', 'possibly'],
  ['[1667,1668]', '1667-12-31', '1668-01-01', 'possibly'],
]

describe('a window in which there are only days that a date leaves out', () => {
  it.each(ASKED)('%s, from %s to %s: %s', (edtf, first, last, answer) => {
    expect(heldDuring(boundsOf(edtf), window(first, last))).toBe(answer)
    expect(happenedDuring(boundsOf(edtf), window(first, last)).answer).toBe(answer)
  })

  it('is none on which an approximate date lies, whose bounds leave it out', () => {
    const about = readValid({ edtf: '1669~', within: '[1668,1669,1671]', basis: 'stated' })
    expect(heldDuring(about, window('1670-01-01', '1670-12-31'))).toBe('no')
    expect(heldDuring(about, window('1671-01-01'))).toBe('possibly')
  })

  it('is none on which a span begins, though it may go on then', () => {
    const begin = { edtf: '[1667,1672]', basis: 'stated' } as const
    const span = readValid({ begin, end: { edtf: '1680', basis: 'stated' } })
    expect(happenedDuring(span, window('1669-01-01', '1669-12-31')).answer).toBe('no')
    expect(heldDuring(span, window('1669-01-01', '1669-12-31'))).toBe('possibly')
  })
})

/** A date of eight digits, some of them X. */
const mask = fc
  .tuple(
    fc.constantFrom('19XX', '1X8X', '198X', 'XX85', '1985', '1X85', '198X'),
    fc.constantFrom('XX', '0X', '1X', 'X2', 'X1', '02', '12', '04'),
    fc.constantFrom('XX', '3X', 'X9', '29', '31', '0X', '1X', 'X0'),
  )
  .map((parts) => parts.join('-'))
  .filter((text) => reads(text))

function reads(text: string): boolean {
  try {
    return parseEdtf(text).text === text
  } catch {
    return false
  }
}

function isLike(text: string, day: number): boolean {
  return new RegExp(`^${text.replaceAll('X', '.')}$`).test(formatDay(day))
}

describe('fitting(), against every day counted one by one', () => {
  it('gives the first and the last day of a window that two masks have in common', () => {
    const from = parseDay('1984-01-01')
    fc.assert(
      fc.property(mask, mask, fc.nat(1500), fc.nat(900), (one, other, start, length) => {
        const days = { earliest: from + start, latest: from + start + length + 1 }
        const common = Array.from({ length: length + 1 }, (_, index) => days.earliest + index).filter(
          (day) => isLike(one, day) && isLike(other, day),
        )
        const bounds = [one, other].map((text) => boundsOfEdtf(parseEdtf(text)))
        const shared = bounds.reduce(
          (cut, { begin }) => ({
            earliest: Math.max(cut.earliest, begin.earliest),
            latest: Math.min(cut.latest, begin.latest),
          }),
          days,
        )
        const found =
          shared.earliest < shared.latest
            ? fitting(
                bounds.flatMap(({ choices = [] }) => choices),
                shared,
              )
            : undefined
        const [first] = common
        expect(found).toEqual(
          first === undefined ? undefined : { earliest: first, latest: (common.at(-1) ?? 0) + 1 },
        )
      }),
      { numRuns: 500 },
    )
  })

  it('finds that two masks have no day at all in common', () => {
    const choices = ['XXXX-12-25', 'XXXX-12-24'].flatMap((text) => boundsOf(text).choices ?? [])
    expect(choices).toHaveLength(2)
    expect(fitting(choices, boundsOf('XXXX').begin)).toBeUndefined()
    expect(civilOf(boundsOf('XXXX-12-25').begin.earliest).year).toBe(0)
  })
})
