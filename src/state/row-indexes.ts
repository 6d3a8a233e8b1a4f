import { LRUCache } from 'lru-cache'
import type { CivilDay } from '../time/index.ts'
import { type Basis, countWorlds, type EventIndex, View } from '../visibility/index.ts'
import { UNFILTERED } from './bearing.ts'
import { BYTES } from './cache-bytes.ts'
import { buildRowIndex, type RowIndex, type RowSource } from './row-index.ts'
import type { CacheEntry, SharedCache } from './shared-cache.ts'
import { doneOnce, type Steps } from './steps.ts'

/** An index, and the keys that are to be looked up anew because the index may not be right of them. */
export type IndexFrom = { readonly index: RowIndex; readonly anew: ReadonlySet<string> }

/** Up to how many keys are by default looked up anew at each question before an index is built for the basis. */
const MOST_ANEW = 400

/** Up to how many events apart two positions share an index. */
const MOST_EVENTS = 2_000

const NONE: ReadonlySet<string> = new Set()

/** An index that is being built. */
type Building = CacheEntry & { readonly steps: () => Steps<RowIndex>; readonly isCommon: boolean }

/** How indexes are built. */
export type IndexingOptions = {
  /** Goes on with steps while nobody waits for them; by default it leaves them. */
  readonly background?: (steps: Steps<void>) => void
  /** Up to how many keys are looked up anew at each question, before an index is built. */
  readonly mostAnew?: number
}

/**
 * The indexes of a chronicle. There is one for each source with everyone trusted and every known day; a basis from which
 * only few keys differ shares it. For others, one is built for that basis alone.
 */
export class RowIndexes {
  readonly #eventIndex: EventIndex
  readonly #cache: SharedCache
  readonly #built = new Map<string, CacheEntry & { readonly index: RowIndex; readonly isCommon: boolean }>()
  readonly #building = new Map<string, Building>()
  readonly #background: IndexingOptions['background']
  readonly #mostAnew: number
  readonly #anew = new LRUCache<string, ReadonlySet<string>>({ max: 16 })

  constructor(
    eventIndex: EventIndex,
    cache: SharedCache,
    { background, mostAnew = MOST_ANEW }: IndexingOptions = {},
  ) {
    this.#eventIndex = eventIndex
    this.#cache = cache
    this.#background = background
    this.#mostAnew = mostAnew
  }

  /** The index for a basis, built step by step if there is none: whoever waits may let others go first after each. */
  *from(source: RowSource, basis: Basis): Steps<IndexFrom> {
    for (;;) {
      const common = this.#find(source.name)
      const anew = common && (yield* this.#differing(source, common, basis))
      if (common !== undefined && anew !== undefined) return { index: common, anew }
      if (basis.position !== this.#eventIndex.count || !trustsAll(basis)) {
        const name = `${source.name} ${JSON.stringify(basis)}`
        return { index: this.#find(name) ?? (yield* this.#build(name, source, basis)), anew: NONE }
      }
      const index = yield* this.#build(source.name, source, basis, common)
      const since = yield* this.#differing(source, index, basis)
      // It may have been begun before much was recorded.
      if (since !== undefined) return { index, anew: since }
    }
  }

  /** Whether an index is being built that goes on with nobody waiting for it. */
  get isBuilding(): boolean {
    return this.#background !== undefined && this.#building.values().some(({ isCommon }) => isCommon)
  }

  /** Drops everything that is kept; it is built again when it is asked. */
  clear(): void {
    const all = [...this.#built.values(), ...this.#building.values()]
    this.#building.clear()
    for (const kept of all) this.#cache.drop(kept)
  }

  *#build(name: string, source: RowSource, basis: Basis, earlier?: RowIndex): Steps<RowIndex> {
    const building = this.#building.get(name) ?? this.#begin(name, source, basis, earlier)
    const index = yield* building.steps()
    this.#end(name, building, index)
    return index
  }

  /**
   * Whoever waits for one that is dropped meanwhile goes on with it. That which everyone uses is charged to nobody, and is gone
   * on with if nobody waits for it any more. What a build looks at must not drop what everyone uses: that takes longest to be
   * made again.
   */
  #begin(name: string, source: RowSource, basis: Basis, earlier: RowIndex | undefined): Building {
    const allKnown = name === source.name
    const grown = (bytes: number) => {
      for (const kept of this.#built.values()) if (kept.isCommon) this.#cache.use(kept)
      this.#cache.grow(building, bytes)
    }
    const indexing = { source, basis, viewFrom: viewsOf(this.#eventIndex), allKnown, grown }
    const building: Building = {
      isCommon: allKnown,
      steps: doneOnce(() =>
        allKnown ? uncharged(buildRowIndex({ ...indexing, earlier })) : buildRowIndex(indexing),
      ),
      bytes: BYTES.kept,
      dropped: () => {
        if (!allKnown && this.#building.get(name) === building) this.#building.delete(name)
      },
    }
    this.#building.set(name, building)
    this.#cache.keep(building)
    if (allKnown) this.#background?.(this.#finish(name, building))
    return building
  }

  /** Goes on with a build until it is done or given up. */
  *#finish(name: string, building: Building): Steps<void> {
    const steps = building.steps()
    while (this.#building.get(name) === building) {
      const { done, value } = steps.next()
      if (done === true) this.#end(name, building, value)
      else yield
    }
  }

  #end(name: string, building: Building, index: RowIndex): void {
    if (this.#building.get(name) !== building) return
    this.#building.delete(name)
    this.#cache.drop(building)
    const earlier = this.#built.get(name)
    if (earlier !== undefined) this.#cache.drop(earlier)
    this.#keep(name, index, building.isCommon)
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
    if (built.position === basis.position && trustsAll(basis)) return NONE
    if (Math.abs(built.position - basis.position) > MOST_EVENTS) return undefined
    const other = { position: basis.position, trusting: basis.trusting }
    const name = JSON.stringify([source.of, built.position, other])
    let found = this.#anew.get(name)
    if (found === undefined) {
      found = yield* source.affected({ position: built.position, trusting: {} }, other, this.#mostAnew)
      this.#anew.set(name, found)
    }
    return found.size > this.#mostAnew ? undefined : found
  }
}

/** Work in steps that no one who waits for it pays for. */
function* uncharged<T>(steps: Steps<T>): Steps<T> {
  for (;;) {
    const { done, value } = countWorlds(
      () => {},
      () => steps.next(),
    )
    if (done === true) return value
    yield
  }
}

function trustsAll({ trusting: { only, sides, without } }: Basis): boolean {
  return only === undefined && sides === undefined && !without?.length
}

/** How many views are kept while an index is built: neighbours are looked up from the same few known days. */
const VIEWS = 16

/** How many answers they remember together: mostly each is asked for once. */
const REMEMBERED = 2_000

/** The views from bases that differ by their known day alone. They are kept by whoever has the function. */
function viewsOf(eventIndex: EventIndex): (basis: Basis) => View {
  const views = new LRUCache<CivilDay, View>({ max: VIEWS })
  let remembered = 0
  const grown = () => {
    remembered += 1
    if (remembered % REMEMBERED === 0) views.clear()
  }
  return (basis) => {
    const day = basis.knownAt ?? UNFILTERED
    const view = views.get(day) ?? new View(eventIndex, basis, grown)
    views.set(day, view)
    return view
  }
}
