import { type Domain, nameBy } from '../domain/index.ts'
import type { Subject } from '../event/index.ts'
import {
  type DaySpan,
  EVER,
  FieldsRead,
  isSameRow,
  joinedRuns,
  type KnownClass,
  NotedView,
  type Row,
  type Run,
  runsOf,
  type State,
  type Steps,
  Stretch,
  UNFILTERED,
} from '../state/index.ts'
import type { CivilDay } from '../time/index.ts'
import {
  LookedAt,
  type Names,
  Others,
  type Place,
  type Plane,
  SourceLabels,
  type Spot,
} from './grid-place.ts'

/** Reads something at a place; what is the same at every date is read at one that is after all others. */
export type ReadPlace<C> = {
  readonly read: (place: Place) => C | undefined
  readonly isOfEveryDate?: true
  /** Reads nothing where nothing is claimed of that field. */
  readonly field?: string
}

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
  readonly #names: Names = new Map()
  readonly #others = new Others()
  readonly #labels = new SourceLabels()
  readonly #pace = new Pace()

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
    settled: (content: C, nth: number) => T,
    { byAnyKey = false }: { readonly byAnyKey?: boolean } = {},
  ): Steps<{ readonly there: readonly Run<boolean>[]; readonly planes: readonly Plane<T>[] }> {
    const there: Run<boolean>[] = []
    let last: NotedView | undefined
    const columns = reads.map(
      (read, nth) => new Column(read, (content: C) => settled(content, nth), this.#pace),
    )
    for (const known of yield* this.#classesOf(key)) {
      const { knownAt, from, to } = known
      const seen = yield* this.#state.knownBy(knownAt).viewApart(key)
      if (this.#pace.isOver(columns.length + (seen?.claims.length ?? 0))) yield
      const isThere = seen !== undefined && (byAnyKey || seen.identity.subject === key)
      const view: NotedView | undefined = isThere ? new NotedView(seen, last) : undefined
      last = view ?? last
      there.push({ from, to, is: isThere })
      const seenThere = view && this.#seen(view)
      for (const column of columns) {
        const steps = column.add(known, seenThere)
        if (steps !== undefined) yield* steps
      }
    }
    return { there: joinedRuns(there), planes: columns.map(({ rows }) => joinedRuns(rows, isSameRow)) }
  }

  /** The classes of known days up to the state's own. */
  *#classesOf(key: Subject) {
    const { knownAt: last = Infinity } = this.#state.point
    const classes = yield* this.#state.knownClassesOf(key)
    const end = last === Infinity ? Infinity : last + 1
    return classes.flatMap((one) => (one.from > last ? [] : [{ ...one, to: Math.min(one.to, end) }]))
  }

  /** An item as it is seen from a stretch of known days. */
  #seen(view: NotedView): SeenItem {
    const spots = new Map<CivilDay, Spot>()
    const shared = {
      domain: this.#domain,
      names: this.#names,
      others: this.#others,
      labels: this.#labels,
      view,
    }
    const spotAt = (knownDay: CivilDay): Spot => ({
      ...shared,
      at: this.#state.knownBy(knownDay === UNFILTERED ? undefined : knownDay),
    })
    return {
      view,
      at: (knownDay) => spots.getOrInsertComputed(knownDay, spotAt),
      name: (subject) => this.#name(subject),
    }
  }

  *#name(subject: Subject): Steps<void> {
    this.#names.set(subject, 'being made')
    const read = { read: (place: Place) => nameBy(this.#domain, place) }
    const { planes } = yield* this.of(subject, [read], (name) => name, { byAnyKey: true })
    this.#names.set(subject, planes[0] ?? [])
  }
}

/** An item as it is seen from a stretch of known days, and what makes known what a subject is called. */
type SeenItem = {
  readonly view: NotedView
  /** Where it is looked at from on one of these days: others may be called otherwise on another. */
  readonly at: (knownDay: CivilDay) => Spot
  readonly name: (subject: Subject) => Steps<void>
}

/** After every date that anything is of. */
const LAST_DATE: CivilDay = Number.MAX_SAFE_INTEGER

/** How many claims are looked at in one step. */
const STEP = 500

/** Counts the claims that are looked at, one by one or as part of many. */
class Pace {
  #looked = 0

  /** Whether a step is over with these. */
  isOver(looked: number): boolean {
    this.#looked += looked
    if (this.#looked < STEP) return false
    this.#looked = 0
    return true
  }
}

/** What is read of one item, row by row: of the next one only what may read otherwise than in the one before. */
class Column<C, T> {
  readonly rows: Run<Row<T | undefined>>[] = []
  readonly #read: ReadPlace<C>
  readonly #settled: (content: C) => T
  readonly #pace: Pace
  #last:
    | { readonly view: NotedView; readonly fields: FieldsRead; readonly row: Run<Row<T | undefined>> }
    | undefined

