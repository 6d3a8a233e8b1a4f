import type { Subject } from '../../event/index.ts'
import type { Interval } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'

const published = new WeakMap<View, Map<Subject, Interval | undefined>>()

/** When the public could know a source, as it reads from a view; found once for each. */
export function publishedIn(view: View, source: Subject): Interval | undefined {
  const here = published.get(view) ?? new Map<Subject, Interval | undefined>()
  published.set(view, here)
  if (!here.has(source)) here.set(source, view.publishedOf(source))
  return here.get(source)
}

/** The first day on which the public could know of something by one of its sources; -∞ where it names none, or one that is open. */
export function firstKnown(view: View, sources: readonly Subject[]): number {
  const days = sources.map((source) => publishedIn(view, source)?.earliest ?? -Infinity)
  return days.length === 0 ? -Infinity : Math.min(...days)
}
