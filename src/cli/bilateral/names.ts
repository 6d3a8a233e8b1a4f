import {
  cooperationFields,
  figureFields,
  instrumentFields,
  labelFields,
  mechanismFields,
  meetingFields,
  officeFields,
  personFields,
  placeFields,
  positionFields,
  undertakingFields,
  visitFields,
} from '../../domains/index.ts'
import type { Subject } from '../../event/index.ts'
import type { Item, State } from '../../state/index.ts'
import { firstSaid, said } from '../page/said.ts'

/** What an item is called, in a few words; its subject where no event that can be seen gives it a name. */
export function nameOf(state: State, item: Item): string {
  return nameByKind(state, item) ?? item.subject
}

function nameByKind(state: State, item: Item): string | undefined {
  switch (item.kind.kind) {
    case 'meeting':
      return firstSaid(item, meetingFields.name)
    case 'instrument':
      return joined(
        ': ',
        firstSaid(item, instrumentFields.kind)?.replaceAll('-', ' '),
        firstSaid(item, instrumentFields.topic),
      )
    case 'mechanism':
      return firstSaid(item, mechanismFields.name)
    case 'label':
      return firstSaid(item, labelFields.label)
    case 'undertaking':
      return trimmed(firstSaid(item, undertakingFields.content))
    case 'office':
      return officeName(item)
    case 'person':
      return firstSaid(item, personFields.name)
    case 'figure':
      return firstSaid(item, figureFields.measure)
    case 'position':
      return joined(
        ': ',
        firstSaid(item, positionFields.topic),
        trimmed(firstSaid(item, positionFields.statement)),
      )
    case 'cooperation':
      return firstSaid(item, cooperationFields.area)
    case 'visit':
      return visitName(state, item)
    case 'place':
      return firstSaid(item, placeFields.name)
    default:
      return undefined
  }
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' })

/**
 * A side by its country's name, as the United Nations have it; what is no side comes back as it is. A code that
 * was withdrawn stays a code, in upper case: Intl would give it the name of a successor (`su` → Russia).
 */
export function country(side: string): string {
  if (!/^[a-z]{2}$/.test(side)) return side
  if (side === 'vn') return 'Viet Nam'
  const code = side.toUpperCase()
  return new Intl.Locale(`und-${code}`).region === code ? (COUNTRIES.of(code) ?? code) : code
}

/** `Ministry, Tokyo, Japan`: the parts that are told. */
export function placeInWords(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ')
}

/** What the subject is called; a side by its country, and the subject itself where it cannot be seen. */
export function named(state: State, subject: Subject): string {
  const item = subject.includes('/') ? state.item(subject) : undefined
  return item === undefined ? country(subject) : nameOf(state, item)
}

/** All of them by name, as a list. */
export function namedAll(state: State, subjects: readonly Subject[]): string {
  return subjects.map((subject) => named(state, subject)).join(', ')
}

/** `letter-of-intent` as `letter of intent`. */
export function spaced(word: string): string {
  return word.replaceAll('-', ' ')
}

/** `Holm or Sund`: what stands beside one another, and nobody wins; undefined where nothing does. */
export function either(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(' or ')
}

/** The fullest title that is printed of it, and whose it is. */
function officeName(item: Item): string | undefined {
  const [title] = said(item, officeFields.title)
    .map(({ value }) => value)
    .sort((a, b) => b.length - a.length)
  const side = firstSaid(item, officeFields.side)
  return title === undefined || side === undefined ? title : `${title} (${country(side)})`
}

function visitName(state: State, item: Item): string | undefined {
  const persons = said(item, visitFields.persons).map(({ value }) => value)
  const where = placeInWords(
    firstSaid(item, visitFields.city),
    either(said(item, visitFields.country).map(({ value }) => country(value))),
  )
  return persons.length === 0 ? undefined : `${namedAll(state, persons)} in ${where}`
}

function joined(between: string, ...parts: readonly (string | undefined)[]): string | undefined {
  const told = parts.filter((part) => part !== undefined)
  return told.length === 0 ? undefined : told.join(between)
}

function trimmed(sentence: string | undefined): string | undefined {
  return sentence?.replace(/\.$/, '')
}
