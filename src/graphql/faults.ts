import { type ErrorCategory, type Fault, InvalidInput, nearestName, RegestaError } from '../errors.ts'

/** Collects the faults of several arguments, so that the caller gets all of them at once. */
export class Faults {
  readonly #faults: Fault[] = []

  add(code: string, argument: string, message: string): void {
    this.#faults.push({ code, message, place: { argument } })
  }

  /** The result of `work`. Where that throws InvalidInput: undefined, and its faults are added, under `within`. */
  from<T>(work: () => T, within?: string): T | undefined {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      this.#faults.push(...error.faults.map((fault) => inside(within, fault)))
      return undefined
    }
  }

  /** Throws InvalidInput if there is any fault. */
  check(): void {
    if (this.#faults.length > 0) throw this.thrown()
  }

  /** All faults as an error, for a caller that cannot go on without a value. */
  thrown(): InvalidInput {
    return new InvalidInput(this.#faults)
  }
}

/** An error about one argument. */
export function badArgument(
  code: string,
  argument: string,
  message: string,
  category: ErrorCategory = 'invalid',
): RegestaError {
  return new RegestaError(code, category, message, { argument })
}

/** `"text"`, cut after 80 characters: an error does not send back a megabyte. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
}

const LONGEST = 80

/** The message that a name is unknown, with the known ones and the nearest of them. */
export function notOneOf(name: string, names: Iterable<string>): string {
  const all = [...names]
  const near = name.length > LONGEST ? undefined : nearestName(name, all)
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  return `${quoted(name)} is not one of ${all.join(', ')}${hint}`
}

function inside(within: string | undefined, fault: Fault): Fault {
  if (within === undefined) return fault
  const argument = [within, fault.place?.argument].filter((part) => part !== undefined).join('.')
  return { ...fault, place: { ...fault.place, argument } }
}

/** How many names a message lists at most. */
const NAMES_LISTED = 10

/** `there are a, b`: the first ten names and how many more; ends a message about an unknown name. */
export function thereAre(names: Iterable<string>): string {
  const all = [...names]
  if (all.length === 0) return 'there are none'
  const more = all.length > NAMES_LISTED ? ` and ${all.length - NAMES_LISTED} more` : ''
  return `there are ${all.slice(0, NAMES_LISTED).join(', ')}${more}`
}

/** The message that no chronicle has this name, with some that exist; or at which path it is served, where that is another. */
export function noSuchChronicle(
  name: string,
  names: Iterable<string>,
  servedAt?: (name: string) => string | undefined,
): string {
  const path = servedAt?.(name)
  if (path !== undefined) return `${quoted(name)} is no chronicle here; it is served at ${path}`
  return `${quoted(name)} is no chronicle here; ${thereAre(names)}`
}
