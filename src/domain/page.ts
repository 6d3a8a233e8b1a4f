import type { EventId, Subject } from '../event/index.ts'
import type { Item, State } from '../state/index.ts'
import type { Answer } from '../time/index.ts'
import type { Say } from './value.ts'

/*
 * A page before anyone has laid it out: sections of lines, each a few pieces, which name the events they rest on. The
 * command line wraps and colours them; another presenter may make cards of them.
 */

export type Style = 'bold' | 'dim' | 'underline'

/** A stretch of a line in one style (`whole` is never broken), or the events that what stands before it rests on. */
export type Piece =
  | string
  | { readonly text: string; readonly style?: Style; readonly whole?: boolean }
  | { readonly cites: readonly EventId[] }

/**
 * One line of a section: with a mark it is a point of a list, without one a title within it, or a remark; `under` the point
 * before it, of which it says more.
 */
export type Line = {
  readonly mark?: string
  readonly under?: true
  /** It says what was left out: a presenter adds how to have that. */
  readonly omits?: true
  /** What is to be done by a day, where the line is about that and says by which. */
  readonly task?: Subject
  readonly pieces: readonly Piece[]
  /** The state whose events it cites, where that is not the one of the page. */
  readonly of?: State
}

export type Section = { readonly heading: string; readonly lines: readonly Line[] }

/** What a kind is given to make its sections of. */
export type SectionContext = {
  readonly state: State
  /** Every item of the kind with a visible event. */
  readonly items: readonly Item[]
  /** Whether nothing is to be left out. */
  readonly all: boolean
  readonly say: Say
  /** What an item is called where its other facts stand beside it. */
  readonly nameOf: (item: Item) => string
  /** When something was, before the line about it. */
  readonly whenOf: (item: Item) => string
}

export function point(mark: string, pieces: readonly Piece[]): Line {
  return { mark, pieces }
}

export function cites(events: readonly EventId[]): Piece {
  return { cites: events }
}

/** A remark in a section on what it leaves out. */
export function remark(text: string): Line {
  return { pieces: [{ text, style: 'dim' }] }
}

/** A remark on what a section leaves out, which `all` shows. */
export function omission(text: string): Line {
  return { ...remark(text), omits: true }
}

/** A title within a section. */
export function subtitle(text: string): Line {
  return { pieces: [{ text, style: 'underline' }] }
}

/** The sign before a line that says how certain it is. */
export const MARKS: Readonly<Record<Answer, string>> = {
  definitely: '●',
  possibly: '○',
  unknown: '?',
  no: '–',
}

/** What the signs mean, for the foot of a page. */
export const LEGEND = '● definitely   ○ possibly   ? unknown'

/** `possibly: ` before what only possibly stands; nothing before what surely does. */
export function hedge(answer: Answer): string {
  return answer === 'definitely' ? '' : `${answer}: `
}

/** `1 batch`, `2 batches`. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
