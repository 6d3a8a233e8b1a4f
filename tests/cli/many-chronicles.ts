import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { bilateral } from '../../src/domains/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../src/event/index.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { sealBatch } from '../archive/sealing.ts'

/** A source and what it tells: the same document as every one of these chronicles has read it, `source/gazette`. */
export function eventsOf(chronicle: string): readonly Envelope[] {
  const own = (event: object): Envelope => ({ chronicle, version: 1, ...event }) as Envelope
  return [
    own({
      type: 'SourceRegistered',
      subject: 'source/gazette',
      payload: { label: `of ${chronicle}`, published: { edtf: '2024-03-02', basis: 'stated' }, absent: [] },
      evidence: [{ source: 'source/gazette', locator: 'page 1', role: 'date' }],
    }),
    own({
      type: 'MeetingHeld',
      subject: 'meeting/2024-03-01-talks',
      payload: { kind: 'talks', name: `talks of ${chronicle}` },
      valid: { edtf: '2024-03-01', basis: 'relative' },
      evidence: [{ source: 'source/gazette', locator: 'page 1, column 2', role: 'statement' }],
    }),
  ]
}

/** Seals each of them as a folder of one batch. */
export async function sealMany(events: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const dir = join(events, name)
    mkdirSync(dir, { recursive: true })
    await sealBatch(dir, {
      file: 'first.draft.yaml',
      text: JSON.stringify({
        chronicle: name,
        recordedAt: '2025-01-01T00:00:00.000Z',
        reader: 'the tests',
        events: eventsOf(name).map(({ chronicle: _, version: __, ...event }) => event),
      }),
      catalogue: bilateral.vocabulary.catalogue,
      now: 0,
    })
  }
}

/** Writes them to the ledger alone, as a recording elsewhere would; later ones are recorded later. */
export async function appendMany(ledger: Ledger, names: readonly string[]): Promise<void> {
  for (const chronicle of names)
    await ledger.append({
      chronicle,
      name: '0001-first',
      recordedAt: Date.parse('2025-01-01T00:00:00Z'),
      events: eventsOf(chronicle).map((event) => ({ id: eventId(event), body: canonicalJson(event) })),
    })
}

/** `one-00`, `one-01` … */
export function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${prefix}-${String(at).padStart(2, '0')}`)
}
