import canonicalize from 'canonicalize'
import { stateJson } from '../../src/cli/state-json.ts'
import { bilateral, vocabulary } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import { type Entry, type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { CHRONICLE } from './corpus.ts'

const clock = fixedClock('2026-12-01T00:00:00Z')

/** Days on which much is otherwise, to ask what stood. */
export const DAYS = ['2021-12-31', '2025-05-01', '2026-12-01'] as const

/** All that the chronicle in a ledger comes to on a day, as canonical JSON: equal texts are equal states. */
export async function stateOn(day: string, ledger: Ledger): Promise<string> {
  const chronicle = await openChronicle({ name: CHRONICLE, vocabulary, ledger, clock })
  const state = chronicle.asOf({ date: parseDay(day) })
  return canonicalize(stateJson(chronicle, state, bilateral, { all: true })) ?? ''
}

/** The same of entries that were read from a ledger, built anew in memory as they came in. */
export async function rebuiltOn(day: string, entries: readonly Entry[]): Promise<string> {
  const memory = openMemoryLedger()
  for (const [recordedAt, batch] of Map.groupBy(entries, (entry) => entry.recordedAt))
    await memory.append({ chronicle: CHRONICLE, name: batch[0]?.batch ?? '', recordedAt, events: batch })
  return stateOn(day, memory)
}
