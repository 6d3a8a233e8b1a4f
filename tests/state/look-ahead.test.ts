import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RecordedEvent, sourceRetracted, sourceRevised } from '../../src/event/index.ts'
import type { State } from '../../src/state/index.ts'
import { library } from '../toy/index.ts'
import { allOf, cases, engineOf } from './random.ts'

describe('no answer depends on what cannot be seen', () => {
  it('taking away every event that cannot be seen at a point changes nothing there', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const { at } = engineOf(events)
        for (const point of points) {
          const state = at(point)
          // What stays keeps its position, so that the point still means the same.
          const kept = events.filter((event) => !isOutOfSight(event, state))
          expect(allOf(engineOf(kept).at(point))).toEqual(allOf(state))
        }
      }),
      { numRuns: 150 },
    )
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

/**
 * Whether an event is not recorded, known or trusted there, and no correction of its evidence makes it so. A revision or
 * withdrawal goes by its corrected date, and by its source: without that it would wait for nothing.
 */
function isOutOfSight(event: RecordedEvent, { view }: State): boolean {
  const { recorded, known, trusted } = view.clocksOf(event)
  const isOfPublisher = [sourceRevised.type, sourceRetracted.type].some((type) => type === event.event.type)
  if (recorded && known !== 'no' && trusted && !(isOfPublisher && !view.couldBeKnown(event))) return false
  return event.event.target === undefined ? view.exists(event.id) === 'no' : view.inForce(event) === 'no'
}
