import { describe, expect, it } from 'vitest'
import { disagreementNoted } from '../../src/event/index.ts'
import { notedIn } from '../../src/state/index.ts'
import { type Asked, bookCatalogued, stand, Tale } from '../toy/index.ts'

const NOW: Asked = { date: '2030-01-01' }

/** Two sources, one of them undated, that speak of a book, and a note that rests on both. */
function noted() {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  tale.source('letter', '[2020-02-01..]')
  const one = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { on: '2020-01-05', by: 'gazette' })
  const two = tale.tell(bookCatalogued, 'book/b', { title: 'A' }, { on: '2020-01-20', by: 'letter' })
  const payload = { kind: 'tension', about: ['book/a', 'book/b'], summary: 'Two books, one title.' }
  const note = tale.tell(disagreementNoted, 'disagreement/one-title', payload, { from: [one, two] })
  const seen = (asked: Asked = NOW) => notedIn(stand(tale.events)(asked))
  return { tale, one, two, note, seen }
}

describe('notedIn()', () => {
  it('is what was noted, with the events that it rests on', () => {
    const { one, two, note, seen } = noted()
    expect(seen()).toEqual([
      {
        event: note,
        subject: 'disagreement/one-title',
        kind: 'tension',
        about: ['book/a', 'book/b'],
        summary: 'Two books, one title.',
        certainty: 'definitely',
        because: [note, one, two],
      },
    ])
  })

  it('is only possible where one of its events is only possibly seen, and not there where one is not', () => {
    const { seen } = noted()
    expect(seen({ ...NOW, knownAt: '2020-03-01' })).toMatchObject([{ certainty: 'possibly' }])
    expect(seen({ ...NOW, knownAt: '2020-01-15' })).toEqual([])
    expect(seen({ ...NOW, trusting: { without: ['source/gazette'] } })).toEqual([])
  })

  it('is not there before it was recorded', () => {
    const { seen } = noted()
    expect(seen({ ...NOW, position: 4 })).toEqual([])
    expect(seen({ ...NOW, position: 5 })).toHaveLength(1)
  })

  it('is not there before each of its events may have begun', () => {
    const { seen } = noted()
    expect(seen({ date: '2020-01-19' })).toEqual([])
    expect(seen({ date: '2020-01-20' })).toHaveLength(1)
  })

  it('falls with the retraction of an event that it rests on, and stands again with it', () => {
    const { tale, two, seen } = noted()
    tale.retract(two)
    expect(seen()).toEqual([])
    tale.restore(two)
    expect(seen()).toHaveLength(1)
  })

  it('reads as it was corrected', () => {
    const { tale, note, seen } = noted()
    const correction = tale.correct(note, { payload: { summary: 'One title, two books.' } })
    const [read] = seen()
    expect(read).toMatchObject({ summary: 'One title, two books.', kind: 'tension' })
    expect(read?.because).toContain(correction)
    expect(seen({ ...NOW, position: 5 })).toMatchObject([{ summary: 'Two books, one title.' }])
  })

  it('claims nothing of what it is about', () => {
    const { tale } = noted()
    const withNote = stand(tale.events)(NOW)
    const without = stand(tale.events.slice(0, 4))(NOW)
    for (const subject of ['book/a', 'book/b'])
      expect(withNote.item(subject)?.because).toEqual(without.item(subject)?.because)
    expect(withNote.item('disagreement/one-title')).toBeUndefined()
  })
})
