/** One thing that a client asked of a ledger. Times are of one clock that never goes back, ms. */
export type Operation = Appended | Read

export type Appended = {
  readonly kind: 'append'
  readonly client: number
  readonly invoked: number
  /** Infinity where no answer came. */
  readonly returned: number
  readonly ids: readonly string[]
  readonly expectedPosition?: number
  /** `unknown` where no answer came: it may stand, whole, or not. */
  readonly outcome:
    | { readonly is: 'acknowledged'; readonly position: number }
    | { readonly is: 'refused'; readonly code: string }
    | { readonly is: 'unknown' }
}

export type Read = {
  readonly kind: 'read'
  readonly client: number
  readonly invoked: number
  readonly returned: number
  readonly seen: readonly Seen[]
}

/** An entry as a reader got it. */
export type Seen = { readonly position: number; readonly recordedAt: number; readonly id: string }

/** What one who follows the ledger from a position heard, in the order in which it came. */
export type Followed = { readonly client: number; readonly after: number; readonly heard: readonly Seen[] }

/** All that clients did to one chronicle and what they were told, and what stands there in the end. */
export type History = {
  readonly operations: readonly Operation[]
  readonly followers: readonly Followed[]
  readonly end: readonly Seen[]
}
