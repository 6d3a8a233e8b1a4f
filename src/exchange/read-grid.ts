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

/** A part of the plane throughout which a column holds the same; half-open, ±Infinity where it has no bound. */
export type GridRectangle = {
  readonly validFrom: number
  readonly validTo: number
  readonly knownFrom: number
  /** Infinity where it also holds without a known day; {@link Grid.noKnownDay} where only that is left out. */
  readonly knownTo: number
  readonly content: GridContent
}

export type GridColumn = {
  readonly name: string
  readonly of: 'existence' | 'headline' | 'field' | 'turning'
  readonly says?: string
  readonly roles?: readonly string[]
}

export type GridKind = {
  readonly name: string
  readonly heading: string
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
    return this.item.contentAt(0, this.date, this.knownAt).answer
  }

  get headline(): string {
    return this.item.contentAt(1, this.date, this.knownAt).words ?? ''
  }

  /** A field, or what turns, by the name of its column; UNKNOWN where nothing is known of it. */
  get(column: string): GridContent {
    return this.item.contentAt(this.item.placeOf(column), this.date, this.knownAt)
  }
}

/** Days of rectangles, four each, and by column what is in them. */
type Tiling = { readonly days: Float64Array; readonly contents: (readonly number[] | undefined)[] }

/** What an item holds: tilings, by column the number of its own, and what the numbers in them stand for. */
type Tiles = {
  readonly tilings: readonly Tiling[]
  readonly tilingOf: readonly (number | undefined)[]
  readonly contents: readonly GridContent[]
}

/** Where nothing is known. */
export const UNKNOWN: GridContent = { answer: 'unknown', values: [], words: undefined }

export class GridItem {
  readonly subject: string
  readonly kind: GridKind
  /** When some event that can be seen speaks of it, by known days: from and to in turn. */
  readonly known: readonly number[]
  readonly #tilings: readonly Tiling[]
  /** By column the number of its tiling. */
  readonly #tilingOf: readonly (number | undefined)[]
  readonly #contents: readonly GridContent[]

  constructor(
    subject: string,
    kind: GridKind,
    known: readonly number[],
    { tilings, tilingOf, contents }: Tiles,
  ) {
    this.subject = subject
    this.kind = kind
    this.known = known
    this.#tilings = tilings
    this.#tilingOf = tilingOf
    this.#contents = contents
  }

  /** The rectangles of a column, by known days and then by valid days; there are none where nothing is known. */
  rectangles(column: string): readonly GridRectangle[] {
    const place = this.placeOf(column)
    const tiling = this.#tilings[this.#tilingOf[place] ?? -1]
    return (tiling?.contents[place] ?? []).map((content, nth) => ({
      validFrom: tiling?.days[nth * 4] ?? Number.NaN,
      validTo: tiling?.days[nth * 4 + 1] ?? Number.NaN,
      knownFrom: tiling?.days[nth * 4 + 2] ?? Number.NaN,
      knownTo: tiling?.days[nth * 4 + 3] ?? Number.NaN,
      content: this.#contents[content] ?? UNKNOWN,
    }))
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
    const place = this.kind.columns.findIndex(({ name }) => name === column)
    if (place < 0) throw new RangeError(`no column "${column}" of ${this.kind.name}`)
    return place
  }

  /** What the column of a number holds at a place. */
  contentAt(column: number, date: number, knownAt: number): GridContent {
    const tiling = this.#tilings[this.#tilingOf[column] ?? -1]
    if (tiling === undefined) return UNKNOWN
    const { days } = tiling
    for (let at = 0; at < days.length; at += 4)
      if (
        date >= (days[at] ?? 0) &&
        date < (days[at + 1] ?? 0) &&
        knownAt >= (days[at + 2] ?? 0) &&
        knownAt < (days[at + 3] ?? 0)
      )
        return this.#contents[tiling.contents[column]?.[at / 4] ?? -1] ?? UNKNOWN
    return UNKNOWN
  }
}

export class Grid {
  readonly chronicle: string
  /** From where it was made. With a known day, it holds nothing of what came to be known later. */
  readonly point: {
    readonly position: number
    readonly root: string
    readonly knownAt: number | null
    readonly trusting: unknown
  }
  readonly kinds: readonly GridKind[]
  readonly items: readonly GridItem[]
  /** The number that stands for no known day; it is after every day. */
  readonly noKnownDay: number
  /** By the known day from which on it holds, the last day on which a source that is known for certain may have come out. */
  readonly horizons: readonly { readonly knownFrom: number; readonly day: number | undefined }[]

  constructor(head: GridHead, items: readonly GridItem[]) {
    this.chronicle = head.chronicle
    this.point = head.point
    this.kinds = head.kinds
    this.noKnownDay = head.noKnownDay
    this.items = items
    this.horizons = head.horizon.map(([from, day]) => ({
      knownFrom: from ?? -Infinity,
      day: day ?? undefined,
    }))
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
  columns: readonly (readonly [column: number, tiling: number, ...contents: number[]])[],
  contents: readonly (string | readonly [GridAnswer, ...(readonly [string, GridAnswer, unknown?])[]])[],
]

/** A grid from its text. Throws SyntaxError where that is cut, and RangeError where it is of another version. */
export function readGrid(text: string): Grid {
  const whole: GridHead & { readonly items: readonly Line[]; readonly end?: number } = JSON.parse(text)
  if (whole.regestaGrid !== 1) throw new RangeError(`grid of version ${whole.regestaGrid}: expected 1`)
  if (whole.end !== whole.items.length) throw new SyntaxError('the grid is cut: its end is missing')
  const contents: GridContent[] = []
  const items = whole.items.map(([kindNumber, slug, known, tilings, columns, fresh]) => {
    const kind = whole.kinds[kindNumber]
    if (kind === undefined) throw new RangeError(`no kind of number ${kindNumber}`)
    for (const content of fresh) contents.push(contentOf(content))
    const read = tilings.map(
      (days): Tiling => ({
        days: Float64Array.from(days, (day, nth) => day ?? (nth % 2 === 0 ? -Infinity : Infinity)),
        contents: [],
      }),
    )
    const tilingOf: number[] = []
    for (const [column, tiling, ...those] of columns) {
      tilingOf[column] = tiling
      const own = read[tiling]
      if (own !== undefined) own.contents[column] = those
    }
    const tiles = { tilings: read, tilingOf, contents }
    return new GridItem(`${kind.name}/${slug}`, kind, known.map(bound), tiles)
  })
  return new Grid(whole, items)
}

/** A day of a list in which begins and ends take turns: without one, it has no bound. */
function bound(day: Day, nth: number): number {
  return day ?? (nth % 2 === 0 ? -Infinity : Infinity)
}

function contentOf(content: Line[5][number]): GridContent {
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
