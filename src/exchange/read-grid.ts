/*
 * Reads a bitemporal grid, without anything else: a page takes this file as it is. Days are numbers, counted from 1970-01-01
 * (`gridDay('2024-05-01')`); a known day is left out where the clock filters nothing.
 */

export type GridAnswer = 'definitely' | 'possibly' | 'no' | 'unknown'

/** A value that a field may have: in words, whether it has it in any case, and the value itself. */
export type GridFieldValue = { readonly words: string; readonly answer: GridAnswer; readonly value: unknown }

/** What a column holds at a place: `words` of a headline or of what turns, else an answer, of a field with its values. */
export type GridContent = {
  readonly answer: GridAnswer
  readonly values: readonly GridFieldValue[]
  readonly words: string | undefined
}

/** Days among which one is: both are in; ±Infinity where there is no bound. */
export type GridDays = { readonly earliest: number; readonly latest: number }

/** When an item was, by an event that says that it is there. */
export type GridMark = {
  /** Counts from its date on, or holds to its end, or is told of its own date only. */
  readonly aspect: 'happened' | 'lasting' | 'attested'
  /** Whether its event is known for certain. */
  readonly isCertain: boolean
  readonly begin: GridDays
  /** Its last day; undefined where that is unknown, without a latest where it goes on. Of what is of one day, the begin. */
  readonly end: GridDays | undefined
  /** Of an unknown or open end: the last day up to which it is known to have held; absent where that is no later than its begin. */
  readonly heldUntil?: number
  readonly likely?: number
}

/** By when it is to be done: several due dates are of sources that differ. */
export type GridTask = {
  readonly due: readonly GridDays[]
  readonly isCertain: boolean
  /** Undefined where nobody keeps an account, or it may be one or the other. */
  readonly state: 'open' | 'done' | 'dropped' | undefined
}

/** How something stands that did not happen yet, or never did. */
export type GridAhead = {
  readonly words: string
  readonly stage?: string
  readonly windows: readonly GridDays[]
  /** Whether it is certain that it is no longer planned for these days. */
  readonly isOff: boolean
}

export type GridSource = { readonly subject: string; readonly label: string }

/** What columns hold, by what they are of. */
export type GridContents = {
  existence: GridContent
  headline: GridContent
  field: GridContent
  turning: GridContent
  name: GridContent
  detail: GridContent
  marks: readonly GridMark[]
  task: GridTask
  ahead: GridAhead
  sources: readonly GridSource[]
  differs: readonly string[]
}

/** A part of the plane; half-open, ±Infinity where it has no bound. */
export type GridPart = {
  readonly validFrom: number
  readonly validTo: number
  readonly knownFrom: number
  /** Infinity where it also holds without a known day; {@link Grid.noKnownDay} where only that is left out. */
  readonly knownTo: number
}

/** A part of the plane throughout which a column holds the same. */
export type GridRectangle<T = GridContent> = GridPart & { readonly content: T }

export type GridColumn = {
  /** A field's own; that of what is no field, and turns on no days of its own, begins with a colon. */
  readonly name: string
  readonly of: keyof GridContents
  readonly says?: string
  readonly roles?: readonly string[]
}

export type GridKind = {
  readonly name: string
  readonly heading: string
  /** Whether its events attest single days, so that *unknown* is an answer. */
  readonly attested: boolean
  /** Whether pages show it last, or only where all is asked for. */
  readonly lesser: boolean
  /** Whether its items may have something to be done by a day. */
  readonly task: boolean
  /** Whether its items are what happens. */
  readonly happens: boolean
  /** The heading of what is planned; absent where nothing of the kind is. */
  readonly ahead?: string
  /** The words of a count: `undertaking open`, `undertakings open`. */
  readonly tally?: { readonly one: string; readonly other: string }
  /** Whether a summary names its values instead of counting. */
  readonly lead?: boolean
  readonly columns: readonly GridColumn[]
}

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

/** Where nothing is known. */
export const UNKNOWN: GridContent = { answer: 'unknown', values: [], words: undefined }

