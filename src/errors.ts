/**
 * What can go wrong, worded so that the person can mend it.
 *
 * Every error that leaves a room is a {@link RegestaError}: a stable `code`, a `category` that says whose
 * move it is, and the `facts` involved. Wording for HTTP and GraphQL belongs to `server` and `graphql`.
 */

/**
 * Whose move it is: `invalid`, the caller's input; `conflict`, something changed meanwhile or is held by
 * another; `notFound`, the thing named is not there; `fault`, ours or the machine's.
 */
export type ErrorCategory = 'invalid' | 'conflict' | 'notFound' | 'fault'

/** Where a fault stands: a file with line and column (both from 1) or a part of it, an argument, or a path into a value. */
export type Place = {
  readonly file?: string
  /** A part of a file that is not found by lines: a cell, `Meetings!C14`; an entry of a library. */
  readonly part?: string
  readonly line?: number
  readonly column?: number
  readonly argument?: string
  readonly path?: readonly (string | number)[]
}

/** One fault of an input: its code, what was expected and what arrived, and where. */
export type Fault = {
  readonly code: string
  readonly message: string
  readonly place?: Place
}

export class RegestaError extends Error {
  readonly code: string
  readonly category: ErrorCategory
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    code: string,
    category: ErrorCategory,
    message: string,
    facts: Readonly<Record<string, unknown>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'RegestaError'
    this.code = code
    this.category = category
    this.facts = facts
  }
}

/** An input with every one of its faults: thrown once, after all of it was read. */
export class InvalidInput extends RegestaError {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    const [first] = faults
    super(
      first?.code ?? 'E_INVALID',
      'invalid',
      faults.map(formatFault).join('\n') || 'the input is invalid',
      { faults },
    )
    this.name = 'InvalidInput'
    this.faults = faults
  }
}

/** `file:line:column code message`, with as much of the place as is known. */
export function formatFault(fault: Fault): string {
  return [formatPlace(fault.place), fault.code, fault.message].filter((part) => part !== '').join(' ')
}

function formatPlace(place: Place | undefined): string {
  if (place === undefined) return ''
  if (place.file !== undefined)
    return [place.file, place.part, place.line, place.column].filter((part) => part !== undefined).join(':')
  return place.argument ?? place.path?.join('.') ?? ''
}

/** Closes a switch over a union: a variant added later is a type error here. */
export function unreachable(variant: never): never {
  throw new RegestaError(
    'E_UNREACHABLE',
    'fault',
    `a variant that no one handles: ${JSON.stringify(variant)}`,
  )
}

/**
 * The known name nearest to a mistyped one: the fewest letters added, left out, replaced or swapped, whatever their case;
 * of several the first. `undefined` where that takes more steps than a third of the letters, or than 3.
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  const most = Math.min(3, Math.floor(written.length / 3))
  let found: { readonly name: string; readonly steps: number } | undefined
  for (const name of names) {
    if (Math.abs(name.length - written.length) > most) continue
    const steps = stepsBetween(written.toLowerCase(), name.toLowerCase())
    if (steps <= most && steps < (found?.steps ?? Infinity)) found = { name, steps }
  }
  return found?.name
}

/** Whether one name becomes the other by one letter added, left out or replaced, or by two neighbours swapped. */
export function isOneStepApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1 || short === long) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (long.length > short.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at]
  return isSwapped && short.slice(at + 2) === long.slice(at + 2)
}

/** Levenshtein's distance, two neighbours swapped being one step, in UTF-16 code units. Cost: the product of the lengths. */
function stepsBetween(a: string, b: string): number {
  let [before, row]: [readonly number[], readonly number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, index) => index),
  ]
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= b.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (a[at - 1] === b[to - 1] ? 0 : 1)
      const swapped =
        at > 1 && to > 1 && a[at - 1] === b[to - 2] && a[at - 2] === b[to - 1]
          ? (before[to - 2] ?? 0) + 1
          : Infinity
      next.push(Math.min(replaced, swapped, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    ;[before, row] = [row, next]
  }
  return row[b.length] ?? 0
}

/** The faults of an error: all of an InvalidInput, or else the error itself as one. */
export function faultsOf(error: RegestaError): readonly Fault[] {
  return error instanceof InvalidInput ? error.faults : [{ code: error.code, message: error.message }]
}
