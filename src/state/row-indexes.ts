import { LRUCache } from 'lru-cache'
import type { CivilDay } from '../time/index.ts'
import { type Basis, type EventIndex, View } from '../visibility/index.ts'
import { UNFILTERED } from './bearing.ts'
import { BYTES } from './kept-bytes.ts'
import { buildRowIndex, type RowIndex, type RowSource } from './row-index.ts'
import type { Kept, SharedCache } from './shared-cache.ts'
import { doneOnce, type Steps } from './steps.ts'

/** An index, and the keys that are to be looked up anew because the index may not be right of them. */
export type IndexFrom = { readonly index: RowIndex; readonly anew: ReadonlySet<string> }

/** Up to how many keys are looked up anew at each question before an index is built for the basis. */
const MOST_ANEW = 400

/** Up to how many events apart two positions share an index. */
const MOST_EVENTS = 2_000

/**
 * The indexes of a chronicle. There is one for each source with everyone trusted and every known day; a basis from which
 * only few keys differ shares it. For others, one is built for that basis alone.
 */
export class RowIndexes {
  readonly #eventIndex: EventIndex
  readonly #cache: SharedCache
  readonly #built = new Map<string, Kept & { readonly index: RowIndex; readonly isCommon: boolean }>()
  readonly #building = new Map<string, Kept & { readonly steps: () => Steps<RowIndex> }>()
  readonly #anew = new LRUCache<string, ReadonlySet<string>>({ max: 200 })

  constructor(eventIndex: EventIndex, cache: SharedCache) {
    this.#eventIndex = eventIndex
    this.#cache = cache
  }

  /** The index for a basis, built step by step if there is none: whoever waits may let others go first after each. */
  *from(source: RowSource, basis: Basis): Steps<IndexFrom> {
    const common = this.#find(source.name)
    const anew = common && (yield* this.#differing(source, common, basis))
    if (common !== undefined && anew !== undefined) return { index: common, anew }
    const isLatest = basis.position === this.#eventIndex.count && trustsAll(basis)
    const outdated = this.#built.get(source.name)
    if (isLatest && outdated !== undefined) this.#cache.drop(outdated)
    const name = isLatest ? source.name : `${source.name} ${JSON.stringify(basis)}`
    const index = this.#find(name) ?? (yield* this.#build(name, source, basis, isLatest))
    const since = isLatest ? yield* this.#differing(source, index, basis) : undefined
    return { index, anew: since ?? new Set() }
  }

  /** Drops everything that is kept; it is built again when it is asked. */
  clear(): void {
    for (const kept of [...this.#built.values(), ...this.#building.values()]) this.#cache.drop(kept)
  }

  *#build(name: string, source: RowSource, basis: Basis, allKnown: boolean): Steps<RowIndex> {
    const building = this.#building.get(name) ?? this.#begin(name, source, basis, allKnown)
    const index = yield* building.steps()
    this.#cache.drop(building)
    if (!this.#built.has(name)) this.#keep(name, index, allKnown)
    return index
  }

  /**
   * Whoever waits for one that is dropped meanwhile goes on with it. What a build looks at must not drop the indexes that
   * everyone uses: these take longest to be made again.
   */
  #begin(name: string, source: RowSource, basis: Basis, allKnown: boolean) {
    const grown = (bytes: number) => {
      for (const kept of this.#built.values()) if (kept.isCommon) this.#cache.use(kept)
      this.#cache.grow(begun, bytes)
    }
    const begun = {
      steps: doneOnce(() => buildRowIndex(source, basis, viewsOf(this.#eventIndex), allKnown, grown)),
      bytes: BYTES.kept,
      dropped: () => {
        if (this.#building.get(name) === begun) this.#building.delete(name)
      },
    }
    this.#building.set(name, begun)
    this.#cache.keep(begun)
    return begun
  }

  #find(name: string): RowIndex | undefined {
    const kept = this.#built.get(name)
    if (kept !== undefined) this.#cache.use(kept)
    return kept?.index
  }

  #keep(name: string, index: RowIndex, isCommon: boolean): void {
    const kept = {
      index,
      isCommon,
      bytes: index.bytes,
      dropped: () => {
        if (this.#built.get(name) === kept) this.#built.delete(name)
      },
    }
    this.#built.set(name, kept)
    this.#cache.keep(kept)
  }

  /** The keys of which the index of everyone's words may not be right from a basis; undefined if they are many. */
  *#differing(
    source: RowSource,
    { basis: built }: RowIndex,
    basis: Basis,
  ): Steps<ReadonlySet<string> | undefined> {
    if (built.position === basis.position && trustsAll(basis)) return new Set()
    if (Math.abs(built.position - basis.position) > MOST_EVENTS) return undefined
    const other = { position: basis.position, trusting: basis.trusting }
    const name = JSON.stringify([source.of, built.position, other])
    let found = this.#anew.get(name)
    if (found === undefined) {
      found = yield* source.affected({ position: built.position, trusting: {} }, other, MOST_ANEW)
      this.#anew.set(name, found)
    }
    return found.size > MOST_ANEW ? undefined : found
  }
}

function trustsAll({ trusting: { only, sides, without } }: Basis): boolean {
  return only === undefined && sides === undefined && !without?.length
}

/** How many views are kept while an index is built: neighbours are looked up from the same few known days. */
const VIEWS = 16

/** The views from bases that differ by their known day alone. They are kept by whoever has the function. */
function viewsOf(eventIndex: EventIndex): (basis: Basis) => View {
  const views = new LRUCache<CivilDay, View>({ max: VIEWS })
  return (basis) => {
    const day = basis.knownAt ?? UNFILTERED
    const view = views.get(day) ?? new View(eventIndex, basis)
    views.set(day, view)
    return view
  }
}
