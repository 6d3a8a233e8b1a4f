import type { Item, State } from '../state/index.ts'
import { countryNames } from './country-names.ts'
import { boundInWords } from './dates.ts'
import { date, factsOf, type Say, type Shape, type ValueFacts } from './value.ts'

/**
 * A country by its name, as the United Nations have it; what is no code of one comes back as it is. A code that was
 * withdrawn stays a code, in upper case: it is not given the name of a successor (`su` → Russia).
 */
export function countryName(code: string): string {
  return /^[a-z]{2}$/.test(code) ? (countryNames.get(code) ?? code.toUpperCase()) : code
}

/** A value in the words of its type. What has none is written as it stands. */
export function valueInWords({ shape, words }: ValueFacts, value: unknown, say: Say): string {
  if (words === undefined) return shapeInWords(shape, value, say)
  // The value was claimed under the very type that gives the words.
  return words(value as never, say)
}

/** A value in the words of its shape. */
export function shapeInWords(shape: Shape, value: unknown, say: Say): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString('en')
  if (Array.isArray(value)) return value.map((each) => shapeInWords(shape, each, say)).join(', ')
  switch (shape.type) {
    case 'date': {
      const bound = date.safeParse(value)
      return bound.success ? boundInWords(bound.data) : String(value)
    }
    case 'choice':
      return spaced(String(value))
    case 'country':
      return say.country(String(value))
    case 'reference':
    case 'either':
      return say.subject(String(value))
    case 'record':
      return Object.entries(shape.record.parts)
        .flatMap(([part, inner]) => {
          const one = partOf(value, part)
          return one === undefined ? [] : [shapeInWords(inner.shape, one, say)]
        })
        .join(', ')
    case 'text':
    case 'yes-no':
    case 'number':
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

/** `letter-of-intent` as `letter of intent`. */
export function spaced(word: string): string {
  return word.replaceAll('-', ' ')
}

/** `MeetingHeld` as `Meeting held`. */
export function typeInWords(type: string): string {
  return type.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** `Holm or Sund`: what stands beside one another, and nobody wins; undefined where nothing does. */
export function eitherOf(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(' or ')
}

/** `Holm, Denmark`: the parts that are there; undefined where none is. */
export function listed(...parts: readonly (string | undefined)[]): string | undefined {
  const there = parts.filter((part) => part !== undefined && part !== '')
  return there.length === 0 ? undefined : there.join(', ')
}

/** `one, two and three`. */
export function listedWithAnd(words: readonly string[]): string | undefined {
  const [last, ...before] = words.toReversed()
  return before.length === 0 || last === undefined ? last : `${before.toReversed().join(', ')} and ${last}`
}

/** How what a value names is put into words at a state; `nameOf` gives the name of an item. */
export function sayAt(state: State, nameOf: (item: Item) => string): Say {
  return sayBy((subject) => {
    const item = state.item(subject)
    return item && nameOf(item)
  })
}

/** How what a value names is put into words; `nameOf` gives the name of a subject, undefined where nothing that can be seen speaks of it. */
export function sayBy(nameOf: (subject: string) => string | undefined): Say {
  const say: Say = {
    country: countryName,
    subject: (subject) => (subject.includes('/') ? nameOf(subject) : undefined) ?? countryName(subject),
    of: (type, value) => valueInWords(factsOf(type), value, say),
  }
  return say
}

function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(part) : undefined
}

/** The name of a field in words: `upgradedFrom` as `upgraded from`. */
export function fieldInWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
