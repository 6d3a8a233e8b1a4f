import { describe, expect, it } from 'vitest'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import type { Envelope } from '../../src/event/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { bookCatalogued, continueTale, eventsIn, library, openTale, TALE, Tale } from '../toy/index.ts'

function firstTale() {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on: '2020-01-01' })
  return { tale, book }
}

function record(chronicle: Chronicle, ...events: readonly Envelope[]) {
  return chronicle.record({ name: 'next', events })
}

/** The events told last, not recorded yet. */
function newest(tale: Tale, count = 1): readonly Envelope[] {
  return tale.envelopes.slice(-count)
}

describe('Chronicle.record()', () => {
  it('records the same by the same ids, in order, and tells the watchers', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(new Tale())
    const heard: string[] = []
    const stop = chronicle.watch(({ id }) => heard.push(id))
    const receipt = await record(chronicle, ...tale.envelopes)
    expect(receipt.recorded).toEqual(tale.events.map(({ id }) => id))
    expect(heard).toEqual(receipt.recorded)
    expect(receipt.recorded).toContain(book)
    stop()
    tale.retract(book)
    await record(chronicle, ...newest(tale))
    expect(heard).toHaveLength(2)
  })

  it('passes over what stands recorded, and records nothing where all does', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    const head = await chronicle.ledgerHead()
    const receipt = await record(chronicle, ...tale.envelopes)
    expect(receipt).toEqual({ head, recorded: [], already: tale.events.map(({ id }) => id), warnings: [] })
    tale.retract(book)
    expect((await record(chronicle, ...tale.envelopes)).already).toHaveLength(2)
    expect(chronicle.position).toBe(3)
  })

  it('refuses the second of two acts on one event, and records nothing of its batch', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    tale.correct(book, { payload: { title: 'AA' } })
    const [first] = newest(tale)
    const { tale: other } = firstTale()
    other.correct(book, { payload: { title: 'AB' } })
    if (first !== undefined) await record(chronicle, first)
    await expect(record(chronicle, ...newest(other))).rejects.toMatchObject({
      code: 'E_NOT_HEAD',
      category: 'conflict',
    })
    expect(chronicle.position).toBe(3)
  })

  it('takes retract, restore, retract as three events, also in one batch', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    tale.retract(book)
    tale.restore(book)
    tale.retract(book)
    await record(chronicle, ...newest(tale, 3))
    const answers = [3, 4, 5].map((position) => chronicle.asOf({ position }).view.exists(book))
    expect(answers).toEqual(['no', 'definitely', 'no'])
  })

  it('refuses premises and targets that are not recorded, acts on acts and as premises, with every fault', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    const act = tale.retract(book)
    await continueTale(chronicle, tale)
    const none = 'f'.repeat(64)
    const base = { chronicle: TALE, version: 1, subject: 'book/a', payload: { reason: 'x' } } as const
    const refused = record(
      chronicle,
      { ...base, type: 'EventRetracted', target: { event: none } },
      { ...base, type: 'EventRetracted', target: { event: act } },
      { ...base, type: 'BookCatalogued', payload: { title: 'B' }, premises: [none] },
      { ...base, type: 'BookCatalogued', payload: { title: 'C' }, premises: [act] },
    )
    await expect(refused).rejects.toMatchObject({
      category: 'invalid',
      faults: [
        { code: 'E_UNKNOWN_EVENT' },
        { code: 'E_TARGET' },
        { code: 'E_UNKNOWN_EVENT' },
        { code: 'E_PREMISES' },
      ],
    })
  })

  it('refuses a correction that leaves no event of its type', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    tale.correct(book, { payload: { title: 7 } })
    await expect(record(chronicle, ...newest(tale))).rejects.toMatchObject({ code: 'E_CORRECTION' })
    expect(chronicle.position).toBe(2)
  })

  it('refuses what is no event, and a position that has moved on', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    const [, known] = tale.envelopes
    if (known === undefined) throw new Error('two events were told')
    await expect(record(chronicle, { ...known, type: 'Nothing' })).rejects.toMatchObject({ code: 'E_TYPE' })
    tale.retract(book)
    const late = chronicle.record({ name: 'late', events: newest(tale), expectedPosition: 1 })
    await expect(late).rejects.toMatchObject({ category: 'conflict' })
  })
})

describe('Chronicle.asOf()', () => {
  it('answers a pinned position again as before, whatever was recorded since', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    const asked = { position: 2 }
    const before = chronicle.asOf(asked).item('book/a')?.existence
    tale.retract(book)
    await continueTale(chronicle, tale)
    expect(chronicle.asOf(asked).item('book/a')?.existence).toEqual(before)
    expect(chronicle.asOf({}).item('book/a')).toBeUndefined()
  })

  it('sees events by one view from all points that differ in their date alone', async () => {
    const { tale } = firstTale()
    const chronicle = await openTale(tale)
    const state = chronicle.asOf({ position: 2 })
    expect(chronicle.at(state.point).view).toBe(state.view)
    const before = chronicle.at({ ...state.point, date: 0 })
    expect(before.view).toBe(state.view)
    expect(before.item('book/a')?.existence.answer).toBe('no')
  })

  it('sees what another opened the ledger to, once it follows', async () => {
    const { tale } = firstTale()
    const ledger = openMemoryLedger()
    const clock = fixedClock('2030-01-01T00:00:00Z')
    const options = { name: TALE, vocabulary: library, ledger, clock }
    const [writer, reader] = [await openChronicle(options), await openChronicle(options)]
    await record(writer, ...tale.envelopes)
    expect(reader.position).toBe(0)
    await Promise.all([reader.follow(), reader.follow()])
    expect(eventsIn(reader)).toEqual(eventsIn(writer))
  })
})

describe('Chronicle.compare() and history()', () => {
  it('compare two points as they are asked for', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    const { from, to, changes } = chronicle.compare({ position: 1 }, {})
    expect([from.point.position, to.point.position]).toEqual([1, 2])
    expect(changes('book')).toMatchObject([{ change: 'added', subject: 'book/a', because: [book] }])
  })

  it('tell a subject’s events and periods, or that nothing speaks of it', async () => {
    const { tale, book } = firstTale()
    const chronicle = await openTale(tale)
    const history = chronicle.history('book/a', chronicle.asOf({}))
    expect(history?.entries.map(({ event }) => event.id)).toEqual([book])
    expect(history?.periods.at(0)?.from).toBe(-Infinity)
    expect(chronicle.history('book/none', chronicle.asOf({}))).toBeUndefined()
  })
})
