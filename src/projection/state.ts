import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { type Annals, type Identity, identityOf, type Point, View } from '../timeline/index.ts'
import type { Field } from './field.ts'
import type { Projection } from './projection.ts'
import { type Resolved, resolve } from './resolve.ts'
import { type Standing, standingsOf } from './standing.ts'
import type { Kind } from './vocabulary.ts'

/** One subject as it stands at a point. Its fields resolve when they are asked for. */
export type Item = {
  readonly subject: Subject
  readonly kind: Kind
  readonly point: Point
  readonly identity: Identity
  /** Whether it is there at all: the standing of its kind's existence field. */
  readonly existence: Resolved<true>
  readonly standings: readonly Standing[]
  get<T>(field: Field<T>): Resolved<T>
  /** The events that make the item what it is at the point: its existence, and every field's. */
  readonly because: readonly EventId[]
}

/** What the claims that can be seen from a point resolve to. Nothing in it is computed before it is asked. */
export class State {
  readonly view: View
  readonly #projection: Projection
  readonly #items = new Map<Subject, Item | undefined>()

  constructor(annals: Annals, projection: Projection, point: Point) {
    this.view = new View(annals, point)
    this.#projection = projection
  }

  get point(): Point {
    return this.view.point
  }

  /**
   * Every subject of a kind of which anything can be seen, each once however many keys it has, whatever its
   * answer; in the order in which they were first spoken of. Cost: the claims on that kind's subjects.
   */
  list(kind: string): readonly Item[] {
    const seen = new Set<Subject>()
    return this.#projection.subjectsOf(kind).flatMap((subject) => {
      const item = this.item(subject)
      if (item === undefined || seen.has(item.subject)) return []
      seen.add(item.subject)
      return [item]
    })
  }

  /** One subject, by any of its keys; `undefined` where nothing that can be seen speaks of it. */
  item(subject: Subject): Item | undefined {
    if (!this.#items.has(subject)) this.#items.set(subject, this.#itemOf(subject))
    return this.#items.get(subject)
  }

  /** The last day by which every source that can be seen was out: what is *on the record* ends here. */
  get horizon(): CivilDay | undefined {
    const ends = this.view.annals.registrations.flatMap(({ event: { subject } }) => {
      const published = this.view.source(subject) === 'no' ? undefined : this.view.publishedOf(subject)
      return published === undefined || !Number.isFinite(published.latest) ? [] : [published.latest - 1]
    })
    return ends.length === 0 ? undefined : Math.max(...ends)
  }

  #itemOf(subject: Subject): Item | undefined {
    const identity = identityOf(this.view, subject)
    const kind = this.#projection.vocabulary.kinds.get(subject.slice(0, subject.indexOf('/')))
    if (kind === undefined) return undefined
    const standings = identity.keys.flatMap((key) =>
      standingsOf(
        this.#projection.vocabulary,
        this.view,
        this.#projection.gathered(key),
        this.#projection.eventsOf(key),
      ),
    )
    if (standings.length === 0) return undefined
    return new ResolvedItem(identity, kind, this.point, standings)
  }
}

class ResolvedItem implements Item {
  readonly identity: Identity
  readonly kind: Kind
  readonly point: Point
  readonly standings: readonly Standing[]
  readonly #resolved = new Map<string, Resolved<unknown>>()

  constructor(identity: Identity, kind: Kind, point: Point, standings: readonly Standing[]) {
    this.identity = identity
    this.kind = kind
    this.point = point
    this.standings = standings
  }

  get subject(): Subject {
    return this.identity.subject
  }

  get existence(): Resolved<true> {
    return this.get(this.kind.existence)
  }

  get<T>(field: Field<T>): Resolved<T> {
    const remembered = this.#resolved.get(field.name)
    if (remembered !== undefined) return remembered as Resolved<T>
    const resolved = resolve(field, this.standings, this.point.date)
    this.#resolved.set(field.name, resolved)
    return resolved
  }

  get because(): readonly EventId[] {
    const fields = [this.kind.existence, ...this.kind.fields].map((field) => this.get(field))
    return [...new Set([...fields.flatMap(({ because }) => because), ...this.identity.by])]
  }
}

/** Whether an item counts as part of the state: it definitely or possibly stands. */
export function stands(item: Item): boolean {
  return item.existence.answer === 'definitely' || item.existence.answer === 'possibly'
}

/** Counts as a pair: how many definitely stand, and how many possibly do besides. */
export function countOf(items: readonly Item[]): { readonly definite: number; readonly possible: number } {
  const answers = items.map(({ existence }): Answer => existence.answer)
  return {
    definite: answers.filter((answer) => answer === 'definitely').length,
    possible: answers.filter((answer) => answer === 'possibly').length,
  }
}
