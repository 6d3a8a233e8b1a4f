import { describe, expect, it } from 'vitest'
import { possibleReadings } from '../../src/state/index.ts'
import { bookCatalogued, loanMade, Tale } from '../toy/index.ts'
import { engineOf } from './random.ts'

/** A book that was corrected in so many ways, each of another detail, and how it may read. */
function readingsWith(...settings: Parameters<Tale['correct']>[1][]) {
  const tale = new Tale()
  tale.source('north', '2020-01-01')
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'zero' }, { by: 'north', on: '2020-01-01' })
  for (const set of settings) tale.correct(book, set)
  const { gathering, at } = engineOf(tale.events)
  const { eventIndex } = at({ date: 18_500, position: tale.events.length, trusting: {} }).view
  const recorded = eventIndex.event(book)
  return recorded && possibleReadings(eventIndex, gathering, recorded)
}

describe('possibleReadings()', () => {
  it.each([
    { settings: [], titles: ['zero'] },
    { settings: [{ payload: { title: 'one' } }], titles: ['zero', 'one'] },
    { settings: [{ payload: { language: 'vi' } }], titles: ['zero', 'zero vi'] },
    {
      settings: [{ payload: { title: 'one' } }, { payload: { language: 'vi' } }],
      titles: ['zero', 'one', 'zero vi', 'one vi'],
    },
    {
      settings: [{ payload: { title: 'one' } }, { payload: { title: 'two' } }],
      titles: ['zero', 'one', 'two', 'two'],
    },
  ])('gives every combination of $settings', ({ settings, titles }) => {
    const readings = readingsWith(...settings) ?? []
    expect(
      readings.map(({ event: { payload } }) => [payload.title, payload.language].filter(Boolean).join(' ')),
    ).toEqual(titles)
    for (const { event, claims } of readings)
      expect(claims.find(({ field }) => field === 'title')?.value).toBe(event.payload.title)
  })

  it('gives nothing of an event with more than four corrections', () => {
    const titles = ['one', 'two', 'three', 'four', 'five'].map((title) => ({ payload: { title } }))
    expect(readingsWith(...titles.slice(1))).toHaveLength(16)
    expect(readingsWith(...titles)).toBeUndefined()
  })

  it('has the claims on every subject, and those on the subject that a correction moves the event to', () => {
    const tale = new Tale()
    tale.source('north', '2020-01-01')
    const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { by: 'north', on: '2020-01-01' })
    tale.correct(loan, { subject: 'loan/2' })
    const { gathering, at } = engineOf(tale.events)
    const { eventIndex } = at({ date: 18_500, position: tale.events.length, trusting: {} }).view
    const recorded = eventIndex.event(loan)
    const readings = recorded && possibleReadings(eventIndex, gathering, recorded)
    expect(readings?.map(({ event, claims }) => [event.subject, claims.map(({ value }) => value)])).toEqual([
      ['loan/1', [true, 'open', 'book/a', 'loan/1']],
      ['loan/2', [true, 'open', 'book/a', 'loan/2']],
    ])
  })
})
