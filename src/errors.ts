/**
 * What can go wrong, said so that the person can mend it.
 *
 * Every error that leaves a room is a {@link RegestaError}: a stable `code`, a `category` that says whose
 * move it is, and the `facts` involved. Wording for HTTP and GraphQL belongs to `api`.
 */

/**
 * Whose move it is: `invalid`, the caller's input; `conflict`, something changed meanwhile or is held by
 * another; `notFound`, the thing named is not there; `fault`, ours or the machine's.
 */
export type ErrorCategory = 'invalid' | 'conflict' | 'notFound' | 'fault'

/** Where a fault stands: a file with line and column (both from 1), an argument, or a path into a value. */
export type Place = {
  readonly file?: string
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
    return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':')
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
