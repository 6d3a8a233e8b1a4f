import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ReadonlyWriteModel, writeModelOf } from '../../src/admission/index.ts'
import type { RecordedEvent } from '../../src/event/index.ts'
import { EventsInMemory } from '../../src/visibility/event-store.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { caseOf, moves, preface } from '../oracle/generate.ts'
import { bookSeen, library, loanMade, TALE, Tale } from '../toy/index.ts'
import { replayed } from './replayed.ts'

function indexOf(events: readonly RecordedEvent[]): EventIndex {
  const index = new EventIndex(library.catalogue)
  for (const event of events) index.add(event)
  return index
}

const SUBJECTS = ['source', 'book', 'reader', 'loan', 'shelf'].flatMap((kind) =>
  ['north', 'south', 'east', 'west', 'a', 'b', 'c', 'm', 'n', '1', '2', 'x'].map((name) => `${kind}/${name}`),
)
const LABELS = ['north', 'south', 'east', 'west', 'other']

/** All that a write model answers, of these events and of names that may be taken. */
function answers(model: ReadonlyWriteModel, events: readonly RecordedEvent[]) {
  return {
    position: model.position,
    recordedAt: model.recordedAt,
    events: [...events.map(({ id }) => id), 'f'.repeat(64)].map((id) => model.eventOf(id)),
    sources: SUBJECTS.map((subject) => [model.sourceOf(subject), model.revisedTextsOf(subject)]),
    about: SUBJECTS.map((subject) =>
      model
        .eventsAbout(subject)
        .map(({ id }) => id)
        .sort(),
    ),
    near: [...SUBJECTS, 'book/noth', 'book/nroth', 'loan/eass', 'reader/0'].map((subject) =>
      [...model.subjectsNear(subject)].filter((near) => model.eventsAbout(near).length > 0).sort(),
    ),
    ofKind: ['source', 'book', 'loan'].map((kind) =>
      [...model.subjectsOf(kind)].filter((subject) => model.eventsAbout(subject).length > 0).sort(),
    ),
    withText: ['aa', 'bb', 'cc'].map((byte) => [...model.sourcesWithText(byte.repeat(32))].sort()),
    at: ['1', '2'].map((page) => [...model.sourcesAt(`https://example.org/${page}`)].sort()),
    labelled: LABELS.map((label) => [...model.sourcesLabelled(label)]),
    all: [...model.sources()].sort(),
  }
}

/** What the tales of the oracle do not do: a source twice, and labels, sources and kinds that acts move. */
const further = fc.array(
  fc.record({
    what: fc.constantFrom('source', 'label', 'address', 'move', 'text', 'retract', 'restore', 'fact'),
    on: fc.nat(30),
    name: fc.constantFrom('north', 'south', 'east'),
    kind: fc.constantFrom('source', 'book', 'loan'),
  }),
  { maxLength: 14 },
)

type Further = { readonly what: string; readonly on: number; readonly name: string; readonly kind: string }

function tellFurther(tale: Tale, { what, on, name, kind }: Further, salt: string): void {
  const targets = tale.events.filter(({ event }) => event.target === undefined)
  const registrations = targets.filter(({ event }) => event.type === 'SourceRegistered')
  const target = targets[on % targets.length]?.id ?? ''
  const registration = registrations[on % registrations.length]?.id ?? ''
  const text = { digest: (on % 2 === 0 ? 'aa' : 'bb').repeat(32), length: 9 }
  if (what === 'source') tale.source(name, `2020-01-0${1 + (on % 4)}`)
  if (what === 'label') tale.correct(registration, { payload: { label: name } }, { salt })
  const address = on % 3 === 0 ? null : `https://example.org/${on % 3}`
  if (what === 'address') tale.correct(registration, { payload: { address } }, { salt })
  if (what === 'text') tale.correct(registration, { payload: { text } }, { salt })
  if (what === 'move')
    tale.correct(on % 2 === 0 ? registration : target, { subject: `${kind}/${name}` }, { salt })
  if (what === 'retract') tale.retract(on % 3 === 0 ? target : registration, { salt })
  if (what === 'restore') tale.restore(on % 3 === 0 ? target : registration, { salt })
  if (what === 'fact') tale.tell(bookSeen, `book/${name}`, { shelf: 'shelf/x' }, { by: 'north', salt })
}

function taleOf(steps: readonly Further[]): readonly RecordedEvent[] {
  const tale = new Tale()
  tale.source('north', '2020-01-02')
  steps.forEach((step, index) => {
    try {
      tellFurther(tale, step, String(index))
    } catch (error) {
      // A step that makes no sense here is left out: the tale refuses what is no event.
      if (!(error instanceof Error)) throw error
    }
  })
  return tale.events
}

describe('writeModelOf() answers from the indexes as replaying every event does', () => {
  test('for the tales of the oracle, at every position', () => {
    fc.assert(
      fc.property(preface, moves, (first, told) => {
        const { events } = caseOf(first, told, [])
        const index = new EventIndex(library.catalogue)
        for (const [place, event] of events.entries()) {
          index.add(event)
          const sofar = events.slice(0, place + 1)
          if (place % 4 === 0 || place === events.length - 1)
            expect(answers(writeModelOf(TALE, index), sofar)).toEqual(answers(replayed(TALE, sofar), sofar))
        }
      }),
      { numRuns: 100 },
    )
  })

  test('where sources are registered twice, and acts move labels, sources and kinds', () => {
    const seen = { about: 0, twice: 0, labels: 0, near: 0, withText: 0, at: 0 }
    fc.assert(
      fc.property(further, (steps) => {
        const events = taleOf(steps)
        const expected = answers(replayed(TALE, events), events)
        expect(answers(writeModelOf(TALE, indexOf(events)), events)).toEqual(expected)
        if (expected.about.some((events) => events.length > 1)) seen.about += 1
        if (expected.sources.some(([source]) => source && 'texts' in source && source.texts.length > 1))
          seen.twice += 1
        if (expected.near.some((subjects) => subjects.length > 0)) seen.near += 1
        if (expected.withText.some((sources) => sources.length > 0)) seen.withText += 1
        if (expected.at.some((sources) => sources.length > 0)) seen.at += 1
        if (expected.labelled.some((sources) => sources.length > 1)) seen.labels += 1
      }),
      { numRuns: 1_000 },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10)
  })
})

test('writeModelOf() reads no event but those that have the name in question, however many there are', () => {
  const readAt = (loans: number): number => {
    const tale = new Tale()
    for (const name of ['north', 'south']) tale.source(name, '2020-01-02')
    for (let loan = 0; loan < loans; loan += 1)
      tale.tell(loanMade, `loan/${loan}`, { book: 'book/a' }, { on: '2020-01-03', by: 'north' })
    tale.retract(tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-03', by: 'north' }))
    const events = new CountedEvents()
    const index = new EventIndex(library.catalogue, { events })
    for (const event of tale.events) index.add(event)
    events.read = 0
    const model = writeModelOf(TALE, index)
    model.sourceOf('source/north')
    model.eventsAbout('book/a')
    model.eventsAbout('loan/1')
    model.sourcesLabelled('north')
    model.eventOf(tale.events[2]?.id ?? '')
    return events.read
  }
  expect(readAt(2_000)).toBe(readAt(20))
})

/** Events that count how often one is taken from them. */
class CountedEvents extends EventsInMemory {
  read = 0

  override at(number: number): RecordedEvent {
    this.read += 1
    return super.at(number)
  }
}
