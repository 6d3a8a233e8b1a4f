import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkSameHistory } from '../../src/ledger/divergence.ts'
import { historyDifferences, type Leaf } from '../../src/ledger/index.ts'
import { batchList, chronicle, eventOf, ledgerOf, readAll } from './events.ts'

const history = (ids: readonly string[], instants: ReadonlyMap<string, number> = new Map()): Leaf[] =>
  ids.map((id, index) => ({ chronicle: 'c', id, position: index + 1, recordedAt: instants.get(id) ?? 0 }))
const ids = Array.from({ length: 12 }, (_, index) => `event-${index + 1}`)
const whole = history(ids)
const place = fc.nat({ max: ids.length - 1 })

describe('historyDifferences()', () => {
  it('is nothing between histories that are the same', () => {
    expect(historyDifferences(whole, history(ids))).toEqual([])
    expect(historyDifferences([], [])).toEqual([])
  })

  it('names the one event that was dropped, added, rewritten or recorded at another time, and no other', () => {
    fc.assert(
      fc.property(place, (index) => {
        const [id, position] = [ids[index] ?? '', index + 1]
        expect(historyDifferences(whole, history(ids.toSpliced(index, 1)))).toEqual([
          { type: 'dropped', position, id },
        ])
        expect(historyDifferences(whole, history(ids.toSpliced(index, 0, 'new')))).toEqual([
          { type: 'added', position, id: 'new' },
        ])
        expect(historyDifferences(whole, history(ids.with(index, 'new')))).toEqual([
          { type: 'rewritten', position, id, found: 'new' },
        ])
        expect(historyDifferences(whole, history(ids, new Map([[id, 5]])))).toEqual([
          { type: 'redated', position, id, recordedAt: 0, found: 5 },
        ])
      }),
    )
  })

  it('names both events that changed places', () => {
    fc.assert(
      fc.property(place, place, (one, two) => {
        fc.pre(one < two)
        const swapped = ids.with(one, ids[two] ?? '').with(two, ids[one] ?? '')
        expect(historyDifferences(whole, history(swapped))).toEqual([
          { type: 'moved', position: one + 1, id: ids[one], found: two + 1 },
          { type: 'moved', position: two + 1, id: ids[two], found: one + 1 },
        ])
      }),
    )
  })

  it('names every event of a history that was wholly rewritten', () => {
    const other = ids.map((id) => `${id}-other`)
    expect(
      historyDifferences(whole, history(other)).map(({ type, position }) => `${type} ${position}`),
    ).toEqual(ids.map((_, index) => `rewritten ${index + 1}`))
  })

  it('is nothing only where the histories are the same', () => {
    const some = fc.uniqueArray(fc.nat({ max: 9 }).map(String), { maxLength: 8 })
    fc.assert(
      fc.property(some, some, (one, two) => {
        expect(historyDifferences(history(one), history(two)).length === 0).toBe(one.join() === two.join())
      }),
    )
  })
})

test('checkSameHistory() finds the first position that differs, as one who compares all entries does', async () => {
  await fc.assert(
    fc.asyncProperty(batchList, batchList, fc.nat(), async (batches, others, part) => {
      const kept = batches.slice(0, part % (batches.length + 1))
      const last = kept.at(-1)?.recordedAt ?? 0
      const rest = others.map((batch) => ({
        ...batch,
        recordedAt: batch.recordedAt + last,
        events: batch.events.map(({ body }) => eventOf(`other ${body}`)),
      }))
      const pair = {
        one: await ledgerOf(batches),
        other: await ledgerOf([...kept, ...rest]),
        oneName: 'one',
        otherName: 'other',
      }
      const [ours, theirs] = [await readAll(pair.one), await readAll(pair.other)]
      const both = Math.min(ours.length, theirs.length)
      const differs = ours.slice(0, both).findIndex((entry, index) => entry.id !== theirs[index]?.id)
      const outcome = await checkSameHistory(pair, chronicle).catch((error) => error.facts)
      expect(outcome).toEqual(differs === -1 ? both : { chronicle, position: differs + 1 })
    }),
  )
})
