import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyCorrection,
  type EventId,
  type RecordedEvent,
  sourceRetracted,
  sourceRevised,
} from '../../src/event/index.ts'
import type { State } from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { restedOnByDates } from '../oracle/seen.ts'
import { bookCatalogued, bookSeen, library, Tale } from '../toy/index.ts'
import { allOf, cases, engineOf } from './random.ts'

describe('no answer depends on what cannot be seen', () => {
  it('taking away every event that cannot be seen at a point changes nothing there', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        expectNothingUnseen(events, points)
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['a revision', (tale: Tale) => tale.revise('note', 'second', 'list')],
    ['a withdrawal', (tale: Tale) => tale.withdraw('note', 'list')],
    ['a revision of it', (tale: Tale) => tale.revise('list', 'second', 'list', '2020-01-03')],
    ['a withdrawal of it', (tale: Tale) => tale.withdraw('list', 'list', '2020-01-03')],
    ['a withdrawal of what is not out', (tale: Tale) => tale.withdraw('late', 'list')],
    [
      'a later source that is found in it',
      (tale: Tale) => {
        const later = tale.source('later', '2020-01-09')
        tale.correct(later, { evidence: [{ source: 'source/list', locator: 'page 1', role: 'statement' }] })
        return later
      },
    ],
    ['a fact', (tale: Tale) => tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { by: 'list' })],
    ['what follows from it', (tale: Tale, from: EventId) => tale.same('book/a', 'book/b', { from: [from] })],
  ])('nor does it where a registration is retracted for %s that it bears out', (_, tell) => {
    const tale = new Tale()
    const registration = tale.source('list', '2020-01-02')
    tale.source('note', '[2020-01-02..2020-01-04]')
    tale.source('late', '2020-01-09')
    tale.tell(bookCatalogued, 'book/a', { title: 'one' }, { on: '2020-01-01', from: [registration] })
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/y' }, { on: '2020-01-01', by: 'note' })
    const ground = tell(tale, registration)
    tale.retract(registration, { from: [ground] })
    tale.revise('late', 'third', 'list')
    const days = Array.from({ length: 12 }, (_, day) => parseDay('2019-12-31') + day)
    const points = days.flatMap((knownAt) =>
      tale.events.map(({ position }) => ({ date: days[11] ?? 0, knownAt, position, trusting: {} })),
    )
    expectNothingUnseen(tale.events, points)
  })

  it('recording more changes nothing at a position that is pinned, even of a state already asked', () => {
    fc.assert(
      fc.property(cases, fc.nat(10), ({ events, points }, cut) => {
        const early = events.slice(0, Math.max(1, events.length - 1 - cut))
        const before = engineOf(early)
        const after = engineOf(events)
        for (const point of points) {
          const pinned = { ...point, position: Math.min(point.position, early.length) }
          expect(allOf(after.at(pinned))).toEqual(allOf(before.at(pinned)))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('counts no subject of which nothing can be seen', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const { at } = engineOf(events)
        for (const point of points)
          for (const kind of library.kinds.keys())
            for (const item of at({ ...point, position: 0 }).list(kind)) expect(item).toBeUndefined()
      }),
      { numRuns: 20 },
    )
  })
})

/** What stays keeps its position, so that a point still means the same. What it rests on when sources came out stays. */
function expectNothingUnseen(events: readonly RecordedEvent[], points: readonly Point[]): void {
  const { at } = engineOf(events)
  const rested = restedOnByDates(events)
  for (const point of points) {
    const state = at(point)
    const kept = events.filter((event) => rested.has(event.id) || !isOutOfSight(event, state))
    expect(allOf(engineOf(kept).at(point))).toEqual(allOf(state))
  }
}

/**
 * Whether an event is not recorded, known or trusted there, and no correction of its evidence makes it so. What is retracted is
 * not out of sight: a retraction may rest on its own target, and on what that alone bears out.
 */
function isOutOfSight(event: RecordedEvent, state: State): boolean {
  const { view } = state
  const isIn = [event, asCorrected(event, state)].some((reading) => {
    const { recorded, known, trusted } = view.clocksOf(reading)
    return recorded && known !== 'no' && trusted
  })
  if (isIn && !waitsForItsSource(event, state)) return false
  return event.event.target === undefined ? view.exists(event.id) === 'no' : view.inForce(event) === 'no'
}

/** With the evidence and the date that the corrections in force give it, though it is retracted. */
function asCorrected(recorded: RecordedEvent, { view }: State): RecordedEvent {
  const settings = view.eventIndex
    .actsOn(recorded.id)
    .filter((act) => view.inForce(act) !== 'no')
    .flatMap(({ id }) => view.eventIndex.settingOf(id) ?? [])
  const event = settings.reduce((before, { set }) => applyCorrection(before, set), recorded.event)
  return { ...recorded, event, valid: settings.findLast(({ valid }) => valid)?.valid ?? recorded.valid }
}

/** Whether it is a publisher's act with a date of its own that waits for its source to come out: without that it waits for nothing. */
function waitsForItsSource({ id, event }: RecordedEvent, state: State): boolean {
  const { view } = state
  const isOfPublisher = [sourceRevised.type, sourceRetracted.type].some((type) => type === event.type)
  const isOwnDated = view.eventIndex.wordingsOf(id).some(({ published }) => published !== undefined)
  if (!isOfPublisher || !isOwnDated) return false
  const registrations = view.eventIndex.sources.registrationsOf(event.subject)
  return (
    registrations.every((registration) => isOutOfSight(registration, state)) &&
    registrations
      .map((registration) => view.clocksOf(registration))
      .some((each) => each.recorded && each.trusted)
  )
}
