import { describe, expect, it } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import { newKey, openMemoryLedger, proofFaults, readCheckpoint } from '../../src/ledger/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { bookCatalogued, continueTale, eventsIn, library, openTale, TALE, Tale } from '../toy/index.ts'

const { signer } = newKey('example.org/library')

function taleOf(books: number): Tale {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  for (let book = 1; book <= books; book += 1)
    tale.tell(bookCatalogued, `book/b${book}`, { title: `B ${book}` }, { by: 'list', on: '2020-01-01' })
  return tale
}

describe('Chronicle.rootAt()', () => {
  it('is the ledger’s own at every position, while it grows and once it is opened again', async () => {
    const ledger = openMemoryLedger()
    const options = { name: TALE, vocabulary: library, ledger, clock: fixedClock('2030-01-01T00:00:00Z') }
    const chronicle = await openChronicle(options)
    await chronicle.record({ name: 'first', events: taleOf(12).envelopes })
    await chronicle.record({ name: 'more', events: taleOf(20).envelopes })
    const again = await openChronicle(options)
    for (let position = 0; position <= 21; position += 1) {
      const root = await ledger.rootAt(TALE, position)
      expect(chronicle.rootAt(position)).toBe(root)
      expect(again.rootAt(position)).toBe(root)
    }
    expect(() => chronicle.rootAt(22)).toThrow(expect.objectContaining({ code: 'E_NO_POSITION' }))
  })

  it('is the same from an earlier snapshot, whatever is recorded since', async () => {
    const chronicle = await openTale(taleOf(9))
    const root = chronicle.rootAt(10)
    const snapshot = chronicle.snapshot()
    await continueTale(chronicle, taleOf(15))
    expect(snapshot.rootAt(10)).toBe(root)
  })
})

describe('Chronicle.proofOf(), growthOf(), checkpoint()', () => {
  it('hold for whoever trusts the key', async () => {
    const chronicle = await openTale(taleOf(9))
    const trusting = (...positions: readonly number[]) => ({
      verifiers: [signer.verifier],
      checkpoints: positions.map((position) => ({
        file: 'c',
        checkpoint: readCheckpoint('c', chronicle.checkpoint(position, signer)),
      })),
      heads: [],
    })
    for (const event of eventsIn(chronicle)) {
      const proof = chronicle.proofOf(event, 10)
      if (proof === undefined) throw new Error('no proof')
      expect(proofFaults('p', proof, trusting(10))).toEqual([])
    }
    expect(proofFaults('p', chronicle.growthOf(4, 9), trusting(4, 9))).toEqual([])
  })

  it('are none of what is only previewed', async () => {
    const chronicle = await openTale(taleOf(4))
    const { snapshot } = await chronicle.preview({ events: taleOf(5).envelopes.slice(-1) })
    const [previewed] = eventsIn(snapshot).slice(-1)
    if (previewed === undefined) throw new Error('nothing previewed')
    expect(previewed.position).toBe(6)
    expect(snapshot.proofOf(previewed, 6)).toBeUndefined()
    expect(chronicle.rootAt(5)).toBe(snapshot.rootAt(5))
    expect(() => snapshot.rootAt(6)).toThrow(expect.objectContaining({ code: 'E_NO_POSITION' }))
  })
})
