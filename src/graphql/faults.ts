import { type ErrorCategory, type Fault, InvalidInput, nearestName, RegestaError } from '../errors.ts'

/** Gathers the faults of several arguments, so that the caller hears of all of them at once. */
export class Faults {
  readonly #faults: Fault[] = []

  add(code: string, argument: string, message: string): void {
    this.#faults.push({ code, message, place: { argument } })
  }

  /** What `work` gives; where it throws InvalidInput, nothing, its faults kept under the argument `within`. */
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

  /** All of them, to be thrown where one cannot go on. */
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

/** `"text"`, cut short where it is long: an answer does not send back a megabyte. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
}

const LONGEST = 80

/** That a name is none of those that there are, and which of them was probably meant. */
export function notOneOf(name: string, names: Iterable<string>): string {
  const all = [...names]
  const near = name.length > LONGEST ? undefined : nearestName(name, all)
  const meant = near === undefined ? '' : `; did you mean ${near}?`
  return `${quoted(name)} is not one of ${all.join(', ')}${meant}`
}

function inside(within: string | undefined, fault: Fault): Fault {
  if (within === undefined) return fault
  const argument = [within, fault.place?.argument].filter((part) => part !== undefined).join('.')
  return { ...fault, place: { ...fault.place, argument } }
}

/** No more names than this are told: one who misspelt a name looks for what is near, not for a list. */
const NAMES_LISTED = 10

/** Which there are, in words, to end a refusal with: `there are a, b`, of many the first ten and how many more. */
export function thereAre(names: Iterable<string>): string {
  const all = [...names]
  if (all.length === 0) return 'there are none'
  const more = all.length > NAMES_LISTED ? ` and ${all.length - NAMES_LISTED} more` : ''
  return `there are ${all.slice(0, NAMES_LISTED).join(', ')}${more}`
}
