import { kindOf, type Subject, sourcesOf } from '../../event/index.ts'
import { type Claim, type Field, type Item, sourcesOfAll } from '../../state/index.ts'
import type { ValidBounds } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import type { AtPoint, ItemAtPoint } from '../points/at-point.ts'
import type { FieldValues } from './facet.ts'
import type { VisibleEvent } from './order.ts'
import { type SearchText, type Spelling, searchTextOf } from './search.ts'

/** What can be seen to be told of an item, or by an event, of whatever date: what lists are narrowed and ordered by. */
export type ListEntry = {
  readonly kind: string
  /** Every key that it goes by. */
  readonly keys: readonly Subject[]
  readonly values: FieldValues
  /** Between which days each that says it is there has it, or has it happen. */
  readonly bounds: readonly ValidBounds[]
  readonly sources: readonly Subject[]
  /** Of the first event that tells it. */
  readonly position: number
  /** Its keys, and all texts but the keys of others: what it only links to is told elsewhere. */
  texts(): SearchText
}

/** Finds out what is told of things, once for each place looked from: of an item it is the same at every date. */
export class ListEntries {
  readonly #spelling: Spelling
  readonly #items = new WeakMap<View, Map<string, ListEntry>>()
  readonly #events = new WeakMap<View, Map<string, ListEntry>>()

  constructor(spelling: Spelling) {
    this.#spelling = spelling
  }

  /** Cost: the claims on it, the first time from somewhere. */
  ofItem({ state: { view }, item }: ItemAtPoint): ListEntry {
    return once(this.#items, view, item.subject, () => this.#entryOfItem(item))
  }

  /** Cost: what it claims of its own subject, the first time from somewhere. */
  ofEvent(at: AtPoint, event: VisibleEvent): ListEntry {
    return once(this.#events, at.state.view, event.recorded.id, () => this.#entryOfEvent(at, event))
  }

  /** Texts ready to be searched, each once: taken apart when they are first asked for. */
  searchable(texts: () => readonly string[]): () => SearchText {
    return lazily(() => searchTextOf(this.#spelling, new Set(texts())))
  }

  #entryOfItem({ identity: { keys }, kind, standings }: Item): ListEntry {
    const claims = standings.map(({ claim }) => claim)
    const existence = standings.filter(({ claim }) => claim.field === kind.existence.name)
    return {
      kind: kind.kind,
      keys,
      values: valuesOfClaims(() => claims),
      bounds: existence.map(({ bounds }) => bounds),
      sources: sourcesOfAll(standings),
      position: standings.reduce((first, { event }) => Math.min(first, event.position), Infinity),
      texts: this.searchable(() => [...keys, ...claims.flatMap(({ value }) => textsIn(value))]),
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
      bounds,
      sources: [...new Set(events.flatMap(sourcesOf))],
      position: recorded.position,
      texts: this.searchable(() => [...subjects, ...events.flatMap(({ payload }) => textsIn(payload))]),
    }
  }
}

/** What stands of an item at its point, field by field. */
export function valuesAt(item: Item): FieldValues {
  return (field) => item.get(field).values.map(({ value }) => value)
}

/** The texts in a value of any shape; the key of another subject is a link, a digest a number, and neither a text. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return isKey(value) || isDigest(value) ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Whether a text is a key, `kind/name`. */
export function isKey(text: string): boolean {
  return /^[a-z][a-z-]*\/[a-z0-9][a-z0-9-]*$/.test(text)
}

function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** What claims say of each field. */
function valuesOfClaims(claims: () => readonly Claim[]): FieldValues {
  const byField = lazily(() => Map.groupBy(claims(), ({ field }) => field))
  // A claim was put in under this very field, by its type: the token vouches for what comes out.
  return <T>({ name }: Field<T>) => (byField().get(name) ?? []).map(({ value }) => value as T)
}

function lazily<T>(find: () => T): () => T {
  let found: { readonly value: T } | undefined
  return () => {
    found ??= { value: find() }
    return found.value
  }
}

function once(
  remembered: WeakMap<View, Map<string, ListEntry>>,
  view: View,
  name: string,
  find: () => ListEntry,
): ListEntry {
  const here = remembered.get(view) ?? new Map<string, ListEntry>()
  remembered.set(view, here)
  const entry = here.get(name) ?? find()
  here.set(name, entry)
  return entry
}
