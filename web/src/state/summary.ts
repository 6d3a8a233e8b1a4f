import type { Grid, GridKind } from '../../../src/exchange/read-grid.ts'
import { shortened } from '../address.ts'
import type { Strings } from '../strings.ts'
import type { Group, StateAtPoint } from './state-groups.ts'

/** A piece of the summary: plain, or what one is to see first, or what leads on: to a day, or out of what narrows. */
export type Piece = {
  readonly text: string
  readonly isStrong?: true
  readonly day?: number
  readonly clears?: 'search' | 'filters'
}

/** By what the items of a state are narrowed. */
export type Narrowing = {
  /** What is searched for; empty where nothing is. */
  readonly search: string
  readonly isSearching: boolean
  readonly hasFilters: boolean
  /** The words of its filters that nothing has at all. */
  readonly ofNone?: readonly { readonly name: string; readonly word: string }[]
}

const NOT_NARROWED: Narrowing = { search: '', isSearching: false, hasFilters: false }

/** How many kinds a summary counts. */
const MOST_COUNTED = 4

/** A state in a few sentences: what leads, counts, what is due, what is unknown, the newest source. An empty one says what is near. */
export function summaryOf(
  grid: Grid,
  state: StateAtPoint,
  words: Strings,
  narrowing = NOT_NARROWED,
): readonly Piece[] {
  const isNarrowed = narrowing.search !== '' || narrowing.hasFilters
  if (isNarrowed && state.items.length === 0) return nothingKept(narrowing, words)
  const newest = grid.horizonAt(state.known)
  if (state.beforeFirst !== undefined) return beforeFirstDay(grid, state, state.beforeFirst, words)
  if (state.near !== undefined) return emptyDay(grid, state, words, isNarrowed)
  const groupOf = new Map(state.groups.map((group) => [group.kind, group]))
  const shown = grid.kinds.filter(({ lesser }) => !lesser)
  const leads = shown
    .filter(({ lead }) => lead === true)
    // What is not shown may be known nevertheless.
    .filter((kind) => !isNarrowed || groupOf.has(kind))
    .flatMap((kind) => leadWords(kind, groupOf.get(kind), words))
  const counted = shown
    .filter(({ lead }) => lead !== true)
    .flatMap((kind) => groupOf.get(kind) ?? [])
    .filter(({ counts: { definitely, possibly } }) => definitely + possibly > 0)
    .slice(0, MOST_COUNTED)
    .flatMap((group) => countWords(group, state.date, words))
  const unknown = shown.filter(
    (kind) => kind.attested && kind.lead !== true && isAllUnknown(groupOf.get(kind)),
  )
  const said = words.summary
  return [
    ...leads,
    ...counted,
    ...(unknown.length === 0 ? [] : [{ text: said.unknown(unknown.map(({ heading }) => heading)) }]),
    { text: newest === undefined ? said.noSource : said.newest(words.day(newest)) },
  ]
}

/** The summary as one text: what is read aloud. */
export function summaryText(pieces: readonly Piece[]): string {
  return pieces
    .map(({ text }) => text)
    .join('')
    .trim()
}

function leadWords(kind: GridKind, group: Group | undefined, words: Strings): readonly Piece[] {
  const said = words.summary
  const rows = (group?.parts ?? [])
    .flatMap((part) => (part.name === 'ahead' ? [] : part.rows.slice()))
    .filter(({ exists }) => exists === 'definitely' || exists === 'possibly')
  if (rows.length === 0) {
    const [strong, rest] = said.noLead(kind.tally?.one ?? kind.heading)
    return [{ text: strong, isStrong: true }, { text: rest }]
  }
  return rows.flatMap((state, nth): readonly Piece[] => [
    { text: `${state.name},`, isStrong: true },
    { text: ` ${words.answer[state.exists]}${nth === rows.length - 1 ? '. ' : '; '}` },
  ])
}

