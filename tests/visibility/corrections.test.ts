import { describe, expect, it } from 'vitest'
import { ANY, type Bound, readValid, type Valid } from '../../src/time/index.ts'
import { bookCatalogued, bookFields, bookSeen, shelfFields, stand, stated, Tale } from '../toy/index.ts'

const NOW = '2030-01-01'
const dated = (edtf: string): Bound => ({ edtf, basis: 'stated' })

function catalogued(published = '2020-01-01') {
  const tale = new Tale()
  tale.source('list', published)
  const payload = { title: 'Emma', language: 'english', shelf: 'shelf/a' }
  const book = tale.tell(bookCatalogued, 'book/emma', payload, { on: '2020-01-01', by: 'list' })
  return { tale, book }
}

function languages(tale: Tale, asked: Partial<Parameters<ReturnType<typeof stand>>[0]> = {}) {
  const item = stand(tale.events)({ date: NOW, ...asked }).item('book/emma')
  return item?.get(bookFields.language).values.map(({ value, answer }) => `${value} ${answer}`)
}

describe('a correction', () => {
  it('replaces one field and leaves the others', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { payload: { language: 'french' } })
    expect(languages(tale)).toEqual(['french definitely'])
    expect(stand(tale.events)({ date: NOW }).item('book/emma')?.get(bookFields.title).answer).toBe(
      'definitely',
    )
  })

  it('takes a field away where it sets null', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { payload: { language: null } })
    expect(languages(tale)).toEqual([])
  })

  it('is seen from its position on only', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { payload: { language: 'french' } })
    expect(languages(tale, { position: 2 })).toEqual(['english definitely'])
  })

  it('without a ground of its own is as old as what it corrects', () => {
    const { tale, book } = catalogued('2020-01-01')
    tale.correct(book, { payload: { language: 'french' } })
    expect(languages(tale, { knownAt: '2020-01-01' })).toEqual(['french definitely'])
  })

  it('without a ground of its own leaves no trace of the misreading where the source is undated', () => {
    const { tale, book } = catalogued('[..]')
    tale.correct(book, { payload: { language: 'french' } })
    expect(languages(tale, { knownAt: '2021-01-01' })).toEqual(['french possibly'])
  })

  it('by an erratum is known from the date of that', () => {
    const { tale, book } = catalogued()
    tale.source('erratum', '2021-01-01')
    tale.correct(book, { payload: { language: 'french' } }, { by: 'erratum' })
    expect(languages(tale, { knownAt: '2020-12-31' })).toEqual(['english definitely'])
    expect(languages(tale, { knownAt: '2021-01-01' })).toEqual(['french definitely'])
    expect(languages(tale, { trusting: { without: ['source/erratum'] } })).toEqual(['english definitely'])
  })

  it('that is only possibly known leaves both values possible, and what both say definite', () => {
    const { tale, book } = catalogued()
    tale.source('erratum', '[2021-01-01..]')
    tale.correct(book, { payload: { language: 'french' } }, { by: 'erratum' })
    expect(languages(tale, { knownAt: '2021-06-01' })?.sort()).toEqual([
      'english possibly',
      'french possibly',
    ])
    const item = stand(tale.events)({ date: NOW, knownAt: '2021-06-01' }).item('book/emma')
    expect(item?.get(bookFields.language).answer).toBe('possibly')
    expect(item?.get(bookFields.title).answer).toBe('definitely')
    expect(item?.existence.answer).toBe('definitely')
  })

  it('that is only possibly known does not bring back what both of its readings replace', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    tale.source('erratum', '[2021-01-01..]')
    tale.tell(bookCatalogued, 'book/emma', { title: 'Emma', language: 'latin' }, { on: '2019', by: 'list' })
    const later = { title: 'Emma', language: 'english' }
    const book = tale.tell(bookCatalogued, 'book/emma', later, { on: '2020-01-01', by: 'list' })
    tale.correct(book, { payload: { language: 'french' } }, { by: 'erratum' })
    expect(languages(tale, { knownAt: '2021-06-01' })?.sort()).toEqual([
      'english possibly',
      'french possibly',
    ])
  })

  it('of a correction takes its place', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { payload: { language: 'french' } })
    tale.correct(book, { payload: { language: 'german' } })
    expect(languages(tale)).toEqual(['german definitely'])
    expect(languages(tale, { position: 3 })).toEqual(['french definitely'])
  })

  it('may be recorded before what it corrects is known', () => {
    const { tale, book } = catalogued('2025-01-01')
    tale.source('erratum', '2021-01-01')
    tale.correct(book, { payload: { language: 'french' } }, { by: 'erratum' })
    expect(languages(tale, { knownAt: '2022-01-01' })).toBeUndefined()
    expect(languages(tale, { knownAt: '2025-01-01' })).toEqual(['french definitely'])
  })

  it('moves an event to another subject, with all that it touches', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { subject: 'book/emma-2' })
    const state = stand(tale.events)({ date: NOW })
    expect(state.item('book/emma')).toBeUndefined()
    expect(state.item('book/emma-2')?.existence.answer).toBe('definitely')
    expect(
      state
        .item('shelf/a')
        ?.get(shelfFields.books)
        .values.map(({ value }) => value),
    ).toEqual(['book/emma-2'])
  })

  it('gives a touched subject what it moves there, and takes it from the other', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { payload: { shelf: 'shelf/b' } })
    const state = stand(tale.events)({ date: NOW })
    expect(state.item('shelf/a')).toBeUndefined()
    expect(state.item('shelf/b')?.existence.answer).toBe('definitely')
  })

  it('of the date moves the event in time', () => {
    const { tale, book } = catalogued('[2020-01-01..]')
    tale.correct(book, { valid: { edtf: '2022', basis: 'stated' } })
    const at = stand(tale.events)
    expect(at({ date: '2021-01-01' }).item('book/emma')?.existence.answer).toBe('no')
    expect(at({ date: '2021-01-01', position: 2 }).item('book/emma')?.existence.answer).toBe('definitely')
  })

  it.each<[Valid | null]>([
    [dated('2021-09/2021-11')],
    [dated('2021-09/..')],
    [dated('2021-09/')],
    [dated('../2021-11')],
    [dated('/2021-11')],
    [dated('{2021-09,2021-10}')],
    [dated('[2021-09..2021-11]')],
    [{ begin: dated('2021-09'), end: dated('2021-11') }],
    [{ begin: dated('2021-09') }],
    [null],
  ])('sets whatever may be recorded as a date, %j, and null takes it away', (valid) => {
    const { tale, book } = catalogued('[2020-01-01..]')
    tale.correct(book, { valid })
    const [version] = stand(tale.events)({ date: NOW }).view.versions(book)
    expect(version?.bounds).toEqual(readValid(valid ?? undefined))
    expect(version?.event.event.valid).toEqual(valid ?? undefined)
    expect(version?.event.event).not.toHaveProperty('valid', null)
  })

  it('sets a date again that another correction took away', () => {
    const { tale, book } = catalogued('[2020-01-01..]')
    tale.correct(book, { valid: null })
    tale.correct(book, { valid: dated('2021/2022') })
    const bounds = (position: number) =>
      stand(tale.events)({ date: NOW, position }).view.versions(book)[0]?.bounds
    expect([2, 3, 4].map((position) => bounds(position)?.endStatus)).toEqual(['once', 'once', 'stated'])
    expect(bounds(3)?.begin).toEqual(ANY)
  })

  it('of the evidence makes an event as old as what is cited now', () => {
    const { tale, book } = catalogued('2020-01-01')
    tale.source('second', '2022-01-01')
    tale.correct(book, { evidence: [{ source: 'source/second', locator: 'page 1', role: 'statement' }] })
    const at = stand(tale.events)
    expect(at({ date: NOW, knownAt: '2021-01-01' }).view.exists(book)).toBe('no')
    expect(at({ date: NOW, knownAt: '2022-01-01' }).view.exists(book)).toBe('definitely')
  })

  it('of the day on which a source was out moves all that rests on it', () => {
    const tale = new Tale()
    const registration = tale.source('list', '2020-01-01')
    const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { by: 'list' })
    tale.correct(registration, { payload: { published: stated('2021-01-01') } }, { by: 'list' })
    const at = stand(tale.events)
    expect(at({ date: NOW, knownAt: '2020-06-01' }).view.exists(book)).toBe('no')
    expect(at({ date: NOW, knownAt: '2020-06-01', position: 2 }).view.exists(book)).toBe('definitely')
  })
})

