import { citedText, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import { type Basis, type EventIndex, isOfPublisher, type View } from '../visibility/index.ts'
import type { PlainSource } from './grounds.ts'

/** A source to which nothing was done, and the position of its registration. */
export type RegisteredSource = PlainSource & { readonly position: number }

/**
 * Finds the sources of an event that rests on them alone, where nothing was done to it or to any of them; of others undefined.
 * What it has found of a source it finds again as it was: it is not to be kept while more is recorded.
 */
export function plainSourcesOf(
  eventIndex: EventIndex,
): (recorded: RecordedEvent) => readonly RegisteredSource[] | undefined {
  const known = new Map<Subject, RegisteredSource | undefined>()
  const find = (source: Subject) =>
    known.getOrInsertComputed(source, () => untouchedRegistration(eventIndex, source))
  return (recorded) => {
    if (!isUntouched(eventIndex, recorded)) return undefined
    const found = sourcesOf(recorded.event).map(find)
    const sources = found.filter((source) => source !== undefined)
    return sources.length < found.length ? undefined : sources
  }
}

/** Whether nothing was done to an event, nothing dates it, and it rests on its own sources alone. */
function isUntouched(eventIndex: EventIndex, { id, event }: RecordedEvent): boolean {
  const number = eventIndex.numberOf(id)
  return (
    event.target === undefined &&
    (event.premises ?? []).length === 0 &&
    !isOfPublisher(event) &&
    !eventIndex.isActedOn(number) &&
    !eventIndex.isDated(number) &&
    (event.evidence ?? []).every((each) => citedText(each) === undefined)
  )
}

/** A source by its first registration, if nothing was done to that, and the source was never withdrawn. */
function untouchedRegistration(eventIndex: EventIndex, source: Subject): RegisteredSource | undefined {
  const first = eventIndex.sources.firstRegistered(source)
  if (first === undefined || eventIndex.isActedOn(first.number) || eventIndex.sources.isWithdrawn(source))
    return undefined
  const { position, side, published } = first
  return { source, position, side, published }
}

/** The first day on which the public could know one of these sources; -∞ without a source, or where one is open. */
export function firstKnownFrom(
  eventIndex: EventIndex,
  basis: Basis,
  view: () => View,
  sources: readonly Subject[],
): CivilDay {
  let first = sources.length === 0 ? -Infinity : Infinity
  for (const source of sources) {
    const plain = untouchedRegistration(eventIndex, source)
    const published =
      plain !== undefined && plain.position <= basis.position ? plain.published : view().publishedOf(source)
    first = Math.min(first, published?.earliest ?? -Infinity)
  }
  return first
}
