import { afterEach, expect, test, vi } from 'vitest'
import { changeSteps, fieldsOf, inOneGo, Projection, StateCache, type Steps } from '../../src/state/index.ts'
import { SubjectViews } from '../../src/state/subject-views.ts'
import { parseDay } from '../../src/time/index.ts'
import { EventIndex, TRUST_ALL, View } from '../../src/visibility/index.ts'
import { library, loanMade, loanRenewed, Tale } from '../toy/index.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const EVENTS = 400

/** One loan of many renewals, by sources that come out month by month; beside it some of few. */
function largeLoan(few = 0) {
  const tale = new Tale()
  for (let month = 1; month <= 9; month += 1) tale.source(`s${month}`, `2020-0${month}-20`, 'left')
  tale.tell(loanMade, 'loan/a', { book: 'book/a' }, { on: '2020-01-02', by: 's1' })
  for (let nth = 1; nth < EVENTS; nth += 1)
    tale.tell(loanRenewed, 'loan/a', {}, { on: '2020-01-05', by: `s${1 + (nth % 9)}`, salt: `${nth}` })
  for (let loan = 0; loan < few; loan += 1) {
    tale.tell(loanMade, `loan/b${loan}`, { book: 'book/a' }, { on: '2020-01-02', by: 's1' })
    tale.tell(loanRenewed, `loan/b${loan}`, {}, { on: '2020-01-05', by: 's3' })
  }
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  const states = new StateCache(eventIndex, projection)
  for (const recorded of tale.events) {
    eventIndex.add(recorded)
    projection.add(recorded)
    states.add(recorded)
  }
  const at = (date: string, knownAt: string) =>
    states.at({
      date: parseDay(date),
      knownAt: parseDay(knownAt),
      position: eventIndex.count,
      trusting: TRUST_ALL,
    })
  return { at, from: at('2020-01-03', '2020-02-25'), to: at('2020-08-01', '2020-10-01') }
}

/** Does work, and counts how often an event is looked up or seen: in all, and at most between two steps. */
function countLookups<T>(steps: Steps<T>) {
  const spies = [vi.spyOn(EventIndex.prototype, 'event'), vi.spyOn(View.prototype, 'see')]
  let [all, most] = [0, 0]
  for (;;) {
    const { done, value } = steps.next()
    const lookups = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
    all += lookups
    most = Math.max(most, lookups)
    for (const spy of spies) spy.mockClear()
    if (done === true) return { value, all, most }
  }
}

test('what differs in a large subject is found in steps, and so are the reasons', () => {
  const { from, to } = largeLoan()
  const { value: changes, ...found } = countLookups(changeSteps(['loan/a'], from, to))
  expect(found.all).toBeGreaterThan(EVENTS)
  expect(found.most).toBeLessThan(EVENTS / 2)
  const [change] = changes
  expect(changes.length).toBe(1)
  if (change === undefined) return
  const { value: reasons, ...why } = countLookups(change.reasons())
  expect(why.all).toBeGreaterThan(EVENTS)
  expect(why.most).toBeLessThan(EVENTS / 10)
  expect(reasons).toEqual({ because: change.because, causes: change.causes })
  expect(reasons.because.length).toBeGreaterThan(EVENTS / 2)
  // They are found once.
  expect(countLookups(change.reasons()).all).toBe(0)
})

test.each([
  ['on two dates', { knownAt: '2020-10-01' }],
  ['from two known days', { knownAt: '2020-02-25' }],
])('what differs in a subject of few events %s is a step', (_, { knownAt }) => {
  const { to, at } = largeLoan(20)
  const steps = changeSteps(
    Array.from({ length: 20 }, (_, loan) => `loan/b${loan}` as const),
    at('2020-01-03', knownAt),
    to,
  )
  const find = vi.spyOn(SubjectViews.prototype, 'find')
  const { value: changes, all, most } = countLookups(steps)
  expect(changes).toHaveLength(20)
  // Each is found once on either side.
  expect(find.mock.calls.length).toBeLessThanOrEqual(2 * 20)
  expect(all).toBeGreaterThanOrEqual(20 * 2)
  expect(most).toBeLessThan(20)
})

test('what a large subject comes to is written a field a step', () => {
  const { to } = largeLoan()
  const item = to.item('loan/a')
  if (item === undefined) throw new Error('the loan is not there')
  const steps = item.writtenSteps()
  let taken = 0
  while (steps.next().done !== true) taken += 1
  expect(taken).toBe(fieldsOf(item.kind).length)
  expect(inOneGo(item.writtenSteps()).fields).toHaveLength(taken)
})
