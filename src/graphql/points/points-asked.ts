import type { Snapshot } from '../../engine/index.ts'
import type { Point } from '../../visibility/index.ts'
import type { Snapshots } from './snapshots.ts'

const asked = new WeakMap<Snapshot, Map<string, Point>>()

/** No more points of one request are kept than this. */
const MOST = 16

/** Notes that a question stands at a point: an answer that is cited says from where it was looked. */
export function notePoint(chronicle: Snapshot, point: Point): void {
  const points = asked.get(chronicle) ?? new Map<string, Point>()
  asked.set(chronicle, points)
  if (points.size < MOST) points.set(JSON.stringify(point), point)
}

/** A point, and the chronicle it is in. */
export type PointAsked = { readonly chronicle: string; readonly point: Point }

/** The points that were asked about, each once, in the order in which they came up. */
export function pointsAsked(snapshots: Snapshots): readonly PointAsked[] {
  return snapshots.asked.flatMap((snapshot) => {
    const points = asked.get(snapshot)?.values() ?? []
    return [...points].map((point) => ({ chronicle: snapshot.name, point }))
  })
}
