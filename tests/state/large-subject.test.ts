import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import {
  inOneGo,
  isEmptyField,
  Projection,
  type Resolved,
  resolve,
  type State,
  StateCache,
} from '../../src/state/index.ts'
import { asPartial } from '../../src/state/resolve.ts'
import { ResolvedShort } from '../../src/state/resolved-short.ts'
import { EventIndex, TRUST_ALL } from '../../src/visibility/index.ts'
import { library } from '../toy/index.ts'
import { act, actOf, FIRST, SUBJECTS, taleOfSources, tellOf, told } from './many-events.ts'
import { plainOf } from './random.ts'

/** Of a subject of this many events columns are read. */
const MANY = 210

const TRUSTS = [
  TRUST_ALL,
  { only: ['source/s1', 'source/s2'] },
  { sides: ['right'] },
  { without: ['source/s3'] },
]

const points = fc.array(
  fc.record({
    date: fc.nat(150),
    knownAt: fc.option(fc.nat(150)),
    position: fc.integer({ min: MANY / 2, max: MANY + 30 }),
    trusting: fc.constantFrom(...TRUSTS),
  }),
  { minLength: 20, maxLength: 20 },
)

test('a large subject answers by its columns as by all its claims, whatever was done to its events', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...SUBJECTS),
      fc.array(told, { minLength: MANY, maxLength: MANY }),
      fc.array(act(MANY), { maxLength: 6 }),
      points,
      // With estimates claims are of too many kinds to be told apart by them.
      fc.boolean(),
      (subject, events, acts, asked, estimated) => {
        const tale = taleOfSources()
        const ids = events.map((event, nth) => tellOf(tale, subject, event, nth, estimated))
        for (const each of acts) actOf(tale, subject, ids, each)
        const late = events
          .slice(0, 5)
          .map((event, nth) => tellOf(tale, subject, event, MANY + nth, estimated))
        const eventIndex = new EventIndex(library.catalogue)
        const projection = new Projection(library, eventIndex)
        const cache = new StateCache(eventIndex, projection)
        const until = tale.events.length - acts.length - late.length
        for (const recorded of tale.events) {
          // Read in steps between which more is recorded.
          const begun = recorded.position > until ? asked.slice(0, 2) : []
          if (recorded.position % 2 === 0) cache.clear()
          const readings = begun.flatMap((point) => stateAt(point).reading(subject) ?? [])
          for (const steps of readings) for (let step = 0; step < 3; step += 1) steps.next()
          eventIndex.add(recorded)
          projection.add(recorded)
          cache.add(recorded)
          for (const steps of readings) inOneGo(steps)
          const fresh = new StateCache(eventIndex, projection)
          for (const point of begun)
            expect(eventsSeen(stateAt(point))).toEqual(eventsSeen(fresh.at(stateAt(point).point)))
          // Asked while it grows, and of before; and then again.
          if (recorded.position >= until) for (const point of asked) check(point)
        }

        function eventsSeen(state: State) {
          return state.item(subject)?.standings.map(({ event }) => event.id)
        }

        function stateAt({ date, knownAt, position, trusting }: (typeof asked)[number]) {
          const known = knownAt === null ? {} : { knownAt: FIRST + knownAt }
          return cache.at({
            date: FIRST + date,
            position: Math.min(position, eventIndex.count),
            trusting,
            ...known,
          })
        }

        function check(point: (typeof asked)[number]) {
          const state = stateAt(point)
          const { view } = state
          const item = state.item(subject)
          if (item === undefined) return
          const partial = item.identity.keys.some((key) =>
            projection.eventsOf(key).some((id) => view.see(id).partial === true),
          )
          for (const field of [item.kind.existence, ...item.kind.fields]) {
            const all = item.standings.filter(({ claim }) => claim.field === field.name)
            const whole = resolve(field, all, FIRST + point.date)
            const expected = partial ? asPartial(field, whole) : whole
            expect(plainOf(item.get(field))).toEqual(plainOf(expected))
          }
        }
      },
    ),
    { numRuns: 8 },
  )
})

test('whether a field with a value is empty reads none of its claims', () => {
  const all = vi.fn<() => Resolved<string>>()
  const values = [{ value: 'lent', answer: 'definitely' as const, likely: false }]
  expect(isEmptyField(new ResolvedShort('status', { answer: 'definitely', values }, all))).toBe(false)
  expect(all).not.toHaveBeenCalled()
})
