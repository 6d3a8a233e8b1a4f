import { type Domain, nameBy, type Say, sayBy } from '../domain/index.ts'
import type { Subject } from '../event/index.ts'
import {
  CutsOfView,
  EVER,
  type Item,
  inOneGo,
  isSameRow,
  joinedRuns,
  NotedItem,
  type Row,
  type Run,
  runAt,
  runsOf,
  type State,
  type Steps,
  Stretch,
  UNFILTERED,
} from '../state/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { Place } from './grid-columns.ts'

/** A plane of valid and known time: a row of valid days for each stretch of known days. */
export type Plane<T> = readonly Run<Row<T | undefined>>[]

/** Reads something at a place. */
export type ReadPlace<T> = (place: Place) => T | undefined

/** What is there where nothing that can be seen speaks of a subject. */
const NOTHING: Row<undefined> = [{ ...EVER, is: undefined }]

/**
 * What can be read of subjects all over the plane of valid and known time, at the position and with the trust of a state, up to
 * its known day. A place is looked at once for all days around it on which what was read there holds: what the item itself says,
 * what the others are called that it names, and what these name in turn.
 */
export class Planes {
  readonly #domain: Domain
  readonly #state: State
  /** What subjects are called, of those that others name. */
  readonly #names = new Map<Subject, Plane<string> | 'being made'>()

  constructor(domain: Domain, state: State) {
    this.#domain = domain
    this.#state = state
  }

  /**
   * When a subject is there, by known days: where some visible event speaks of it and, unless `byAnyKey`, it goes by this key.
   * And what each of `reads` finds of it there; `settled` makes of each what is kept, to be compared by `Object.is`. In steps.
   */
  *of<C, T>(
    key: Subject,
    reads: readonly ReadPlace<C>[],
    settled: (content: C) => T,
    { byAnyKey = false }: { readonly byAnyKey?: boolean } = {},
  ): Steps<{ readonly there: readonly Run<boolean>[]; readonly planes: readonly Plane<T>[] }> {
    const there: Run<boolean>[] = []
    const planes = reads.map((): Run<Row<T | undefined>>[] => [])
    for (const { knownAt, from, to } of yield* this.#classesOf(key)) {
      const seen = yield* this.#state.knownBy(knownAt).viewOnce(key)
      yield
      const isThere = seen !== undefined && (byAnyKey || seen.identity.subject === key)
      there.push({ from, to, is: isThere })
      const cuts = isThere ? new CutsOfView(seen) : undefined
      for (const [nth, read] of reads.entries())
        if (cuts === undefined) planes[nth]?.push({ from, to, is: NOTHING })
        else {
          const row = (known: CivilDay) => this.#row(cuts, known, (place) => read(place), settled)
          for (const run of yield* runsOf({ from, to }, row, isSameRow)) planes[nth]?.push(run)
        }
    }
    return { there: joinedRuns(there), planes: planes.map((plane) => joinedRuns(plane, isSameRow)) }
  }

  /** The classes of known days up to the state's own. */
  *#classesOf(key: Subject) {
    const { knownAt: last = Infinity } = this.#state.point
    // What is gathered to see it is then at hand for what bears on it.
    yield* this.#state.viewSteps(key)
    const classes = (yield* this.#state.bearingOn(key)).joinedClasses()
    const end = last === Infinity ? Infinity : last + 1
    return classes.flatMap((one) => (one.from > last ? [] : [{ ...one, to: Math.min(one.to, end) }]))
  }

  *#row<C, T>(
    cuts: CutsOfView,
    knownDay: CivilDay,
    read: ReadPlace<C>,
    settled: (content: C) => T,
  ): Steps<Run<Row<T | undefined>>> {
    const known = new Stretch()
    const at = this.#state.knownBy(knownDay === UNFILTERED ? undefined : knownDay)
    const look = (date: CivilDay) => this.#look({ cuts, at, date, known }, read, settled)
    return { is: yield* runsOf(EVER, look), from: known.from, to: known.to }
  }

  *#look<C, T>(
    where: {
      readonly cuts: CutsOfView
      readonly at: State
      readonly date: CivilDay
      readonly known: Stretch
    },
    read: ReadPlace<C>,
    settled: (content: C) => T,
  ): Steps<Run<T | undefined>> {
    for (;;) {
      const place = new LookedAt(this.#domain, this.#names, where)
      const content = read(place)
      if (place.unnamed.size === 0) {
        where.known.narrow(place.known)
        const { from, to } = place.valid
        return { from, to, is: content === undefined ? undefined : settled(content) }
      }
      for (const subject of place.unnamed) yield* this.#name(subject)
    }
  }

  *#name(subject: Subject): Steps<void> {
    this.#names.set(subject, 'being made')
    const read = (place: Place) => nameBy(this.#domain, place)
    const { planes } = yield* this.of(subject, [read], (name) => name, { byAnyKey: true })
    this.#names.set(subject, planes[0] ?? [])
  }
}

/** An item at a place, with what was looked at there and how far around it that holds. */
class LookedAt implements Place {
  readonly item: Item
  readonly valid = new Stretch()
  readonly known = new Stretch()
  /** The subjects that were named of which it is not known yet what they are called. */
  readonly unnamed = new Set<Subject>()
  readonly #domain: Domain
  readonly #names: ReadonlyMap<Subject, Plane<string> | 'being made'>
  readonly #at: State
  readonly #date: CivilDay
  #state: State | undefined
  #say: Say | undefined

  constructor(
    domain: Domain,
    names: ReadonlyMap<Subject, Plane<string> | 'being made'>,
    { cuts, at, date }: { readonly cuts: CutsOfView; readonly at: State; readonly date: CivilDay },
  ) {
    this.#domain = domain
    this.#names = names
    this.#at = at
    this.#date = date
    this.item = new NotedItem(at.at(date).itemOf(cuts.seen), cuts, this.valid)
  }

  /** Whatever is looked up in it is noted. */
  get state(): State {
    this.#state ??= this.#at.knownBy(this.#at.point.knownAt, (subject) => this.#note(subject)).at(this.#date)
    return this.#state
  }

  get say(): Say {
    this.#say ??= sayBy((subject) => this.#nameOf(subject))
    return this.#say
  }

  #nameOf(subject: Subject): string | undefined {
    const plane = this.#names.get(subject)
    if (plane === undefined) {
      this.unnamed.add(subject)
      return undefined
    }
    if (plane === 'being made') {
      const { state, say } = this
      const item = state.item(subject)
      return item && nameBy(this.#domain, { state, item, say })
    }
    const row = runAt(plane, this.#at.point.knownAt ?? UNFILTERED)
    const run = row && runAt(row.is, this.#date)
    if (row !== undefined) this.known.narrow(row)
    if (run !== undefined) this.valid.narrow(run)
    return run?.is
  }

  #note(subject: Subject): void {
    const { knownAt = UNFILTERED } = this.#at.point
    const classes = inOneGo(this.#at.bearingOn(subject)).joinedClasses()
    const own = runAt(
      classes.map((one) => ({ ...one, is: undefined })),
      knownAt,
    )
    if (own !== undefined) this.known.narrow(own)
    const seen = inOneGo(this.#at.viewSteps(subject))
    if (seen !== undefined) this.valid.cut(new CutsOfView(seen).all, this.#date)
  }
}
