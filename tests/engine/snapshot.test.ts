import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chronicle, openChronicle, type PointRequest, type Snapshot } from '../../src/engine/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../src/event/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { SharedCache } from '../../src/state/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { asked, caseOf, moves, preface } from '../oracle/generate.ts'
import { bookCatalogued, library, openTale, TALE, Tale } from '../toy/index.ts'
import { questionsAbout } from './everything.ts'

const SUBJECTS = ['book/a', 'book/b', 'reader/m', 'loan/1', 'shelf/x', 'source/north', 'book/none']
const clock = fixedClock('2020-01-06T00:00:00Z')

/** An event as its own batch. */
async function append(ledger: Ledger, event: Envelope, position: number): Promise<void> {
  const events = [{ id: eventId(event), body: canonicalJson(event) }]
  await ledger.append({ chronicle: TALE, name: `batch-${position}`, recordedAt: position * 1000, events })
}

async function openFirst(events: readonly Envelope[], count: number): Promise<Chronicle> {
  const ledger = openMemoryLedger()
  for (const [index, event] of events.slice(0, count).entries()) await append(ledger, event, index + 1)
  return openChronicle({ name: TALE, vocabulary: library, ledger, clock })
}

/** The tale, at its end one source registered again, and that corrected to be of another source. */
function withMovedSource(told: readonly Envelope[], at: number): readonly Envelope[] {
  const registrations = told.filter(({ type }) => type === 'SourceRegistered')
  const first = registrations[at % Math.max(1, registrations.length)]
  if (first === undefined) return told
  const again: Envelope = { ...first, salt: 'again' }
  const move: Envelope = {
    chronicle: TALE,
    version: 1,
    type: 'EventCorrected',
    subject: again.subject,
    payload: { reason: 'misread', set: { subject: 'source/other' } },
    target: { event: eventId(again) },
  }
  return [...told, again, move]
}

/** Points as they may be asked for from anywhere, some of them not to be had. */
function requestsAbout(points: readonly PointRequest[], length: number): readonly PointRequest[] {
  const [one = {}, other = {}] = points
  const { position: _, ...open } = one
  return [
    {},
    open,
    other,
    { date: parseDay('2020-01-05'), position: Math.ceil(length / 2) },
    { date: parseDay('2020-01-05'), recordedAt: Math.ceil(length / 2) * 1000 },
    { recordedAt: length * 1000 },
    { position: length + 1 },
    { trusting: { only: ['source/other'] } },
    { trusting: { sides: ['left'] } },
  ]
}

describe('Snapshot', () => {
  it('answers everything as a chronicle would in which nothing more was ever recorded, before and after', async () => {
    let questions = 0
    await fc.assert(
      fc.asyncProperty(preface, moves, asked, fc.nat(), async (first, told, points, at) => {
        const { events: recorded, points: some } = caseOf(first, told, points)
        const events = withMovedSource(
          recorded.map(({ event }) => event),
          at,
        )
        const matter = {
          subjects: SUBJECTS,
          ids: events.map(eventId),
          requests: requestsAbout(some, events.length),
        }
        const all = questionsAbout(matter)
        const ledger = openMemoryLedger()
        const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
        const taken: { snapshot: Snapshot; answers: readonly string[] }[] = []
        const from = at % events.length
        for (const [index, event] of events.entries()) {
          await append(ledger, event, index + 1)
          await chronicle.follow()
          if (index < from) continue
          const snapshot = chronicle.snapshot()
          taken.push({ snapshot, answers: all.map(({ ask }) => ask(snapshot)) })
        }
        for (const { snapshot, answers } of taken) {
          const alone = await openFirst(events, snapshot.pin.position)
          const anew = chronicle.snapshot(snapshot.pin)
          for (const [index, { name, ask }] of all.entries()) {
            const expected = ask(alone)
            questions += 1
            expect([name, answers[index]]).toEqual([name, expected])
            expect([name, ask(snapshot)]).toEqual([name, expected])
            expect([name, ask(anew)]).toEqual([name, expected])
          }
        }
      }),
      { numRuns: atLength(25, 5), seed: 7 },
    )
    expect(questions).toBeGreaterThan(10_000)
  })

  it('owns up to leaning on its position or its day: what does not is the same from every later one', async () => {
    let unleaning = 0
    await fc.assert(
      fc.asyncProperty(preface, moves, asked, fc.nat(), async (first, told, points, at) => {
        const { events: recorded, points: some } = caseOf(first, told, points)
        const events = withMovedSource(
          recorded.map(({ event }) => event),
          at,
        )
        const chronicle = await openFirst(events, events.length)
        const matter = {
          subjects: SUBJECTS,
          ids: events.map(eventId),
          requests: requestsAbout(some, events.length),
        }
        const position = at % events.length
        for (const { name, ask } of questionsAbout(matter)) {
          const snapshot = chronicle.snapshot({ position })
          const answer = ask(snapshot)
          const { dependsOn } = snapshot
          if (dependsOn.position && dependsOn.today) continue
          unleaning += 1
          const later = chronicle.snapshot({
            ...(!dependsOn.position && { position: events.length }),
            ...(dependsOn.position && { position }),
            ...(!dependsOn.today && { today: parseDay('2020-01-09') }),
          })
          expect([name, ask(later)]).toEqual([name, answer])
        }
      }),
      { numRuns: atLength(60, 30), seed: 11 },
    )
    expect(unleaning).toBeGreaterThan(5_000)
  })

  it.each([
    ['a day and a position', { date: 0, position: 1 }, { position: false, today: false }],
    ['a position', { position: 1 }, { position: false, today: true }],
    ['a day', { date: 0 }, { position: true, today: false }],
    ['nothing', {}, { position: true, today: true }],
    ['an instant that has passed', { date: 0, recordedAt: 1999 }, { position: false, today: false }],
    ['the instant of the head', { date: 0, recordedAt: 2000 }, { position: true, today: false }],
    ['an instant after the head', { date: 0, recordedAt: 2001 }, { position: true, today: false }],
    ['a position that is not there', { date: 0, position: 9 }, { position: true, today: false }],
    ['a source by name', { date: 0, position: 1, trusting: { only: [] } }, { position: true, today: false }],
  ])('leans as it must where one gives %s', async (_, request, dependsOn) => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on: '2020-01-01' })
    const snapshot = (await openTale(tale)).snapshot()
    try {
      snapshot.asOf(request)
    } catch {
      // What is refused leans as well.
    }
    expect(snapshot.dependsOn).toEqual(dependsOn)
  })

  it('is refused of a position that is not there', async () => {
    const chronicle = await openTale(new Tale())
    for (const position of [-1, 1, 0.5, Number.NaN])
      expect(() => chronicle.snapshot({ position })).toThrow(expect.objectContaining({ code: 'E_POSITION' }))
  })

  it('taken apart, pushes nothing out of what others remember', async () => {
    const tale = new Tale()
    tale.source('list', '2020-01-01')
    for (let book = 0; book < 40; book++)
      tale.tell(bookCatalogued, `book/b${book}`, { title: 'A' }, { by: 'list', on: '2020-01-01' })
    const chronicle = await openTale(tale, new SharedCache(50_000))
    const { view } = chronicle.asOf({})
    for (let position = 0; position < 40; position++)
      expect(chronicle.snapshot({ position }, { apart: true }).asOf({}).view.basis.position).toBe(position)
    expect(chronicle.asOf({}).view).toBe(view)
    for (let position = 0; position < 40; position++)
      expect(chronicle.snapshot({ position }).asOf({}).view.basis.position).toBe(position)
    expect(chronicle.asOf({}).view).not.toBe(view)
  })
})