  constructor(read: ReadPlace<C>, settled: (content: C) => T, pace: Pace) {
    this.#read = read
    this.#settled = settled
    this.#pace = pace
  }

  /** Adds the rows of a stretch of known days from which the item is seen alike; undefined where it is not there. */
  add(within: KnownClass, seen: SeenItem | undefined): Steps<void> | undefined {
    const { from, to, knownAt = UNFILTERED } = within
    const { isOfEveryDate, field } = this.#read
    if (seen === undefined || (field !== undefined && !seen.view.has(field)))
      this.rows.push({ from, to, is: NOTHING })
    else if (isOfEveryDate) this.rows.push({ from, to, is: this.#everyDate(seen.at(knownAt)) })
    else if (!this.#isAsLast(within, seen.view)) return this.#addNew(within, seen)
    return undefined
  }

  *#addNew(within: KnownClass, seen: SeenItem): Steps<void> {
    const rows = yield* runsOf(within, (known) => this.#row(seen, known), { isSame: isSameRow })
    this.rows.push(...rows)
  }

  /** Adds the last row again if all of it reads alike. */
  #isAsLast({ from, to }: KnownClass, view: NotedView): boolean {
    const last = this.#last
    if (last === undefined || from < last.row.from || last.row.to < to) return false
    if (view.changesSince(last.view, last.fields)?.length !== 0) return false
    this.rows.push({ from, to, is: last.row.is })
    this.#last = { ...last, view }
    return true
  }

  #everyDate(spot: Spot): Row<T | undefined> {
    const place = new LookedAt(spot, LAST_DATE, new FieldsRead())
    const content = this.#read.read(place)
    return [{ ...EVER, is: content === undefined ? undefined : this.#settled(content) }]
  }

  *#row({ view, at, name }: SeenItem, knownDay: CivilDay): Steps<Run<Row<T | undefined>>> {
    const last = this.#lastAt(knownDay)
    const changed = last && view.changesSince(last.view, last.fields)
    const [known, spot] = [new Stretch(), at(knownDay)]
    if (last !== undefined && changed !== undefined) known.narrow(last.row)
    const fields = (changed && last?.fields) ?? new FieldsRead()
    const look = (date: CivilDay): Run<T | undefined> | Steps<Run<T | undefined>> => {
      const place = new LookedAt(spot, date, fields)
      const content = this.#read.read(place)
      if (place.unnamed !== undefined) return named(place.unnamed, date)
      known.narrow(place.known)
      const { from, to } = place.valid
      return { from, to, is: content === undefined ? undefined : this.#settled(content) }
    }
    function* named(subjects: Iterable<Subject>, date: CivilDay): Steps<Run<T | undefined>> {
      for (const subject of subjects) yield* name(subject)
      const seen = look(date)
      return 'next' in seen ? yield* seen : seen
    }
    const isOver = () => this.#pace.isOver(1 + view.seen.claims.length)
    const runs: Run<T | undefined>[] = []
    for (const span of changed === undefined ? [EVER] : joinedSpans(changed))
      for (const run of yield* runsOf(span, look, { isOver })) runs.push(run)
    const is = last === undefined || changed === undefined ? runs : replaced(last.row.is, runs)
    const row = { from: known.from, to: known.to, is }
    this.#last = { view, fields, row }
    return row
  }

  /** What was read last, if what it named is called the same on a known day. */
  #lastAt(knownDay: CivilDay) {
    const last = this.#last
    return last !== undefined && last.row.from <= knownDay && knownDay < last.row.to ? last : undefined
  }
}

/** Stretches of days without those between that follow at once on others, ascending. */
function joinedSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  const joined: { from: CivilDay; to: CivilDay }[] = []
  for (const { from, to } of spans.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = joined.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/** A row with other runs in the place of what it has on their days; both ascend. */
function replaced<T>(row: Row<T>, runs: readonly Run<T>[]): Row<T> {
  if (runs.length === 0) return row
  const all: Run<T>[] = []
  let next = 0
  for (const old of row) {
    let { from } = old
    for (let run = runs[next]; run !== undefined && run.from < old.to; run = runs[next]) {
      if (from < run.from) all.push({ from, to: run.from, is: old.is })
      if (run.from >= old.from) all.push(run)
      from = Math.max(from, run.to)
      // It goes on in the place of what comes after.
      if (run.to > old.to) break
      next += 1
    }
    if (from < old.to) all.push({ from, to: old.to, is: old.is })
  }
  return joinedRuns(all)
}
