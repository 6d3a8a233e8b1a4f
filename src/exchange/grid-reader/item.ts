import { type Contents, UNKNOWN } from './contents.ts'
import type { DaySet, Rectangles } from './rectangles.ts'
import type {
  GridAhead,
  GridAnswer,
  GridContent,
  GridContents,
  GridKind,
  GridMark,
  GridPart,
  GridRectangle,
  GridSource,
  GridTask,
} from './types.ts'

/** What an item is at a place; what of it is not asked for is not looked up. */
export class GridState {
  readonly item: GridItem
  readonly date: number
  readonly knownAt: number

  constructor(item: GridItem, date: number, knownAt: number) {
    this.item = item
    this.date = date
    this.knownAt = knownAt
  }

  get subject(): string {
    return this.item.subject
  }

  get kind(): GridKind {
    return this.item.kind
  }

  /** Whether it is there. */
  get exists(): GridAnswer {
    return this.#at('existence')?.answer ?? 'unknown'
  }

  /** What it is called where it stands alone. */
  get headline(): string {
    return this.#at('headline')?.words ?? ''
  }

  /** What it is called where its other facts stand beside it. */
  get name(): string {
    return this.#at('name')?.words ?? this.headline
  }

  /** What a line shows beside the name, without when it was; empty where that is nothing. */
  get detail(): string {
    return this.#at('detail')?.words ?? ''
  }

  /** By when it is to be done; undefined where it has no such day. */
  get task(): GridTask | undefined {
    return this.#at('task')
  }

  /** How it stands that it is only planned, or was; undefined of what is not. */
  get ahead(): GridAhead | undefined {
    return this.#at('ahead')
  }

  /** The sources behind what it is here, in the order of their keys. */
  get sources(): readonly GridSource[] {
    return this.#at('sources') ?? NONE
  }

  /** The names of its fields about which sources differ. */
  get differs(): readonly string[] {
    return this.#at('differs') ?? NONE
  }

  /** A field, or what turns, by the name of its column; UNKNOWN where nothing is known of it. */
  get(column: string): GridContent {
    return this.item.contentAt(this.item.placeOf(column), this.date, this.knownAt)
  }

  #at<Of extends keyof GridContents>(of: Of): GridContents[Of] | undefined {
    return this.item.find(of, this.date, this.knownAt)
  }
}

const NONE: readonly never[] = []

export class GridItem {
  readonly subject: string
  /** When some event that can be seen speaks of it, by known days: from and to in turn. */
  readonly known: readonly number[]
  readonly #layout: Layout
  readonly #rectangles: Rectangles
  /** Where its columns begin among those of all items. */
  readonly #first: number

  constructor(subject: string, known: readonly number[], layout: Layout, columns: Columns) {
    this.subject = subject
    this.known = known
    this.#layout = layout
    this.#rectangles = columns.rectangles
    this.#first = columns.first
  }

  get kind(): GridKind {
    return this.#layout.kind
  }

  /**
   * The rectangles of a column, by known days and then by valid days; there are none where nothing is known. What is in those of
   * what is neither existence nor words nor a field gives {@link rectanglesOf}.
   */
  rectangles(column: string): readonly GridRectangle[] {
    const place = this.placeOf(column)
    const of = this.kind.columns[place]?.of ?? 'field'
    const { contents } = this.#layout
    return this.#rectangles.of(this.#first + place, (content) => contents.plain(of, content))
  }

  /** The same of the only column that is of such. */
  rectanglesOf<Of extends keyof GridContents>(of: Of): readonly GridRectangle<GridContents[Of]>[] {
    const place = this.#layout.only[of]
    if (place === undefined) return NONE
    const { contents } = this.#layout
    return this.#rectangles.of(this.#first + place, (content) => contents.of(of, content))
  }

  /** Visits them in their order; the part is valid only meanwhile. Much less work than {@link rectanglesOf}, which makes objects. */
  visitOf<Of extends keyof GridContents>(
    of: Of,
    visit: (part: GridPart, content: GridContents[Of]) => void,
  ): void {
    const place = this.#layout.only[of]
    if (place === undefined) return
    const { contents } = this.#layout
    this.#rectangles.visit(this.#first + place, (part, content) => visit(part, contents.of(of, content)))
  }

  /** When it was, as known by a day, whatever the date. */
  marks(knownAt: number): readonly GridMark[] {
    return this.find('marks', 0, knownAt) ?? NONE
  }

  /** What it is at a date as known by a day; undefined where nothing that can be seen speaks of it. */
  at(date: number, knownAt: number): GridState | undefined {
    return this.#isKnown(knownAt) ? new GridState(this, date, knownAt) : undefined
  }

  #isKnown(knownAt: number): boolean {
    const { known } = this
    for (let at = 0; at < known.length; at += 2)
      if (knownAt >= (known[at] ?? 0) && knownAt < (known[at + 1] ?? 0)) return true
    return false
  }

  /** The number of a column of its kind. */
  placeOf(column: string): number {
    const place = this.#layout.places.get(column)
    if (place === undefined) throw new RangeError(`no column "${column}" of ${this.kind.name}`)
    return place
  }

  /** What the column of a number holds at a place. */
  contentAt(column: number, date: number, knownAt: number): GridContent {
    const content = this.#rectangles.find(this.#first + column, date, knownAt)
    if (content < 0) return UNKNOWN
    return this.#layout.contents.plain(this.kind.columns[column]?.of ?? 'field', content)
  }

  /** What the only column that is of such holds at a place; undefined where that is nothing. */
  find<Of extends keyof GridContents>(of: Of, date: number, knownAt: number): GridContents[Of] | undefined {
    const place = this.#layout.only[of]
    if (place === undefined) return undefined
    const content = this.#rectangles.find(this.#first + place, date, knownAt)
    return content < 0 ? undefined : this.#layout.contents.of(of, content)
  }

  /** Adds to `days` those on which anything of it changes along a clock, the day on the other fixed. */
  addChangeDays(days: DaySet, clock: 'valid' | 'known', other: number): void {
    if (clock === 'known') for (const day of this.known) days.add(day)
    else if (!this.#isKnown(other)) return
    const end = this.#first + this.kind.columns.length
    for (let column = this.#first; column < end; column += 1)
      this.#rectangles.addChangeDays(days, column, clock, other)
  }
}

/** The columns of a kind by their names and by what they are of, and the contents to which they point. */
export class Layout {
  readonly kind: GridKind
  readonly contents: Contents
  readonly places: ReadonlyMap<string, number>
  /** By what it is of, the first column that is. */
  readonly only: { readonly [Of in keyof GridContents]?: number }

  constructor(kind: GridKind, contents: Contents) {
    this.kind = kind
    this.contents = contents
    this.places = new Map(kind.columns.map(({ name }, place) => [name, place]))
    this.only = Object.fromEntries(kind.columns.map(({ of }, place) => [of, place]).reverse())
  }
}

/** Where the columns of an item are. */
type Columns = { readonly rectangles: Rectangles; readonly first: number }
