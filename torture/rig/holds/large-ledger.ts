import { inventedEvents, writeLedger } from '../../../bench/invented.ts'
import { canonicalJson, type Envelope, sha256Hex } from '../../../src/event/index.ts'
import type { NewEvent } from '../../../src/ledger/index.ts'

export const NAME = 'invented'

/** How many events the large subject has, and how many sources of open date bear on the open one. */
const LARGE = 16_000
const OPEN = 12

/**
 * Writes an invented chronicle of so many events into a file of SQLite: that of `bench/`, and within it one undertaking of
 * 16,000 events, and one that rests on twelve sources of open date.
 */
export async function writeLargeLedger(path: string, size: number): Promise<void> {
  const special = [...largeSubject(), ...openSubject()]
  const invented = inventedEvents(Math.max(1_000, size - special.length), NAME)
  await writeLedger(path, NAME, [...invented, ...special])
}

/** How many of the events of such a ledger are about neither of the two. */
export function usualIn(head: number): number {
  return head - LARGE - LARGE / 400 - 2 * OPEN - 1
}

export const LARGE_SUBJECT = 'undertaking/large'
export const OPEN_SUBJECT = 'undertaking/open'

function* largeSubject(): Iterable<NewEvent> {
  for (let nth = 0; nth < LARGE; nth += 1) {
    const source = `source/large-${Math.floor(nth / 400)}` as const
    const day = dayOf(nth)
    if (nth % 400 === 0) yield registration(source, day)
    const type = nth % 5 === 4 ? 'UndertakingFulfilled' : 'UndertakingPartlyFulfilled'
    yield nth === 0
      ? made(LARGE_SUBJECT, [source], day)
      : written({ type, subject: LARGE_SUBJECT, payload: {}, ...said([source], day, `p. ${nth}`) })
  }
}

function* openSubject(): Iterable<NewEvent> {
  const sources = Array.from({ length: OPEN }, (_, nth) => `source/open-${nth}` as const)
  for (const source of sources) yield registration(source, `[2000-01-01..]`)
  for (const [nth, source] of sources.entries()) yield made(OPEN_SUBJECT, [source], dayOf(nth * 50))
  yield written({
    type: 'UndertakingPartlyFulfilled',
    subject: OPEN_SUBJECT,
    payload: {},
    ...said(sources, '2001-01-01', 'p. 1'),
  })
}

function registration(subject: `${string}/${string}`, published: string): NewEvent {
  return written({
    type: 'SourceRegistered',
    subject,
    payload: { label: subject.slice(7), side: 'jp', published: dated(published), absent: ['byline'] },
    evidence: [{ source: subject, locator: 'p. 1', role: 'date' }],
  })
}

function made(subject: `${string}/${string}`, by: readonly `${string}/${string}`[], day: string): NewEvent {
  const payload = {
    by: ['jp', 'vn'],
    grade: 'agreement',
    checkable: true,
    content: `Work goes on since ${day}`,
  }
  return written({ type: 'UndertakingMade', subject, payload, ...said(by, day, 'p. 2') })
}

function said(sources: readonly `${string}/${string}`[], day: string, locator: string) {
  return {
    valid: dated(day),
    evidence: sources.map((source) => ({ source, locator, role: 'statement' as const })),
  }
}

function dayOf(nth: number): string {
  return new Date(Date.UTC(1960, 0, 1 + nth)).toISOString().slice(0, 10)
}

function dated(edtf: string) {
  return { edtf, basis: 'stated' as const }
}

function written(event: Omit<Envelope, 'chronicle' | 'version'>): NewEvent {
  const body = canonicalJson({ chronicle: NAME, version: 1, ...event })
  return { id: sha256Hex(body), body }
}
