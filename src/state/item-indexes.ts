import { LRUCache } from 'lru-cache'
import { kindOf, type Subject } from '../event/index.ts'
import { affectedEvents, type Basis, subjectsLinkedBy, type View } from '../visibility/index.ts'
import { buildItemIndex, type ItemIndex } from './item-index.ts'
import type { Kind } from './kind.ts'
import type { SubjectViews } from './subject-views.ts'

/** An index, and the subjects of its kind that are to be asked anew because the index may not be right of them. */
export type IndexFrom = { readonly index: ItemIndex; readonly anew: ReadonlySet<Subject> }

/** Up to how many subjects are asked anew at each question before an index of their own is built. */
const MOST_ANEW = 400

/** Up to how many events apart two positions share an index. */
const MOST_EVENTS = 2_000

/** How many bytes the indexes of a chronicle may take. */
const BUDGET = 64 * 1024 * 1024

/**
 * The item indexes of a chronicle. There is one for each kind with everyone trusted and every known day; a basis of which
 * only few subjects differ from it shares it. For others, one is built for that basis alone.
 */
export class ItemIndexes {
  readonly #views: SubjectViews
  readonly #viewFrom: (basis: Basis) => View
  readonly #built: LRUCache<string, ItemIndex>
  readonly #building = new Map<string, Generator<undefined, ItemIndex>>()
  readonly #anew = new LRUCache<string, ReadonlySet<Subject>>({ max: 200 })

  constructor(views: SubjectViews, viewFrom: (basis: Basis) => View, budget = BUDGET) {
    this.#views = views
    this.#viewFrom = viewFrom
    this.#built = new LRUCache({ maxSize: budget, sizeCalculation: ({ bytes }) => bytes })
  }

  /** The index for a basis, built step by step if there is none: whoever waits may let others go first after each. */
  *from(kind: Kind, basis: Basis): Generator<undefined, IndexFrom> {
    const common = this.#built.get(kind.kind)
    const anew = common && this.#differing(common, basis)
    if (common !== undefined && anew !== undefined) return { index: common, anew }
    const isLatest = basis.position === this.#views.eventIndex.events.length && trustsAll(basis)
    const own = isLatest ? kind.kind : `${kind.kind} ${JSON.stringify(basis)}`
    const known = isLatest ? undefined : this.#built.get(own)
    const index = known ?? (yield* this.#build(own, kind, basis, isLatest))
    return { index, anew: (isLatest ? this.#differing(index, basis) : undefined) ?? new Set() }
  }

  /** Whoever waits for the same index goes on with the same steps. */
  *#build(key: string, kind: Kind, basis: Basis, allKnown: boolean): Generator<undefined, ItemIndex> {
    const steps = this.#building.getOrInsertComputed(key, () =>
      buildItemIndex(kind, basis, this.#views, this.#viewFrom, allKnown),
    )
    for (;;) {
      const built = this.#built.get(key)
      if (built !== undefined && this.#building.get(key) !== steps) return built
      const { done, value } = steps.next()
      if (done === true) {
        this.#building.delete(key)
        this.#built.set(key, value)
        return value
      }
      yield
    }
  }

  /** The subjects of which an index of everyone's words may not be right from a basis; undefined if they are many. */
  #differing(
    { kind: { kind }, basis: { position } }: ItemIndex,
    basis: Basis,
  ): ReadonlySet<Subject> | undefined {
    if (position === basis.position && trustsAll(basis)) return new Set()
    if (Math.abs(position - basis.position) > MOST_EVENTS) return undefined
    const other = { position: basis.position, trusting: basis.trusting }
    const key = JSON.stringify([kind, position, other])
    let found = this.#anew.get(key)
    if (found === undefined) {
      found = this.#affected(kind, { position, trusting: {} }, other)
      this.#anew.set(key, found)
    }
    return found.size > MOST_ANEW ? undefined : found
  }

  /** The subjects of a kind of which two bases may say something different, with every key that could be theirs. */
  #affected(kind: string, one: Basis, other: Basis): ReadonlySet<Subject> {
    const { eventIndex, projection } = this.#views
    const subjects = new Set<Subject>()
    for (const id of affectedEvents(eventIndex, one, other)) {
      for (const key of [...projection.spokenOf(id), ...subjectsLinkedBy(eventIndex, id)])
        if (kindOf(key) === kind && !subjects.has(key))
          for (const each of this.#views.bearingOn(key).keys) subjects.add(each)
      if (subjects.size > MOST_ANEW) break
    }
    return subjects
  }
}

function trustsAll({ trusting: { only, sides, without } }: Basis): boolean {
  return only === undefined && sides === undefined && !without?.length
}