/** Where something is that has neither words nor values. */
const THERE: GridContent = { answer: 'definitely', values: [], words: undefined }

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
class Layout {
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

/** Of each column: where the days of its rectangles begin, how many there are, and where their contents begin. */
const COLUMN = 3

/** The rectangles of all items, in arrays of numbers: an object for each would be slow to make and to read. */
class Rectangles {
  /** Four for each rectangle; columns may share them. */
  #days = new Float64Array(4_096)
  #contents = new Int32Array(4_096)
  #columns = new Int32Array(4_096)
  #daysUsed = 0
  #contentsUsed = 0
  #columnsUsed = 0

  /** Takes in those of an item with so many columns; returns where these begin. */
  add(count: number, tilings: Line[3], columns: Line[4]): number {
    const first = this.#columnsUsed / COLUMN
    this.#columnsUsed += count * COLUMN
    if (this.#columnsUsed > this.#columns.length) this.#columns = grown(this.#columns, this.#columnsUsed)
    const starts: number[] = []
    for (const days of tilings) {
      const start = this.#daysUsed
      starts.push(start)
      this.#daysUsed += days.length
      if (this.#daysUsed > this.#days.length) this.#days = grown(this.#days, this.#daysUsed)
      for (let at = 0; at < days.length; at += 1) this.#days[start + at] = bound(days[at] ?? null, at)
    }
    for (const column of columns) {
      const at = (first + (column[0] ?? 0)) * COLUMN
      const start = this.#contentsUsed
      this.#contentsUsed += column.length - 2
      if (this.#contentsUsed > this.#contents.length)
        this.#contents = grown(this.#contents, this.#contentsUsed)
      for (let nth = 2; nth < column.length; nth += 1) this.#contents[start + nth - 2] = column[nth] ?? 0
      this.#columns[at] = starts[column[1] ?? 0] ?? 0
      this.#columns[at + 1] = column.length - 2
      this.#columns[at + 2] = start
    }
    return first
  }

  /** The number of the content of a column at a place; below 0 where there is none. */
  find(column: number, date: number, knownAt: number): number {
    const own = column * COLUMN
    const days = this.#days
    const first = this.#columns[own] ?? 0
    const end = first + (this.#columns[own + 1] ?? 0) * 4
    for (let at = first; at < end; at += 4)
      if (
        knownAt >= (days[at + 2] ?? 0) &&
        knownAt < (days[at + 3] ?? 0) &&
        date >= (days[at] ?? 0) &&
        date < (days[at + 1] ?? 0)
      )
        return this.#contents[(this.#columns[own + 2] ?? 0) + (at - first) / 4] ?? -1
    return -1
  }

  of<T>(column: number, contentOf: (content: number) => T): readonly GridRectangle<T>[] {
    const days = this.#days
    const first = this.#columns[column * COLUMN] ?? 0
    const count = this.#columns[column * COLUMN + 1] ?? 0
    const contents = this.#columns[column * COLUMN + 2] ?? 0
    const found: GridRectangle<T>[] = []
    for (let nth = 0; nth < count; nth += 1) {
      const at = first + nth * 4
      found.push({
        validFrom: days[at] ?? 0,
        validTo: days[at + 1] ?? 0,
        knownFrom: days[at + 2] ?? 0,
        knownTo: days[at + 3] ?? 0,
        content: contentOf(this.#contents[contents + nth] ?? 0),
      })
    }
    return found
  }

  visit(column: number, take: (part: GridPart, content: number) => void): void {
    const days = this.#days
    const first = this.#columns[column * COLUMN] ?? 0
    const count = this.#columns[column * COLUMN + 1] ?? 0
    const contents = this.#columns[column * COLUMN + 2] ?? 0
    const part = { validFrom: 0, validTo: 0, knownFrom: 0, knownTo: 0 }
    for (let nth = 0; nth < count; nth += 1) {
      const at = first + nth * 4
      part.validFrom = days[at] ?? 0
      part.validTo = days[at + 1] ?? 0
      part.knownFrom = days[at + 2] ?? 0
      part.knownTo = days[at + 3] ?? 0
      take(part, this.#contents[contents + nth] ?? 0)
    }
  }

  /** Rectangles lie in order of their known days: of one date, those follow one another that do so in time. */
  addChangeDays(days: DaySet, column: number, clock: 'valid' | 'known', other: number): void {
    const [from, across] = clock === 'valid' ? [0, 2] : [2, 0]
    const first = this.#columns[column * COLUMN] ?? 0
    const count = this.#columns[column * COLUMN + 1] ?? 0
    const contents = this.#columns[column * COLUMN + 2] ?? 0
    let [end, last] = [Number.NaN, -1]
    for (let nth = 0; nth < count; nth += 1) {
      const at = first + nth * 4
      if (other < (this.#days[at + across] ?? 0) || other >= (this.#days[at + across + 1] ?? 0)) continue
      const begin = this.#days[at + from] ?? 0
      const content = this.#contents[contents + nth] ?? 0
      if (begin !== end || content !== last) {
        days.add(begin)
        days.add(end)
      }
      end = this.#days[at + from + 1] ?? 0
      last = content
    }
    days.add(end)
  }
}

function grown<T extends Float64Array | Int32Array>(full: T, needed: number): T {
  const size = Math.max(needed, full.length * 2)
  const larger = full instanceof Float64Array ? new Float64Array(size) : new Int32Array(size)
  larger.set(full)
  return larger as T
}

/** Days of some thousand years have a place of their own. */
const NEAR = 2_000_000

/** How many items a step looks at. */
const A_STEP = 500

/** Days, each once. */
export class DaySet {
  readonly #near = new Uint8Array(2 * NEAR)
  readonly #far = new Set<number>()

  /** Takes in what is finite. */
  add(day: number): void {
    if (day >= -NEAR && day < NEAR) this.#near[day + NEAR] = 1
    else if (Number.isFinite(day)) this.#far.add(day)
  }

  /** In ascending order. Cost: a look at each day of some thousand years, a millisecond. */
  inOrder(): readonly number[] {
    const days = [...this.#far]
    for (let at = this.#near.indexOf(1); at >= 0; at = this.#near.indexOf(1, at + 1)) days.push(at - NEAR)
    return days.sort((a, b) => a - b)
  }
}

export class Grid {
  readonly chronicle: string
  readonly title: string
  /** From where it was made. With a known day, it holds nothing of what came to be known later. */
  readonly point: {
    readonly position: number
    readonly root: string
    readonly knownAt: number | null
    readonly trusting: unknown
  }
  readonly kinds: readonly GridKind[]
  /** While it is read, those that came. */
  readonly items: readonly GridItem[]
  /** The number that stands for no known day; it is after every day. */
  readonly noKnownDay: number
  /** By the known day from which on it holds, the last day on which a source that is known for certain may have come out. */
  readonly horizons: readonly { readonly knownFrom: number; readonly day: number | undefined }[]

  readonly #head: GridHead

  constructor(head: GridHead, items: readonly GridItem[]) {
    this.#head = head
    this.chronicle = head.chronicle
    this.title = head.title
    this.point = head.point
    this.kinds = head.kinds
    this.noKnownDay = head.noKnownDay
    this.items = items
    this.horizons = head.horizon.map(([from, day]) => ({
      knownFrom: from ?? -Infinity,
      day: day ?? undefined,
    }))
  }

  /** The same grid of its items up to a number: while it is read, one that stays as it is. */
  first(count: number): Grid {
    return new Grid(this.#head, this.items.slice(0, count))
  }

  /** Every item that can be seen at a date as known by a day, whatever its certainty. Cost: the rectangles of all items. */
  at(date: number, knownAt?: number): GridState[] {
    const known = this.#knownDay(knownAt)
    const states: GridState[] = []
    for (const item of this.items) {
      const state = item.at(date, known)
      if (state !== undefined) states.push(state)
    }
    return states
  }

  /** The last day on which a source that is known for certain by a day may have come out; undefined where there is none. */
  horizonAt(knownAt?: number): number | undefined {
    const known = this.#knownDay(knownAt)
    return this.horizons.findLast(({ knownFrom }) => knownFrom <= known)?.day
  }

  /**
   * The days on which anything changes along a clock, in order: on each something is another than on the day before. `other` is
   * the day on the other clock, {@link noKnownDay} for no known day. Cost: the rectangles of all items.
   */
  changeDays(clock: 'valid' | 'known', other: number, items = this.items): readonly number[] {
    const steps = this.changeDaySteps(clock, other, items)
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  }

  /** The same in steps, of a millisecond or so each, for whoever does something else between them. */
  *changeDaySteps(
    clock: 'valid' | 'known',
    other: number,
    items = this.items,
  ): Generator<void, readonly number[]> {
    const days = new DaySet()
    for (const [nth, item] of items.entries()) {
      if (nth % A_STEP === A_STEP - 1) yield
      item.addChangeDays(days, clock, other)
    }
    yield
    return days.inOrder().filter((day) => day < this.noKnownDay)
  }

  /** The day itself, or what stands for none. Throws RangeError after the known day from which the grid was made. */
  #knownDay(knownAt: number | undefined): number {
    const last = this.point.knownAt ?? this.noKnownDay
    const known = knownAt ?? last
    if (known > last) throw new RangeError(`known day ${known}: the grid was made as known by ${last}`)
    return known
  }
}

type Day = number | null
type GridHead = {
  readonly regestaGrid: number
  readonly chronicle: string
  readonly title: string
  readonly point: Grid['point']
  readonly noKnownDay: number
  readonly kinds: readonly GridKind[]
  readonly horizon: readonly (readonly [Day, Day])[]
}
type Line = readonly [
  kind: number,
  slug: string,
  known: readonly Day[],
  tilings: readonly (readonly Day[])[],
  /** A column, its tiling, and its contents. */
  columns: readonly (readonly number[])[],
  contents: readonly unknown[],
]

/** A grid from its text. Throws SyntaxError where that is cut, and RangeError where it is of another version. */
export function readGrid(text: string): Grid {
  const reader = new GridReader()
  reader.add(text)
  return reader.end()
}

/** Reads a grid while it comes, in pieces of any size. */
export class GridReader {
  /** Undefined until its head has come. */
  grid: Grid | undefined
  readonly #items: GridItem[] = []
  readonly #contents = new Contents()
  readonly #rectangles = new Rectangles()
  #layouts: readonly Layout[] = []
  #rest = ''
  #end: number | undefined

  /** Takes the next piece of the text. Throws SyntaxError for what is no grid, and RangeError where it is of another version. */
  add(text: string): void {
    const all = this.#rest + text
    let from = 0
    for (let to = all.indexOf('\n'); to >= 0; to = all.indexOf('\n', from)) {
      this.#line(all.slice(from, to))
      from = to + 1
    }
    this.#rest = all.slice(from)
  }

  /** The whole grid. Throws SyntaxError where the text was cut. */
  end(): Grid {
    if (this.#rest !== '') this.add('\n')
    if (this.grid === undefined || this.#end !== this.#items.length)
      throw new SyntaxError('the grid is cut: its end is missing')
    return this.grid
  }

  /** The head and the end are of one line each, and so is an item. */
  #line(line: string): void {
    if (this.grid === undefined) this.#begin(JSON.parse(line.replace(/,$/, '}')))
    else if (line.startsWith('[')) this.#add(JSON.parse(line.endsWith(',') ? line.slice(0, -1) : line))
    else if (line.startsWith('],')) this.#end = JSON.parse(`{${line.slice(2)}`).end
  }

  #begin(head: GridHead): void {
    if (head.regestaGrid !== VERSION)
      throw new RangeError(`grid of version ${head.regestaGrid}: expected ${VERSION}`)
    this.#layouts = head.kinds.map((kind) => new Layout(kind, this.#contents))
    this.grid = new Grid(head, this.#items)
  }

  #add([kindNumber, slug, known, tilings, columns, fresh]: Line): void {
    const layout = this.#layouts[kindNumber]
    if (layout === undefined) throw new RangeError(`no kind of number ${kindNumber}`)
    this.#contents.add(fresh)
    const rectangles = this.#rectangles
    const first = rectangles.add(layout.kind.columns.length, tilings, columns)
    const { name } = layout.kind
    this.#items.push(new GridItem(`${name}/${slug}`, known.map(bound), layout, { rectangles, first }))
  }
}

const VERSION = 2

/** A day of a list in which begins and ends take turns: without one, it has no bound. */
function bound(day: Day, nth: number): number {
  return day ?? (nth % 2 === 0 ? -Infinity : Infinity)
}

/** Each content once, by its number; read when it is first asked for. */
class Contents {
  readonly #written: unknown[] = []
  readonly #read: unknown[] = []

  add(fresh: readonly unknown[]): void {
    for (const content of fresh) this.#written.push(content)
  }

  plain(of: keyof GridContents, content: number): GridContent {
    switch (of) {
      case 'marks':
      case 'task':
      case 'ahead':
      case 'sources':
      case 'differs':
        return THERE
      default:
        return this.of(of, content)
    }
  }

  /** What is written under a number, as a column has it that is of such. */
  of<Of extends keyof GridContents>(of: Of, content: number): GridContents[Of] {
    // What is written is as its column says, and no content is one of two sorts.
    this.#read[content] ??= READ[of](this.#written[content] as never, (other) => this.#written[other])
    return this.#read[content] as GridContents[Of]
  }
}

type WrittenContent = string | readonly [GridAnswer, ...(readonly [string, GridAnswer, unknown?])[]]
type WrittenDays = readonly [Day, Day]
type WrittenMark = readonly [
  GridMark['aspect'],
  isCertain: boolean,
  begin: WrittenDays,
  end: WrittenDays | 'once' | 'open' | 'unknown',
  heldUntil?: Day,
  likely?: number,
]

/** How each sort of content is read; `written` gives another by its number. */
const READ: {
  readonly [Of in keyof GridContents]: (
    content: never,
    written: (content: number) => unknown,
  ) => GridContents[Of]
} = {
  existence: contentOf,
  headline: contentOf,
  field: contentOf,
  turning: contentOf,
  name: contentOf,
  detail: contentOf,
  marks: (marks: readonly number[], written) => marks.map((mark) => markOf(written(mark) as never)),
  task: ([state, isCertain, ...due]: readonly [GridTask['state'] | null, boolean, ...WrittenDays[]]) => ({
    due: due.map(daysOf),
    isCertain,
    state: state ?? undefined,
  }),
  ahead: ([words, stage, isOff, ...windows]: readonly [
    string,
    string | null,
    boolean,
    ...WrittenDays[],
  ]) => ({
    words,
    ...(stage !== null && { stage }),
    windows: windows.map(daysOf),
    isOff,
  }),
  sources: (sources: readonly number[], written) =>
    sources.map((source) => sourceOf(written(source) as never)),
  differs: (fields: readonly string[]) => fields,
}

function markOf([aspect, isCertain, begun, end, heldUntil = null, likely]: WrittenMark): GridMark {
  const begin = daysOf(begun)
  const ends = {
    once: begin,
    open: { earliest: heldUntil ?? begin.earliest, latest: Infinity },
    unknown: undefined,
  }
  return {
    aspect,
    isCertain,
    begin,
    end: typeof end === 'string' ? ends[end] : daysOf(end),
    ...(heldUntil !== null && { heldUntil }),
    ...(likely !== undefined && { likely }),
  }
}

function sourceOf([subject, label]: readonly [string, string]): GridSource {
  return { subject, label }
}

function daysOf([earliest, latest]: WrittenDays): GridDays {
  return { earliest: earliest ?? -Infinity, latest: latest ?? Infinity }
}

function contentOf(content: WrittenContent): GridContent {
  if (typeof content === 'string') return { answer: 'definitely', values: [], words: content }
  const [answer, ...values] = content
  return {
    answer,
    values: values.map(([words, certainty, ...raw]) => ({
      words,
      answer: certainty,
      value: raw.length > 0 ? raw[0] : words,
    })),
    words: undefined,
  }
}

const DAY = 86_400_000

/** The number of a day that is written as YYYY-MM-DD. */
export function gridDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

/** A day as YYYY-MM-DD. */
export function gridDate(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}
