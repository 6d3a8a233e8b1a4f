import { bilateral } from '../src/domains/index.ts'
import { type Chronicle, openChronicle } from '../src/engine/index.ts'
import { canonicalJson, type Envelope, sha256Hex } from '../src/event/index.ts'
import { type NewEvent, openMemoryLedger } from '../src/ledger/index.ts'
import { openSqliteLedger } from '../src/stores/index.ts'
import { type CivilDay, fixedClock, formatDay, parseDay } from '../src/time/index.ts'
import { generator } from './loans.ts'

/** The first day of the invented chronicle, and how many days it spans. */
export const FIRST = parseDay('1950-01-01')
export const SPAN = 27_000

/**
 * An invented chronicle of `size` events of the bilateral domain: undertakings made, partly and wholly fulfilled, meetings
 * and offices, by sources of twenty events over 75 years, one date in ten imprecise. The same for the same size.
 */
export function inventedEvents(size: number, chronicle: string): readonly NewEvent[] {
  const random = generator(7)
  const subjects = Math.max(1, Math.floor(size / 12))
  const below = (end: number) => Math.floor(random() * end)
  const made = new Set<number>()
  const events: NewEvent[] = []
  const add = (event: Omit<Envelope, 'chronicle' | 'version'>) => {
    if (events.length < size) events.push(written({ chronicle, version: 1, ...event }))
  }
  for (let source = 0; events.length < size; source += 1) {
    const id = `source/s${source}` as const
    const published = FIRST + Math.floor(((source * 20) / size) * SPAN)
    add({
      type: 'SourceRegistered',
      subject: id,
      payload: {
        label: `s${source}`,
        side: source % 2 === 0 ? 'vn' : 'jp',
        published: dated(published),
        absent: ['byline'],
      },
      evidence: [{ source: id, locator: 'p. 1', role: 'date' }],
    })
    for (let nth = 0; nth < 19; nth += 1) {
      const day = Math.max(FIRST, published - below(400))
      const about = {
        valid: random() < 0.1 ? { edtf: formatDay(day).slice(0, 7), basis: 'stated' as const } : dated(day),
        evidence: [{ source: id, locator: `p. ${nth + 1}`, role: 'statement' as const }],
      }
      const number = below(subjects)
      const undertaking = `undertaking/u${number}` as const
      const roll = random()
      if (roll < 0.55 && !made.has(number)) {
        made.add(number)
        const payload = {
          by: ['jp', 'vn'],
          grade: 'agreement',
          checkable: true,
          content: `Work of kind ${number} goes on`,
          due: dated(day + 900),
        }
        add({ type: 'UndertakingMade', subject: undertaking, payload, ...about })
      } else if (roll < 0.55) {
        const type = random() < 0.5 ? 'UndertakingPartlyFulfilled' : 'UndertakingFulfilled'
        add({ type, subject: undertaking, payload: {}, ...about })
      } else if (roll < 0.8) {
        const name = `m${events.length}`
        add({ type: 'MeetingHeld', subject: `meeting/${name}`, payload: { kind: 'talks', name }, ...about })
      } else {
        const person = `person/p${below(Math.ceil(subjects / 5))}`
        const payload = { person, title: 'Minister', side: 'jp', principal: true }
        const subject = `office/o${below(Math.ceil(subjects / 10))}` as const
        add({ type: 'OfficeAttested', subject, payload, ...about })
      }
    }
  }
  return events
}

/** Writes events to a new SQLite ledger, in batches of ten thousand. */
export async function writeLedger(path: string, name: string, events: readonly NewEvent[]): Promise<void> {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  for (let from = 0; from < events.length; from += 10_000) {
    const batch = events.slice(from, from + 10_000)
    await ledger.append({ chronicle: name, name: `b${from}`, recordedAt: from + 1, events: batch })
  }
  await ledger.close()
}

/** The invented chronicle, open over a ledger in memory. */
export async function openInvented(size: number, name = 'invented'): Promise<Chronicle> {
  const ledger = openMemoryLedger()
  await ledger.append({ chronicle: name, name: 'all', recordedAt: 1, events: inventedEvents(size, name) })
  const clock = fixedClock('2026-01-01T00:00:00Z')
  return openChronicle({ name, vocabulary: bilateral.vocabulary, ledger, clock })
}

function dated(day: CivilDay) {
  return { edtf: formatDay(day), basis: 'stated' as const }
}

function written(event: Envelope): NewEvent {
  const body = canonicalJson(event)
  return { id: sha256Hex(body), body }
}
