import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import { boundSchema, canonicalJson, envelopeSchema } from '../../src/event/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { asked, caseOf, moves, preface } from '../oracle/generate.ts'
import { library, TALE } from '../toy/index.ts'
import { questionsAbout } from './everything.ts'

const SUBJECTS = ['book/a', 'book/b', 'reader/m', 'loan/1', 'shelf/x', 'source/north']
const CASES = 40

afterEach(() => vi.restoreAllMocks())

/** Counts every run of a schema by which events are read: of each payload, of the envelope and of a bound. */
function countedParses(): { readonly count: () => number } {
  const schemas = [
    ...[...library.catalogue.values()].map(({ payload }) => payload),
    envelopeSchema,
    boundSchema,
  ]
  const spies = schemas.map((schema) => vi.spyOn(schema._zod, 'run'))
  return { count: () => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0) }
}

it('a chronicle parses each event once, when it is read, and nothing when it is asked', async () => {
  const cases = fc.sample(fc.tuple(preface, moves, asked), { numRuns: CASES, seed: 11 })
  const parses = countedParses()
  let corrections = 0
  for (const [first, generated, points] of cases) {
    const { events, points: requests } = caseOf(first, generated, points)
    corrections += events.filter(({ event }) => event.type === 'EventCorrected').length
    const ledger = openMemoryLedger()
    for (const { id, event, position, recordedAt } of events)
      await ledger.append({
        chronicle: TALE,
        name: `batch-${position}`,
        recordedAt,
        events: [{ id, body: canonicalJson(event) }],
      })
    const clock = fixedClock('2030-01-01T00:00:00Z')
    const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
    const opened = parses.count()
    expect(opened).toBeGreaterThanOrEqual(2 * events.length)
    const ids = events.map(({ id }) => id)
    const matter = { subjects: SUBJECTS, ids, requests: [...requests, { date: parseDay('2020-01-05') }] }
    for (const { ask } of questionsAbout(matter)) ask(chronicle)
    expect(parses.count() - opened).toBe(0)
  }
  expect(corrections).toBeGreaterThan(CASES / 2)
})
