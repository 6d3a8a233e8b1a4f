import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  auditLedger,
  type Batch,
  checkSameHistory,
  copyLedger,
  type Ledger,
  openMemoryLedger,
} from '../../src/ledger/index.ts'
import { batchOf, chronicle, contentsOf, eventOf, readAll } from './events.ts'

async function ledgerOf(batches: readonly Batch[]): Promise<Ledger> {
  const ledger = openMemoryLedger()
  for (const batch of batches) await ledger.append(batch)
  return ledger
}

const names = { fromName: 'the first', toName: 'the second' }

/** Batches that follow on each other, of one to four events each. */
const story = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 4 }), later: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 8,
  })
  .map((sizes) => {
    let [second, event] = [0, 0]
    return sizes.map(({ size, later }, index) => {
      second += later
      const texts = Array.from({ length: size }, () => `event ${++event}`)
      return batchOf(second, texts, {
        name: `batch ${index}`,
        reader: index % 2 === 0 ? '' : 'one who reads',
      })
    })
  })

describe('copyLedger()', () => {
  test('gives the same ids, positions, instants, names, readers and roots, from wherever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.nat(), async (batches, part) => {
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

test('checkSameHistory() finds the first position that differs, as one who compares all entries does', async () => {
  await fc.assert(
    fc.asyncProperty(story, story, fc.nat(), async (batches, others, part) => {
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

describe('auditLedger()', () => {
  test('gives the heads of all chronicles', async () => {
    const ledger = await ledgerOf([batchOf(1, ['a', 'b']), batchOf(1, ['a'], { chronicle: 'a-toy' })])
    expect(await auditLedger(ledger, 'it')).toEqual([
      await ledger.head('a-toy'),
      await ledger.head(chronicle),
    ])
  })

  test('refuses one in which anything does not agree, by its name', async () => {
    const ledger = await ledgerOf([batchOf(1, ['a', 'b'])])
    const altered: Ledger = { ...bound(ledger), rootAt: async () => 'f'.repeat(64) }
    await expect(auditLedger(altered, 'it')).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringMatching(/^it is damaged: japan-viet-nam: E_AUDIT_ROOT /),
    })
  })
})

function bound(ledger: Ledger): Ledger {
  return {
    chronicles: () => ledger.chronicles(),
    head: (of) => ledger.head(of),
    append: (batch) => ledger.append(batch),
    read: (of, range) => ledger.read(of, range),
    batches: (of) => ledger.batches(of),
    rootAt: (of, position) => ledger.rootAt(of, position),
    watch: (of, wake) => ledger.watch(of, wake),
    close: () => ledger.close(),
  }
}
