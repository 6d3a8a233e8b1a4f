import { kindOf } from '../event/index.ts'
import type { Item } from '../state/index.ts'
import { disagreementsIn, IDENTITY, type NotedDisagreement, notedIn, type State } from '../state/index.ts'
import { titleOf } from './cited.ts'
import { type Domain, fieldValueInWords, sectionsOf } from './domain.ts'
import { cites, counted, hedge, type Line, type Piece, point, type Section } from './page.ts'
import { fieldInWords } from './words.ts'

/**
 * A whole page of a state: the sections of its kinds, then where sources differ, and what readers noted. With `all` everything
 * is in it; without, what is lesser is left out or counted. `itemsOf` gives the items of a kind that are to be shown.
 */
export function statePageSections(
  domain: Domain,
  state: State,
  { all, itemsOf }: { readonly all: boolean; readonly itemsOf?: (kind: string) => readonly Item[] },
): readonly Section[] {
  return [
    ...sectionsOf(domain, state, { all, ...(itemsOf && { itemsOf }) }),
    conflictSection(state, domain, itemsOf),
    noteSection(state, domain, { kind: 'remark', mark: '·', heading: 'Remarks', itemsOf }, all),
    noteSection(state, domain, { kind: 'gap', mark: '∅', heading: 'What is not told', itemsOf }, all),
  ]
}

/** Where sources say different things of one field, or a reader noted that they do; nobody wins by being later. */
export function conflictSection(
  state: State,
  domain: Domain,
  shown?: (kind: string) => readonly Item[],
): Section {
  const itemsOf = shown ?? ((kind: string) => state.list(kind))
  const disagreements = domain.pages.flatMap(({ name }) => disagreementsIn(state, itemsOf(name)))
  const computed = disagreements.map(({ kind, subject, field, certainty, sides }) => {
    const sideLines = sides.flatMap(({ value, because }, index): readonly Piece[] => [
      index === 0 ? ' “' : ' against “',
      field === IDENTITY
        ? identityInWords(state, domain, value)
        : fieldValueInWords(domain, state, { subject }, field, value),
      '”',
      cites(because),
    ])
    const what = kind === 'tension' ? ' (said of different times)' : ''
    return point('≠', [
      hedge(certainty),
      `${titleOf(state, domain, subject)}, ${fieldInWords(field)}${what}:`,
      ...sideLines,
    ])
  })
  const noted = notesOn(state, shown).filter(({ kind }) => kind === 'conflict' || kind === 'tension')
  return {
    heading: 'Where sources differ',
    lines: [...computed, ...noted.map((note) => noteLine(state, domain, '≠', note))],
  }
}

/** What readers noted of one source alone, and what one would expect in the sources and does not find. */
function noteSection(
  state: State,
  domain: Domain,
  {
    kind,
    mark,
    heading,
    itemsOf,
  }: {
    readonly kind: NotedDisagreement['kind']
    readonly mark: string
    readonly heading: string
    readonly itemsOf: ((kind: string) => readonly Item[]) | undefined
  },
  all: boolean,
): Section {
  const notes = notesOn(state, itemsOf).filter((note) => note.kind === kind)
  const lines =
    all || notes.length === 0
      ? notes.map((note) => noteLine(state, domain, mark, note))
      : [{ ...point(mark, [`${counted(notes.length, kind)} noted by readers`]), omits: true as const }]
  return { heading, lines }
}

/** What readers noted, where only some items are shown of these alone. */
function notesOn(
  state: State,
  itemsOf: ((kind: string) => readonly Item[]) | undefined,
): readonly NotedDisagreement[] {
  if (itemsOf === undefined) return notedIn(state)
  return notedIn(state).filter(({ about }) =>
    about.some((subject) => itemsOf(kindOf(subject)).some(({ identity }) => identity.keys.includes(subject))),
  )
}

/** The value of a side that says of two subjects that they are the same, or are not. */
function identityInWords(state: State, domain: Domain, value: unknown): string {
  const [[says, pair] = []] = Object.entries(Object(value))
  const keys = Array.isArray(pair) ? pair.map(String) : []
  const called = keys.map((key) => titleOf(state, domain, key))
  const areAlike = new Set(called).size < called.length
  const names = keys.map((key, index) => (areAlike ? `${called[index]} (${key})` : called[index]))
  return `${names.join(' and ')} are ${says === 'same' ? 'the same' : 'not the same'}`
}

/** A note under the title of the chief subject that it is about. */
function noteLine(state: State, domain: Domain, mark: string, note: NotedDisagreement): Line {
  const { certainty, about, summary, because } = note
  const title = about[0] === undefined ? '' : `${titleOf(state, domain, about[0])}: `
  return point(mark, [hedge(certainty), title, summary, cites(because)])
}
