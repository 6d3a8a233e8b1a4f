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