describe('a retraction', () => {
  it('of a retraction and of that again: retract, restore, retract', () => {
    const { tale, book } = catalogued()
    const answers = [tale.retract(book), tale.restore(book), tale.retract(book)].map((act, index) => {
      expect(tale.events[2 + index]?.id).toBe(act)
      return stand(tale.events)({ date: NOW, position: 3 + index }).view.exists(book)
    })
    expect(answers).toEqual(['no', 'definitely', 'no'])
  })

  it('that is only possibly known leaves its target possible', () => {
    const { tale, book } = catalogued()
    tale.source('erratum', '[2021-01-01..]')
    tale.retract(book, { by: 'erratum' })
    const at = stand(tale.events)
    expect(at({ date: NOW, knownAt: '2020-06-01' }).view.exists(book)).toBe('definitely')
    expect(at({ date: NOW, knownAt: '2021-06-01' }).view.exists(book)).toBe('possibly')
    expect(at({ date: NOW }).view.exists(book)).toBe('no')
  })

  it('keeps the corrections made before it once it is undone', () => {
    const { tale, book } = catalogued()
    tale.correct(book, { payload: { language: 'french' } })
    tale.retract(book)
    tale.restore(book)
    expect(languages(tale)).toEqual(['french definitely'])
  })

  it('may rest on its own target', () => {
    const { tale, book } = catalogued()
    const seen = tale.tell(bookSeen, 'book/emma', { shelf: 'shelf/z' }, { by: 'list', on: '2020-01-01' })
    tale.retract(book, { from: [book, seen] })
    expect(stand(tale.events)({ date: NOW }).view.exists(book)).toBe('no')
  })

  it('may rest on what was inferred from its target, and takes that along', () => {
    const { tale, book } = catalogued()
    const seen = tale.tell(bookSeen, 'book/emma', { shelf: 'shelf/z' }, { from: [book], on: '2020-01-01' })
    tale.retract(book, { from: [seen] })
    const { view } = stand(tale.events)({ date: NOW })
    expect([view.exists(book), view.exists(seen)]).toEqual(['no', 'no'])
  })

  it.each([
    ['a revision', (tale: Tale) => tale.revise('other', 'second', 'list')],
    ['a withdrawal', (tale: Tale) => tale.withdraw('other', 'list')],
    ['a fact', (tale: Tale) => tale.tell(bookSeen, 'book/emma', { shelf: 'shelf/z' }, { by: 'list' })],
  ])('of a registration may rest on %s by that source, once it is out, and takes that along', (_, tell) => {
    const tale = new Tale()
    const registration = tale.source('list', '2020-01-10')
    tale.source('other', '2020-01-01')
    const book = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { by: 'list' })
    const ground = tell(tale)
    const retraction = tale.retract(registration, { from: [ground] })
    const seenAt = (knownAt: string) => {
      const { view } = stand(tale.events)({ date: NOW, knownAt })
      const act = tale.events.find(({ id }) => id === retraction)
      return [view.exists(book), view.exists(ground), act && view.inForce(act)]
    }
    expect(seenAt('2020-01-09')).toEqual(['no', 'no', 'no'])
    expect(seenAt('2020-01-10')).toEqual(['no', 'no', 'definitely'])
  })
})
