import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { library } from '../toy/index.ts'
import { allOf, cases, engineOf } from './random.ts'

describe('no answer depends on what cannot be seen', () => {
  it('taking away every event that cannot be seen at a point changes nothing there', () => {
    fc.assert(
      fc.property(cases, ({ events, points }) => {
        const { at } = engineOf(events)
        for (const point of points) {
          const state = at(point)
          const bearing = new Set(
            events
              .filter((event) => state.view.exists(event.id) !== 'no' || bears(event, state))
              .map(({ id }) => id),
          )
          // What stays keeps its position, so that the point still means the same.
          const kept = events.filter(({ id }) => bearing.has(id))
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

/** An act that is in force bears on what can be seen though it has taken its own target from sight; so does a registration. */
function bears(
  event: Parameters<ReturnType<typeof engineOf>['gathering']['add']>[0],
  state: ReturnType<ReturnType<typeof engineOf>['at']>,
): boolean {
  if (event.event.type === 'SourceRegistered') return event.position <= state.point.position
  if (event.event.target !== undefined) return state.view.inForce(event) !== 'no'
  return false
}
