import { type Domain, nameBy, type Say, sayBy, sourceLabel, type Worded } from '../domain/index.ts'
import type { Subject } from '../event/index.ts'
import {
  type DaySpan,
  EVER,
  type FieldsRead,
  inOneGo,
  NotedItem,
  type NotedView,
  type Row,
  type Run,
  runAt,
  type State,
  Stretch,
  sortedCuts,
  UNFILTERED,
} from '../state/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { WrittenContents } from './grid-schema.ts'

/** An item at a place of the plane; who looks at it narrows `valid` to the days for which what is read holds. */
export type Place = Worded & {
  readonly item: NotedItem
  readonly valid: Stretch
  /** A source, and what it is called: one and the same where it is called the same. */
  labelled(source: Subject): WrittenContents['source']
}

/** What sources are called, looked up once for all known days on which each is seen alike. */
export class SourceLabels {
  readonly #labels = new Map<Subject, Run<WrittenContents['source']>[]>()

  /** By a state of a known day. */
  of(source: Subject, state: State): WrittenContents['source'] {
    const { knownAt = UNFILTERED } = state.point
    const labels = this.#labels.getOrInsertComputed(source, () => [])
    for (const { from, to, is } of labels) if (from <= knownAt && knownAt < to) return is
    const classes = state.knownClassesOfSource(source)
    const { from, to } = classes.find(({ from, to }) => from <= knownAt && knownAt < to) ?? EVER
    const is = [source, sourceLabel(state.view, source)] as const
    labels.push({ from, to, is })
    return is
  }
}

/** A plane of valid and known time: a row of valid days for each stretch of known days. */
export type Plane<T> = readonly Run<Row<T | undefined>>[]

/** What subjects are called, of those that others name. */
export type Names = Map<Subject, Plane<string> | 'being made'>

/** Others that were looked up: from which known days they are seen alike, and on which days something of them may turn. */
export class Others {
  readonly #seen = new Map<Subject, Map<CivilDay, Other>>()

  /** One as seen by a known day, from a state of that day. */
  at(subject: Subject, state: State, knownAt: CivilDay): Other {
    const seen = this.#seen.getOrInsertComputed(subject, () => new Map())
    for (const one of seen.values()) if (one.known.from <= knownAt && knownAt < one.known.to) return one
    const classes = inOneGo(state.knownClassesOf(subject))
    const known = classes.find(({ from, to }) => from <= knownAt && knownAt < to) ?? EVER
    const view = inOneGo(state.viewSteps(subject))
    const found = { known, cuts: view === undefined ? [] : sortedCuts(view.claims) }
    seen.set(known.from, found)
    return found
  }
}

type Other = { readonly known: DaySpan; readonly cuts: readonly CivilDay[] }

/** An item as seen by a known day, and what is known of what others are called. */
export type Spot = {
  readonly domain: Domain
  readonly names: Names
  readonly others: Others
  readonly labels: SourceLabels
  readonly view: NotedView
  /** The state on some date, as known by the day. */
  readonly at: State
}

/** An item at a place, with how far around it holds what was read there. */
export class LookedAt implements Place {
  readonly item: NotedItem
  readonly valid = new Stretch()
  readonly known = new Stretch()
  /** The subjects that were named of which it is not known yet what they are called. */
  unnamed: Set<Subject> | undefined
  readonly #spot: Spot
  readonly #date: CivilDay
  #state: State | undefined
  #say: Say | undefined

  /** `read` notes what is read of it. */
  constructor(spot: Spot, date: CivilDay, read: FieldsRead) {
    const { at, view } = spot
    this.#spot = spot
    this.#date = date
    this.item = new NotedItem(view, at, date, { valid: this.valid, read })
  }

  /** Whatever is looked up in it is noted. */
  get state(): State {
    const { at } = this.#spot
    this.#state ??= at.knownBy(at.point.knownAt, (subject) => this.#note(subject)).at(this.#date)
    return this.#state
  }

  get say(): Say {
    this.#say ??= sayBy((subject) => this.#nameOf(subject))
    return this.#say
  }

  labelled(source: Subject): WrittenContents['source'] {
    const { at, labels } = this.#spot
    return labels.of(source, at)
  }

  #nameOf(subject: Subject): string | undefined {
    const { domain, names, at } = this.#spot
    const plane = names.get(subject)
    if (plane === undefined) {
      this.unnamed ??= new Set()
      this.unnamed.add(subject)
      return undefined
    }
    if (plane === 'being made') {
      // It names, elsewhere on the plane, what is named after it: here it is looked up.
      const { state, say } = this
      const item = state.item(subject)
      return item && nameBy(domain, { state, item, say })
    }
    const row = runAt(plane, at.point.knownAt ?? UNFILTERED)
    const run = row && runAt(row.is, this.#date)
    if (row !== undefined) this.known.narrow(row)
    if (run !== undefined) this.valid.narrow(run)
    return run?.is
  }

  #note(subject: Subject): void {
    const { at, others } = this.#spot
    const { knownAt = UNFILTERED } = at.point
    const { known, cuts } = others.at(subject, at, knownAt)
    this.known.narrow(known)
    this.valid.cut(cuts, this.#date)
  }
}
