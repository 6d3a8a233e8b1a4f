import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from '../../src/event/index.ts'
import {
  Bearing,
  type Field,
  inOneGo,
  knownCutsOf,
  Projection,
  type Rectangle,
  rectanglesOf,
  type State,
} from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { EventIndex, type Point } from '../../src/visibility/index.ts'
import { bookCatalogued, bookFields, bookSeen, library, loanFields, loanMade, Tale } from '../toy/index.ts'
import { cases, engineOf } from './random.ts'

const day = parseDay('2020-01-01')

function pictureOf(
  events: readonly RecordedEvent[],
  subject: string,
  field: Field<never> | undefined,
  point: Omit<Point, 'date'>,
  ofAllSources = false,
): { readonly rectangles: readonly Rectangle[]; at(knownAt: number, date: number): State } {
  const { at, gathering } = engineOf(events)
  const eventIndex = new EventIndex(library.catalogue)
  for (const event of events) eventIndex.add(event)
  const known = (knownAt: number) => at({ ...point, knownAt, date: day })
  const cuts = ofAllSources
    ? knownCutsOf(
        eventIndex,
        events.map(({ id }) => id),
      )
    : inOneGo(Bearing.ofSubject(eventIndex, gathering, subject)).knownCuts
  return {
    rectangles: rectanglesOf(subject, field, known, cuts, point.knownAt),
    at: (knownAt, date) => at({ ...point, knownAt, date }),
  }
}

describe('rectanglesOf()', () => {
  it('tiles the plane: every day known on every day lies in one rectangle, which says what the state says', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const [point] = points
        if (point === undefined) return
        for (const kind of library.kinds.values())
          for (const field of [undefined, ...kind.fields]) {
            const subject =
              { book: 'book/a', shelf: 'shelf/x', reader: 'reader/m', loan: 'loan/1' }[kind.kind] ?? ''
            const { rectangles, at } = pictureOf(events, subject, field, point)
            for (let known = day - 2; known <= Math.min(day + 18, point.knownAt ?? Infinity); known += 1)
              for (let date = day - 2; date <= day + 16; date += 1) {
                const [one, ...more] = rectangles.filter((each) => lies(each, date, known))
                const item = at(known, date).item(subject)
                const resolved = item?.get(field ?? kind.existence)
                expect(more).toEqual([])
                expect(one?.answer).toBe(resolved?.answer ?? 'unknown')
                expect(one?.values.map(({ value }) => value)).toEqual(
                  resolved?.values.map(({ value }) => value) ?? [],
                )
                expect(one?.because).toEqual(resolved?.because ?? [])
              }
          }
      }),
      { numRuns: 12 },
    )
  })

  it('is the same by the sources behind the subject as by every source', () => {
    fc.assert(
      fc.property(cases, ({ events, points: [point] }) => {
        if (point === undefined) return
        for (const [subject, field] of [
          ['book/a', bookFields.title],
          ['loan/1', loanFields.status],
          ['reader/m', undefined],
        ] as const) {
          const [own, all] = [false, true].map((every) => pictureOf(events, subject, field, point, every))
          expect(own?.rectangles).toEqual(all?.rectangles)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('ends with the day of knowledge that the point has, and does not look behind it', () => {
    const tale = new Tale()
    tale.source('early', '2020-01-03')
    tale.source('late', '2020-01-09')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'early' })
    tale.tell(loanMade, 'loan/1', { book: 'book/b' }, { on: '2020-01-02', by: 'late' })
    const point = { knownAt: day + 5, position: 4, trusting: {} }
    const { rectangles } = pictureOf(tale.events, 'loan/1', loanFields.book, point)
    expect(Math.max(...rectangles.map(({ knownTo }) => knownTo))).toBe(day + 6)
    expect(rectangles.flatMap(({ values }) => values.map(({ value }) => value))).not.toContain('book/b')
  })

  it('joins what is the same: one source, one attestation, four rectangles', () => {
    const tale = new Tale()
    tale.source('early', '2020-01-03')
    tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-02', by: 'early' })
    const { rectangles } = pictureOf(tale.events, 'book/a', bookFields.place, { position: 2, trusting: {} })
    expect(
      rectangles.map(({ validFrom, knownFrom, answer }) => [validFrom - day, knownFrom - day, answer]),
    ).toEqual([
      [-Infinity, -Infinity, 'unknown'],
      [-Infinity, 2, 'unknown'],
      [1, 2, 'definitely'],
      [2, 2, 'unknown'],
    ])
  })
})

function lies({ validFrom, validTo, knownFrom, knownTo }: Rectangle, date: number, known: number): boolean {
  return validFrom <= date && date < validTo && knownFrom <= known && known < knownTo
}

it('Bearing finds the source of all that bears on a subject, and no other', () => {
  const tale = new Tale()
  const behind = ['event', 'premise', 'inference', 'act', 'corrected', 'joining', 'joined', 'withdrawal']
  for (const name of [...behind, 'elsewhere']) tale.source(name, '2020-01-01')
  const tell = (subject: string, by: string) =>
    tale.tell(bookCatalogued, subject, { title: subject }, { on: '2020', by })
  const [premise, told, joined] = [
    tell('book/p', 'premise'),
    tell('book/a', 'event'),
    tell('book/b', 'joined'),
  ]
  tell('book/c', 'elsewhere')
  tale.date([told], '2020-02', { by: 'inference', from: [premise] })
  tale.correct(told, { evidence: [{ source: 'source/corrected', locator: 'page 1', role: 'statement' }] })
  tale.retract(told, { by: 'act' })
  tale.same('book/a', 'book/b', { from: [told, joined], by: 'joining' })
  tale.withdraw('event', 'withdrawal')
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const event of tale.events) {
    eventIndex.add(event)
    projection.add(event)
  }
  expect([...inOneGo(Bearing.ofSubject(eventIndex, projection, 'book/a')).sources].sort()).toEqual(
    behind.map((name) => `source/${name}`).sort(),
  )
  expect([...inOneGo(Bearing.ofSubject(eventIndex, projection, 'book/c')).sources]).toEqual([
    'source/elsewhere',
  ])
})
