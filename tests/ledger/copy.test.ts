import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Batch, copyLedger, openMemoryLedger } from '../../src/ledger/index.ts'
import { batchList, batchOf, chronicle, contentsOf, ledgerOf } from './events.ts'

const names = { fromName: 'the first', toName: 'the second' }

describe('copyLedger()', () => {
  test('gives the same ids, positions, instants, names, readers and roots, from wherever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(batchList, fc.nat(), async (batches, part) => {
        const from = await ledgerOf(batches)
        const to = await ledgerOf(batches.slice(0, part % (batches.length + 1)))
        const had = (await to.head(chronicle)).position
        const copied = await copyLedger({ from, to, ...names })
        expect(await contentsOf(to)).toEqual(await contentsOf(from))
        expect(copied.reduce((sum, { events }) => sum + events, had)).toBe(
          (await from.head(chronicle)).position,
        )
        expect(await copyLedger({ from, to, ...names })).toEqual(
          copied.map((each) => ({ ...each, events: 0, batches: 0 })),
        )
      }),
    )
  })

  test('copies chronicles apart, those alone that are named, and tells how far it is', async () => {
    const from = await ledgerOf([
      batchOf(1, ['a', 'b']),
      batchOf(2, ['c']),
      batchOf(1, ['a'], { chronicle: 'a-toy' }),
    ])
    const to = openMemoryLedger()
    const told: string[] = []
    await copyLedger({
      from,
      to,
      ...names,
      chronicles: [chronicle],
      progress: ({ doing, done, of }) => told.push(`${doing} ${done} of ${of}`),
    })
    expect(told).toEqual(['copying 2 of 3', 'copying 3 of 3'])
    expect(await to.chronicles()).toEqual([chronicle])
    await copyLedger({ from, to, ...names })
    expect(await contentsOf(to)).toEqual(await contentsOf(from))
  })

  test('leaves alone one that goes further', async () => {
    const from = await ledgerOf([batchOf(1, ['a', 'b'])])
    const to = await ledgerOf([batchOf(1, ['a', 'b']), batchOf(2, ['c'])])
    expect(await copyLedger({ from, to, ...names })).toMatchObject([{ events: 0, head: { position: 3 } }])
    expect((await to.head(chronicle)).position).toBe(3)
  })

  test.each<{ why: string; to: readonly Batch[]; position: number }>([
    { why: 'another event', to: [batchOf(1, ['a', 'b']), batchOf(2, ['x'])], position: 3 },
    { why: 'another instant', to: [batchOf(1, ['a', 'b']), batchOf(3, ['c'])], position: 3 },
    { why: 'another order', to: [batchOf(1, ['b', 'a'])], position: 1 },
    { why: 'half of a batch', to: [batchOf(1, ['a'])], position: 2 },
    {
      why: 'a batch of which this is half',
      to: [batchOf(1, ['a', 'b']), batchOf(2, ['c', 'd', 'e'])],
      position: 4,
    },
  ])('appends nothing to one with $why: E_DIVERGED', async ({ to: batches, position }) => {
    const from = await ledgerOf([batchOf(1, ['a', 'b']), batchOf(2, ['c'])])
    const to = await ledgerOf(batches)
    const before = await contentsOf(to)
    await expect(copyLedger({ from, to, ...names })).rejects.toMatchObject({
      code: 'E_DIVERGED',
      category: 'conflict',
      message: expect.stringContaining('the second and the first part ways in japan-viet-nam at position'),
      facts: { position },
    })
    expect(await contentsOf(to)).toEqual(before)
  })
})
