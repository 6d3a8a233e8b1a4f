import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf, Projection, SharedCache, type State, StateCache, stateAt } from '../../src/state/index.ts'
import { type CivilDay, type Interval, parseDay } from '../../src/time/index.ts'
import { EventIndex, type Point, TRUST_ALL } from '../../src/visibility/index.ts'
import { library, loanFields, loanMade, loanRenewed, loanReturned, Tale } from '../toy/index.ts'
import { cases, engineOf, plainOf } from './random.ts'

/** Three loans, each made, renewed and returned by sources that came out one after another. */
function loans() {
  const tale = new Tale()
  for (const nth of [1, 2, 3]) tale.source(`s${nth}`, `2020-0${nth}-20`)
  for (const loan of ['loan/a', 'loan/b', 'loan/c'] as const) {
    tale.tell(loanMade, loan, { book: 'book/a' }, { on: '2020-01-10', by: 's1' })
    tale.tell(loanRenewed, loan, {}, { on: '2020-02-10', by: 's2', salt: loan })
    tale.tell(loanReturned, loan, {}, { on: '2020-03-10', by: 's3', salt: loan })
  }
  return tale
}

test('a question from the last basis or another finds what a fresh cache finds, whatever is recorded or dropped', () => {
  const tale = loans()
  const [eventIndex, cache] = [new EventIndex(library.catalogue), new SharedCache()]
  const projection = new Projection(library, eventIndex)
  const states = new StateCache(eventIndex, projection, cache)
  const record = (from: number) => {
    for (const recorded of tale.events.slice(from)) {
      eventIndex.add(recorded)
      projection.add(recorded)
      states.add(recorded)
    }
  }
  record(0)
  const head = tale.events.length
  const points: Point[] = []
  for (const position of [head, head - 1, 5])
    for (const knownAt of [undefined, parseDay('2020-01-31'), parseDay('2020-02-25')])
      for (const trusting of [TRUST_ALL, { only: ['source/s1', 'source/s2'] }])
        points.push({
          date: parseDay('2020-04-01'),
          position,
          trusting,
          ...(knownAt !== undefined && { knownAt }),
        })
  const check = () => {
    // Each twice, and again: the second question from a basis finds what the first one kept.
    for (const point of points)
      for (const subject of ['loan/a', 'loan/b', 'loan/a', 'loan/c', 'loan/a', 'loan/b', 'loan/nobody']) {
        const statusFrom = (state: ReturnType<typeof stateAt>) =>
          state
            .item(subject)
            ?.get(loanFields.status)
            .values.map(({ value }) => value)
        expect(statusFrom(states.at(point))).toEqual(statusFrom(stateAt(eventIndex, projection, point)))
      }
  }
  check()
  const returned = tale.events.at(-1)?.id ?? ''
  tale.retract(returned, { by: 's3' })
  record(head)
  check()
  points.push({ date: parseDay('2020-04-01'), position: head + 1, trusting: TRUST_ALL })
  check()
  states.clear()
  check()
})

test('a subject asked again and again on many days answers as one that is asked once', () => {
  fc.assert(
    fc.property(cases, fc.infiniteStream(fc.nat()), ({ events, points: [point] }, random) => {
      if (point === undefined) return
      const { at } = engineOf(events)
      const days = new Set(
        events.flatMap(({ valid: { begin, end, likely } }) => [begin, end, likely].flatMap(daysAround)),
      )
      const onceOn = [...days].map((date) => ({ date, said: saidIn(at({ ...point, date })) }))
      const state = at(point)
      for (let time = 0; time < 3; time += 1)
        for (const { date, said } of shuffled(onceOn, random)) expect(saidIn(state.at(date))).toEqual(said)
    }),
    { numRuns: 60 },
  )
})

/** The days on which bounds, or a likely day, may change what is answered, and those beside them. */
function daysAround(of: Interval | CivilDay | undefined): readonly CivilDay[] {
  const days = typeof of === 'object' ? [of.earliest, of.latest] : of === undefined ? [] : [of]
  return days.filter(Number.isFinite).flatMap((day) => [day - 2, day - 1, day, day + 1])
}

function shuffled<T>(all: readonly T[], random: Iterator<number>): readonly T[] {
  const order = all.map((each) => ({ each, place: Number(random.next().value) }))
  return order.sort((a, b) => a.place - b.place).map(({ each }) => each)
}

function saidIn(state: State): unknown {
  return [...library.kinds.keys()].map((kind) =>
    state.list(kind).map((item) => fieldsOf(item.kind).map((field) => plainOf(item.get(field)))),
  )
}
