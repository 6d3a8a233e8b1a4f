import { type Domain, nameBy } from '../domain/index.ts'
import type { Subject } from '../event/index.ts'
import {
  type DaySpan,
  EVER,
  FieldsRead,
  isSameRow,
  joinedRuns,
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
import { LookedAt, type Names, type Place, type Plane } from './grid-place.ts'

/** Reads something at a place. */
export type ReadPlace<C> = (place: Place) => C | undefined

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
    const look = (view: NotedView, known: CivilDay) => this.#placesOf(view, known)
    const columns = reads.map((read) => new Column(read, settled, look))
    for (const { knownAt, from, to } of yield* this.#classesOf(key)) {
      const seen = yield* this.#state.knownBy(knownAt).viewOnce(key)
      yield
      const isThere = seen !== undefined && (byAnyKey || seen.identity.subject === key)
      const view = isThere ? new NotedView(seen) : undefined
      there.push({ from, to, is: isThere })
      for (const column of columns) yield* column.add({ from, to }, view)
    }
    return { there: joinedRuns(there), planes: columns.map(({ rows }) => joinedRuns(rows, isSameRow)) }
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

  /** Looks at an item, as seen by a known day, on whatever date, once it is known what all are called that it names there. */
  #placesOf(view: NotedView, known: CivilDay): LookOn {
    const at = this.#state.knownBy(known === UNFILTERED ? undefined : known)
    const where = { domain: this.#domain, names: this.#names, view, at }
    const name = (subject: Subject) => this.#name(subject)
    return function* (date, read, fields) {
      for (;;) {
        const place = new LookedAt({ ...where, date, read: fields })
        const content = read(place)
        if (place.unnamed === undefined) return { valid: place.valid, known: place.known, content }
        for (const subject of place.unnamed) yield* name(subject)
      }
    }
  }

  *#name(subject: Subject): Steps<void> {
    this.#names.set(subject, 'being made')
    const read = (place: Place) => nameBy(this.#domain, place)
    const { planes } = yield* this.of(subject, [read], (name) => name, { byAnyKey: true })
    this.#names.set(subject, planes[0] ?? [])
  }
}

/** Reads something of an item on a date, and says how far around that holds. */
type LookOn = <C>(
  date: CivilDay,
  read: ReadPlace<C>,
  fields: FieldsRead,
) => Steps<{ readonly valid: Stretch; readonly known: Stretch; readonly content: C | undefined }>

/** What is read of one item, row by row; what reads alike in the next one is not read again. */
class Column<C, T> {
  readonly rows: Run<Row<T | undefined>>[] = []
  readonly #read: ReadPlace<C>
  readonly #settled: (content: C) => T
  readonly #look: (view: NotedView, known: CivilDay) => LookOn
  #last:
    | { readonly view: NotedView; readonly fields: FieldsRead; readonly row: Run<Row<T | undefined>> }
    | undefined

  constructor(
    read: ReadPlace<C>,
    settled: (content: C) => T,
    look: (view: NotedView, known: CivilDay) => LookOn,
  ) {
    this.#read = read
    this.#settled = settled
    this.#look = look
  }

  /** Adds the rows of a stretch of known days from which the item is seen alike; undefined where it is not there. */
  *add(within: DaySpan, view: NotedView | undefined): Steps<void> {
    if (view === undefined) this.rows.push({ ...within, is: NOTHING })
    else
      for (const run of yield* runsOf(within, (known) => this.#row(view, known), isSameRow))
        this.rows.push(run)
  }

  *#row(view: NotedView, known: CivilDay): Steps<Run<Row<T | undefined>>> {
    const last = this.#last
    if (last !== undefined && last.row.from <= known && known < last.row.to)
      if (view.readsAlike(last.view, last.fields)) return last.row
    const [around, fields, look] = [new Stretch(), new FieldsRead(), this.#look(view, known)]
    const [read, settled] = [this.#read, this.#settled]
    const is = yield* runsOf(EVER, function* (date): Steps<Run<T | undefined>> {
      const { valid, known, content } = yield* look(date, read, fields)
      around.narrow(known)
      return { from: valid.from, to: valid.to, is: content === undefined ? undefined : settled(content) }
    })
    const row = { from: around.from, to: around.to, is }
    this.#last = { view, fields, row }
    return row
  }
}