/** `26 undertakings open, and 2 possibly; 2 with a due date, the next on 31 December 2025, in 244 days.` */
function countWords(group: Group, date: number, words: Strings): readonly Piece[] {
  const { kind, counts } = group
  const said = words.summary
  const { definitely, possibly } = counts
  const strong = said.count(definitely === 0 ? possibly : definitely, kind.tally ?? plainTally(kind))
  const more = [
    ...(definitely === 0 ? [said.allPossibly] : possibly === 0 ? [] : [said.possibly(possibly)]),
    ...dueWords(group, date, words),
  ]
  if (more.length === 0) return [{ text: `${strong}.`, isStrong: true }, { text: ' ' }]
  return [{ text: `${strong},`, isStrong: true }, { text: ` ${more.join('; ')}. ` }]
}

function dueWords(group: Group, date: number, words: Strings): readonly string[] {
  const count = group.parts.find(({ name }) => name === 'due')?.rows.length ?? 0
  const said = words.summary
  const due = count - group.overdue
  const nextDay = group.nextDue ?? Number.NaN
  return [
    ...(due === 0
      ? []
      : [said.due(due, Number.isFinite(nextDay) ? words.day(nextDay) : undefined, nextDay - date)]),
    ...(group.overdue === 0 ? [] : [said.overdue(group.overdue)]),
  ]
}

function plainTally({ heading }: GridKind): { readonly one: string; readonly other: string } {
  const plain = heading.charAt(0).toLowerCase() + heading.slice(1)
  return { one: plain, other: plain }
}

function isAllUnknown(group: Group | undefined): boolean {
  return (
    group !== undefined && group.counts.unknown > 0 && group.counts.definitely + group.counts.possibly === 0
  )
}

/** That nothing is found at all, on whatever day, and how to see everything again. */
function nothingKept(
  { search, isSearching, hasFilters, ofNone = [] }: Narrowing,
  words: Strings,
): readonly Piece[] {
  const said = words.summary
  if (search !== '' && isSearching) return [{ text: said.searching(search) }]
  return [
    { text: search === '' ? said.nothingKept : said.nothingFound(search) },
    ...ofNone.map(({ name, word }) => ({
      text: said.ofNone(words.search.filterInWords(name), shortened(word)),
    })),
    ...(search === '' ? [] : [{ text: said.clearSearch, clears: 'search' } as const]),
    ...(search !== '' && hasFilters ? [{ text: ' ' }] : []),
    ...(hasFilters ? [{ text: said.clearFilters, clears: 'filters' } as const] : []),
  ]
}

/** That no source tells of so early a day, which one is the first, and what is possible nevertheless: what has no earliest day. */
function beforeFirstDay(grid: Grid, state: StateAtPoint, first: number, words: Strings): readonly Piece[] {
  const said = words.summary
  const newest = grid.horizonAt(state.known)
  const possible = state.groups
    .filter(({ kind, counts }) => !kind.lesser && counts.possibly > 0)
    .map(({ kind, counts }) => said.count(counts.possibly, kind.tally ?? plainTally(kind)))
  return [
    { text: said.beforeFirst },
    { text: words.day(first), day: first },
    { text: '. ' },
    ...(possible.length === 0 ? [] : [{ text: said.possibleBefore(possible) }]),
    { text: newest === undefined ? said.noSource : said.newest(words.day(newest)) },
  ]
}

function emptyDay(grid: Grid, { near }: StateAtPoint, words: Strings, isNarrowed: boolean): readonly Piece[] {
  const said = words.summary
  if (grid.items.length === 0) return [{ text: said.emptyChronicle }]
  const { before, after } = near ?? {}
  const link = (day: number | undefined): Piece =>
    day === undefined ? { text: words.none } : { text: words.day(day), day }
  return [
    { text: isNarrowed ? said.emptyNarrowed : said.emptyDay },
    { text: said.before },
    link(before === undefined ? undefined : before - 1),
    { text: said.after },
    link(after),
    { text: '.' },
  ]
}
