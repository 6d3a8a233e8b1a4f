import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindOf, type RecordedEvent } from '../../src/event/index.ts'
import {
  Bearing,
  type Field,
  inOneGo,
  knownCutsOf,
  Projection,
  type Rectangle,
  rectangleSteps,
  rectanglesOf,
  type Standing,
  type State,
} from '../../src/state/index.ts'
import { formatDay, parseDay } from '../../src/time/index.ts'
import { EventIndex, type Point } from '../../src/visibility/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import {
  bookCatalogued,
  bookFields,
  bookSeen,
  library,
  loanFields,
  loanMade,
  loanReturned,
  Tale,
} from '../toy/index.ts'
import { act, actOf, SUBJECTS, taleOfSources, tellOf, told } from './many-events.ts'
import { cases, engineOf } from './random.ts'

const day = parseDay('2020-01-01')

function pictureOf(
  events: readonly RecordedEvent[],
  subject: string,
  field: Field<never> | undefined,
  point: Omit<Point, 'date'>,
  ofAllSources = false,
): {
  readonly rectangles: readonly Rectangle[]
  readonly cuts: readonly number[]
  known(knownAt: number): State
  at(knownAt: number, date: number): State
} {
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
    cuts,
    known,
    at: (knownAt, date) => at({ ...point, knownAt, date }),
  }
}

const SUBJECT_OF: Readonly<Record<string, string>> = {
  book: 'book/a',
  shelf: 'shelf/x',
  reader: 'reader/m',
  loan: 'loan/1',
}

/** The same rectangles, by what is said at every place of the plane where anything may turn. */
function joinedOneByOne(
  subject: string,
  field: Field<never> | undefined,
  known: (knownAt: number) => State,
  knownCuts: readonly number[],
  upTo = Infinity,
): readonly Rectangle[] {
  const done: Rectangle[] = []
  let open: Rectangle[] = []
  for (const [knownFrom, end] of stretches(knownCuts.filter((cut) => cut <= upTo))) {
    const knownTo = Math.min(end, upTo + 1)
    const state = known(dayIn(knownFrom, knownTo))
    const band: Rectangle[] = []
    for (const [validFrom, validTo] of stretches(
      (state.item(subject)?.standings ?? []).flatMap(cutsOfClaim),
    )) {
      const item = state.at(dayIn(validFrom, validTo)).item(subject)
      const { answer = 'unknown', values = [], because = [] } = item?.get(field ?? item.kind.existence) ?? {}
      const own = values.map(({ value, answer }) => ({ value, answer }))
      const cell = { validFrom, validTo, knownFrom, knownTo, answer, values: own, because }
      const last = band.at(-1)
      if (last !== undefined && saysTheSame(last, cell)) band[band.length - 1] = { ...last, validTo }
      else band.push(cell)
    }
    const next = band.map((cell) => {
      const below = open.find(
        (each) =>
          each.validFrom === cell.validFrom && each.validTo === cell.validTo && saysTheSame(each, cell),
      )
      return below === undefined ? cell : { ...below, knownTo }
    })
    const goesOn = (each: Rectangle) =>
      next.some((cell) => cell.validFrom === each.validFrom && cell.knownFrom === each.knownFrom)
    done.push(...open.filter((each) => !goesOn(each)))
    open = next
  }
  return [...done, ...open].sort((a, b) =>
    a.knownFrom === b.knownFrom ? (a.validFrom < b.validFrom ? -1 : 1) : a.knownFrom < b.knownFrom ? -1 : 1,
  )
}

function saysTheSame(one: Rectangle, other: Rectangle): boolean {
  const said = ({ answer, values, because }: Rectangle) => JSON.stringify([answer, values, because])
  return said(one) === said(other)
}

function cutsOfClaim({ bounds: { begin, end } }: Standing): readonly number[] {
  return [begin, end].flatMap(({ earliest, latest }) => [earliest, earliest + 1, latest - 1, latest])
}

