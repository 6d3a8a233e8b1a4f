import { describe, expect, test } from 'vitest'
import type { ValueReadFragment } from '../../../web/src/operations.ts'
import { en } from '../../../web/src/strings.ts'
import { claimRows, type FieldAnswer } from '../../../web/src/thing/claim-rows.ts'

const desk = { subject: 'source/desk', label: 'd1' }
const shop = { subject: 'source/shop', label: 's1' }
const on = (day: string): ValueReadFragment['when'][number] => ({
  edtf: day,
  basis: 'STATED',
  reading: null,
  likely: null,
  begin: { earliest: day, latest: day },
  end: null,
})

function value(value: unknown, words: string, more: Partial<ValueReadFragment> = {}): ValueReadFragment {
  return {
    ...{ value, words, certainty: 'DEFINITELY', likely: false, inferred: false, singleSource: true },
    ...{ when: [on('2025-04-28')], sources: [desk] },
    ...more,
  }
}

function rows(field: string, values: readonly ValueReadFragment[], more: Partial<FieldAnswer> = {}) {
  return claimRows(
    { field, certainty: 'DEFINITELY', values, lastAttested: null, nextAttested: null, ...more },
    { words: en, kinds: new Set(['person']), existence: 'lent', whenOfItem: '28 April 2025' },
  )
}

describe('claimRows()', () => {
  test('joins what is as certain, by the same sources and of the same time', () => {
    const all = rows('heldBy', [
      value('jp', 'Japan'),
      value('vn', 'Viet Nam'),
      value('fr', 'France', { sources: [shop] }),
    ])
    expect(all.map(({ name, values }) => [name, values.map(({ words }) => words)])).toEqual([
      ['Held by', ['Japan', 'Viet Nam']],
      ['', ['France']],
    ])
  })

  test('says when it was where the field says that it was at all, and how that was read', () => {
    const read = { ...on('2025-04-28'), reading: 'on Monday' }
    expect(rows('lent', [value(true, 'yes', { when: [read] })])[0]).toMatchObject({
      values: [{ words: '28 April 2025' }],
      under: ['on Monday'],
    })
    expect(rows('checkable', [value(true, 'yes')])[0]).toMatchObject({
      values: [{ words: 'yes' }],
      under: [],
    })
  })

  test('says of another time when that is, and writes days as days', () => {
    expect(rows('due', [value('2025-12-31', '2025-12-31', { when: [on('2025-05-02')] })])[0]).toMatchObject({
      values: [{ words: '31 December 2025' }],
      under: ['2 May 2025'],
    })
  })

  test('leads to what a value names: to one subject by its words, to several by each', () => {
    const [one] = rows('holder', [value({ who: 'person/ada', as: 'reader' }, 'Ada (reader)')])
    expect(one?.values).toEqual([{ words: 'Ada (reader)', subject: 'person/ada', names: [] }])
    const [two] = rows('pair', [value(['person/ada', 'person/bob', 'road/x'], 'Ada and Bob')])
    expect(two?.values[0]).toMatchObject({ subject: undefined, names: ['person/ada', 'person/bob'] })
  })

  test('says of what is unknown when it was last attested, and when next', () => {
    const [row] = rows('holder', [], {
      certainty: 'UNKNOWN',
      lastAttested: value('person/ada', 'Ada'),
      nextAttested: value('person/bob', 'Bob', { when: [on('2025-12-04')] }),
    })
    expect(row).toMatchObject({
      answer: 'unknown',
      under: ['last mentioned Ada, 28 April 2025', 'next Bob, 4 December 2025'],
    })
  })
})
