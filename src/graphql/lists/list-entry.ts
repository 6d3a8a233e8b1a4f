import { kindOf, type Subject, sourcesOf } from '../../event/index.ts'
import { BYTES, type Claim, type Field, type Item, isKey, keysIn, sourcesOfAll } from '../../state/index.ts'
import type { ValidBounds } from '../../time/index.ts'
import type { View, VisibleEvent } from '../../visibility/index.ts'
import { type AtPoint, type ItemAtPoint, ViewCache } from '../points/at-point.ts'
import { type CitedSpan, spansCitedBy } from '../points/quotes.ts'
import type { FieldValues } from './facet.ts'
import { type SearchText, searchTextOf } from './search.ts'
import type { Spelling } from './spelling.ts'

/**
 * What lists are filtered and ordered by: everything visible that an item is claimed to be, or that an event claims,
 * whatever its date.
 */
export type ListEntry = {
  readonly kind: string
  /** Every key that it goes by. */
  readonly keys: readonly Subject[]
  readonly values: FieldValues
  /** Of an event, every key that it is about or names; of an item none. */
  mentions(): readonly Subject[]
  /** The valid time of each claim that it exists, or of each version of the event. */
  readonly bounds: readonly ValidBounds[]
  readonly sources: readonly Subject[]
  /** The position of its first event. */
  readonly position: number
  /** Its keys and its texts; keys of other subjects are left out. */
  texts(): SearchText
  /** The spans that it is cited from. */
  cited(): readonly CitedSpan[]
}

/** Builds list entries, once for each view: the entry of an item is the same at every date. */
export class ListEntries {
  readonly #spelling: Spelling
  readonly #items = new ViewCache(bytesOf)
  readonly #events = new ViewCache(bytesOf)

  constructor(spelling: Spelling) {
    this.#spelling = spelling
  }

  /** Cost: the item's claims, the first time for a view. */
  ofItem({ state: { view }, item }: ItemAtPoint): ListEntry {
    return this.#items.get(view, item.subject, () => this.#entryOfItem(view, item))
  }

  /** The same of a subject, where there is such an item: of one that has an entry nothing is looked up. */
  ofSubject(at: AtPoint, subject: Subject): ListEntry | undefined {
    const known = this.#items.find(at.state.view, subject)
    if (known !== undefined) return known
    const item = at.state.item(subject)
    return item && this.ofItem({ ...at, item })
  }

  /** Cost: the event's claims, the first time for a view. */
  ofEvent(at: AtPoint, event: VisibleEvent): ListEntry {
    return this.#events.get(at.state.view, event.recorded.id, () => this.#entryOfEvent(at, event))
  }

  /** The texts as search text; split into words at the first call, then kept. */
  searchable(texts: () => readonly string[]): () => SearchText {
    return lazily(() => searchTextOf(this.#spelling, new Set(texts())))
  }

  #entryOfItem(view: View, item: Item): ListEntry {
    const { identity, kind, standings } = item
    const { keys } = identity
    const claims = standings.map(({ claim }) => claim)
    const existence = item.standingsOf(kind.existence)
    return {
      kind: kind.kind,
      keys,
      values: valuesOfClaims(() => claims),
      mentions: () => [],
      bounds: existence.map(({ bounds }) => bounds),
      sources: sourcesOfAll(standings),
      position: standings.reduce((first, { event }) => Math.min(first, event.position), Infinity),
      texts: this.searchable(() => [...keys, ...claims.flatMap(({ value }) => textsIn(value))]),
      cited: () =>
        spansCitedBy(
          view,
          standings.map(({ event }) => event.id),
        ),
    }
  }

  #entryOfEvent(
    { state: { view, projection } }: AtPoint,
    { recorded, subjects, bounds }: VisibleEvent,
  ): ListEntry {
    const versions = view.versions(recorded.id)
    const events = versions.map(({ event: { event } }) => event)
    return {
      kind: kindOf(subjects[0] ?? recorded.event.subject),
      keys: subjects,
      values: valuesOfClaims(() =>
        versions.flatMap((version) => projection.claimsOf(version.event.event.subject, version)),
      ),
      mentions: lazily(() => [...subjects, ...events.flatMap(({ payload }) => keysIn(payload))]),
      bounds,
      sources: [...new Set(events.flatMap(sourcesOf))],
      position: recorded.position,
      texts: this.searchable(() => [...subjects, ...events.flatMap(({ payload }) => textsIn(payload))]),
      cited: () => spansCitedBy(view, [recorded.id]),
    }
  }
}

function bytesOf({ bounds, sources }: ListEntry): number {
  return BYTES.entry + (bounds.length + sources.length) * BYTES.texts
}

/** The values of an item that stand at its point. */
export function valuesAt(item: Item): FieldValues {
  return (field) => item.get(field).values.map(({ value }) => value)
}

/** The texts in a value of any shape, without keys of subjects and digests. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return isKey(value) || isDigest(value) ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** Every value that the claims give a field. */
function valuesOfClaims(claims: () => readonly Claim[]): FieldValues {
  const byField = lazily(() => Map.groupBy(claims(), ({ field }) => field))
  // The claim was added under this very field, whose type its value has; the map forgets that.
  return <T>({ name }: Field<T>) => (byField().get(name) ?? []).map(({ value }) => value as T)
}

function lazily<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined
  return () => {
    kept ??= { value: compute() }
    return kept.value
  }
}