function stretches(cuts: readonly number[]): readonly (readonly [number, number])[] {
  const days = [...new Set(cuts.filter(Number.isFinite))].sort((a, b) => a - b)
  return [-Infinity, ...days].map((from, nth) => [from, days[nth] ?? Infinity])
}

function dayIn(from: number, to: number): number {
  return Number.isFinite(from) ? from : Number.isFinite(to) ? to - 1 : 0
}

describe('rectanglesOf()', () => {
  it('tiles the plane: every day known on every day lies in one rectangle, which says what the state says', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const [point] = points
        if (point === undefined) return
        for (const kind of library.kinds.values())
          for (const field of [undefined, ...kind.fields]) {
            const subject = SUBJECT_OF[kind.kind] ?? ''
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

  it('joins all neighbours that say the same for the same reasons, and no others', () => {
    fc.assert(
      fc.property(cases, ({ events, points: [point] }) => {
        if (point === undefined) return
        for (const kind of library.kinds.values())
          for (const field of [undefined, ...kind.fields]) {
            const { rectangles, cuts, known } = pictureOf(events, SUBJECT_OF[kind.kind] ?? '', field, point)
            expect(rectangles).toEqual(
              joinedOneByOne(SUBJECT_OF[kind.kind] ?? '', field, known, cuts, point.knownAt),
            )
          }
      }),
      { numRuns: atLength(60, 20) },
    )
  })

  it('says the same of a subject of many events by what turns as place by place, whatever was done to them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SUBJECTS),
        fc.array(told, { minLength: 30, maxLength: 30 }),
        fc.array(act(30), { maxLength: 3 }),
        fc.boolean(),
        (subject, events, acts, estimated) => {
          const tale = taleOfSources()
          const ids = events.map((event, nth) => tellOf(tale, subject, event, nth, estimated))
          for (const each of acts) actOf(tale, subject, ids, each)
          const point = { position: tale.events.length, trusting: {} }
          for (const field of [undefined, ...(library.kinds.get(kindOf(subject))?.fields ?? [])]) {
            const { rectangles, cuts, known } = pictureOf(tale.events, subject, field, point)
            expect(rectangles).toEqual(joinedOneByOne(subject, field, known, cuts))
          }
        },
      ),
      { numRuns: atLength(25, 10) },
    )
  })

  it('looks at what turns alone: of events that are known one by one, at each once, in many steps', () => {
    const tale = new Tale()
    const size = 60
    for (let nth = 0; nth < size; nth += 1) {
      const on = formatDay(day + nth * 3)
      tale.source(`s${nth}`, on)
      tale.tell(loanReturned, 'loan/1', {}, { on, by: `s${nth}`, salt: String(nth) })
    }
    const { at, gathering } = engineOf(tale.events)
    const eventIndex = new EventIndex(library.catalogue)
    for (const event of tale.events) eventIndex.add(event)
    const { knownCuts } = inOneGo(Bearing.ofSubject(eventIndex, gathering, 'loan/1'))
    let asked = 0
    const { resolve } = loanFields.status
    const status = {
      ...loanFields.status,
      resolve: Object.assign(
        (standings: readonly Standing[]) => {
          asked += 1
          return resolve(standings)
        },
        resolve.heights === undefined ? {} : { heights: resolve.heights },
      ),
    }
    const known = (knownAt: number) => at({ position: 2 * size, trusting: {}, knownAt, date: day })
    const steps = rectangleSteps('loan/1', status, known, knownCuts)
    let taken = 0
    let step = steps.next()
    for (; step.done !== true; step = steps.next()) taken += 1
    expect(step.value).toHaveLength(3 * size)
    expect(taken).toBeGreaterThan(size)
    // Place by place there are 60 · 60 · 2.
    expect(asked).toBeLessThan(10 * size)
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
      { numRuns: atLength(60, 20) },
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
