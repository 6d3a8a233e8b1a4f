import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import type { Envelope } from '../../src/event/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'

/** As many events as are wanted, each on its own. */
function eventsOf(count: number): readonly Envelope[] {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  for (let book = 1; book < count; book++)
    tale.tell(bookCatalogued, `book/b${book}`, { title: `${book}` }, { by: 'list', on: '2020-01-01' })
  return tale.envelopes
}

const HOUR = 3_600_000

describe('recordedAt', () => {
  it('goes forward, whatever the clocks of two servers do: jump, stand still, run backwards', async () => {
    const steps = fc.array(
      fc.record({
        server: fc.constantFrom(0, 1),
        moves: fc.oneof(
          fc.constant(0),
          fc.constant(HOUR),
          fc.constant(-HOUR),
          fc.integer({ min: -5, max: 5 }),
        ),
      }),
      { minLength: 2, maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (moved) => {
        const clocks = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1) + HOUR]
        const ledger = openMemoryLedger()
        const servers = await Promise.all(
          clocks.map((_, index) =>
            openChronicle({
              name: TALE,
              vocabulary: library,
              ledger,
              clock: {
                now: () => clocks[index] ?? 0,
                today: () => parseDay('2026-01-01'),
                tolerance: Number.POSITIVE_INFINITY,
              },
            }),
          ),
        )
        for (const [index, event] of eventsOf(moved.length).entries()) {
          const { server = 0, moves = 0 } = moved[index] ?? {}
          clocks[server] = (clocks[server] ?? 0) + moves
          await servers[server]?.record({ events: [event] })
        }
        const instants = (await ledger.batches(TALE)).map(({ recordedAt }) => recordedAt)
        expect(instants).toHaveLength(moved.length)
        for (const [index, instant] of instants.entries())
          expect(instant).toBeGreaterThan(instants[index - 1] ?? Number.NEGATIVE_INFINITY)
      }),
    )
  })
})
