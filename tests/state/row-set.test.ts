import { expect, it } from 'vitest'
import { byPlace, holdsAt, NewRows, placeOf, type Row } from '../../src/state/row.ts'
import { RowSet } from '../../src/state/row-set.ts'
import { inOneGo } from '../../src/state/steps.ts'

it('rows that hold at a place are found in order, behind any of them, among many more that do not', () => {
  const rows = Array.from({ length: 9_000 }, (_, number) => rowOf(number))
  const set = inOneGo(RowSet.of(numberedOf(rows), NAMES))
  let found = 0
  for (const date of [-5, 0, 40, 7_500, 8_999, 9_500, 20_000])
    for (const known of [0, 3, 7, 50])
      for (const by of ['valid', 'known', 'recorded', 'subject'] as const)
        for (const reverse of [false, true]) {
          const cell = { date, known }
          const naive = rows
            .filter((row) => holdsAt(row, cell))
            .map(({ name, ranks }) => ({ name, place: placeOf(ranks, by) }))
            .sort((a, b) => (reverse ? byPlace(b.place, a.place) : byPlace(a.place, b.place)))
          const names = naive.map(({ name }) => name)
          const of = { date, known, by, reverse }
          const inOrder = (behind?: (typeof naive)[number]) =>
            [...set.inOrder(cell, by, reverse, behind?.place)].map(({ name }) => name)
          expect({ of, names: inOrder() }).toEqual({ of, names })
          const middle = Math.floor(names.length / 2)
          expect({ of, names: inOrder(naive[middle]) }).toEqual({ of, names: names.slice(middle + 1) })
          found += names.length
        }
  expect(found).toBeGreaterThan(5_000)
})

const NAMES = {
  nameOf,
  subjectOf: nameOf,
  numberOf: (name: string) => Number(name.slice(6)),
  tie: 'subject',
} as const

function nameOf(number: number): string {
  return `thing/${String(number).padStart(5, '0')}`
}

function numberedOf(rows: readonly Row[]): NewRows {
  const numbered = new NewRows()
  for (const [number, { from, to, knownFrom, knownTo }] of rows.entries()) {
    const numbers = { key: number, name: number, subject: number, recorded: 9_000 - number }
    numbered.push({ ...numbers, from, to, knownFrom, knownTo, valid: number, known: knownFrom })
  }
  return numbered
}

/** Most rows hold for a few days from their number on; one in fifty holds on. */
function rowOf(number: number): Row {
  const name = nameOf(number)
  const knownFrom = number % 7
  return {
    key: name,
    name,
    from: number,
    to: number % 50 === 0 ? Infinity : number + 1 + (number % 9),
    knownFrom,
    knownTo: number % 3 === 0 ? Infinity : knownFrom + 2,
    ranks: { valid: number, known: knownFrom, recorded: 9_000 - number, subject: name, tie: name },
  }
}
