import {
  counted,
  countryName,
  type Domain,
  fieldValueInWords,
  hedge,
  LEGEND,
  type Section,
  sectionsOf,
} from '../../domain/index.ts'
import type { Subject } from '../../event/index.ts'
import { disagreementsIn, IDENTITY, type NotedDisagreement, notedIn, type State } from '../../state/index.ts'
import { formatDay } from '../../time/index.ts'
import { TRUST_ALL, type Trust, type View } from '../../visibility/index.ts'
import { citation, titleOf } from './cited.ts'
import { gap, heading, type Line, line, markedLine, type PageSection, type Piece } from './layout.ts'

/** A state as a page: where one stands, then section by section; a section with nothing in it is left out. */
export function statePage(
  state: State,
  domain: Domain,
  { name, head, all }: { readonly name: string; readonly head: number; readonly all: boolean },
): readonly Line[] {
  const sections = [
    ...sectionsOf(domain, state, { all }).map((section) => laidOut(state, section)),
    conflictSection(state, domain),
    remarkSection(state, domain, { all }),
    gapSection(state, domain, { all }),
  ]
  return [
    line([{ text: name, style: 'bold' }]),
    line([`As of ${pointInWords(state, head)}.`]),
    groundLine(state),
    ...sections.flatMap(sectionLines),
    gap,
    line([{ text: LEGEND, style: 'dim' }]),
  ]
}

/** A section as a domain gives it, with the places in the sources that its lines rest on. */
function laidOut(state: State, { heading, lines }: Section): PageSection {
  return {
    heading,
    lines: lines.map(({ mark, pieces }) => {
      const cited = pieces.flatMap((piece): readonly Piece[] =>
        typeof piece === 'object' && 'cites' in piece ? citation(state.view, piece.cites) : [piece],
      )
      return mark === undefined ? line(cited, 2) : markedLine(mark, cited)
    }),
  }
}

export function sectionLines({ heading: text, lines }: PageSection): readonly Line[] {
  return lines.length === 0 ? [] : [gap, heading(text), ...lines]
}

/** Where one stands, in words: `As of the end of 2025-05-01, as known by any date, …`. */
export function pointInWords(state: State, head: number): string {
  return `the end of ${formatDay(state.point.date)}, ${reachInWords(state, head)}`
}

/** The same but for the date: how far one looks, and whom one trusts. */
export function reachInWords({ view, point }: State, head: number): string {
  const { knownAt, position, trusting } = point
  return [
    knownAt === undefined ? 'as known by any date' : `as known by ${formatDay(knownAt)}`,
    `recorded through position ${position} of ${head}`,
    trustInWords(view, trusting),
  ].join(', ')
}

/** What a state rests on: how many sources can be seen from there, and how far they reach. */
function groundLine(state: State): Line {
  const { view } = state
  const seen = [...view.registrations].filter(({ event }) => view.source(event.subject) !== 'no')
  if (seen.length === 0) return line(['No source can be seen from here.'])
  const undated = seen.filter(({ event }) => view.publishedOf(event.subject)?.latest === Infinity).length
  const { horizon } = state
  const reach = horizon === undefined ? '' : `, the newest dated ${formatDay(horizon)}`
  const open = undated === 0 ? '' : `, ${undated} undated`
  return line([`Told by ${counted(seen.length, 'source')}${reach}${open}.`])
}

function trustInWords(view: View, trust: Trust = TRUST_ALL): string {
  const only = [
    ...(trust.only ?? []).map((source) => trustedLabel(view, source)),
    ...(trust.sides ?? []).map((side) => `the side of ${countryName(side)}`),
  ]
  const trusted = only.length === 0 ? 'trusting every source' : `trusting only ${only.join(' and ')}`
  const without = (trust.without ?? []).map((source) => trustedLabel(view, source))
  return without.length === 0 ? trusted : `${trusted} but ${without.join(' and ')}`
}

/** The label of a source that the question itself names: by its registration, whether or not that can be seen from here. */
function trustedLabel(view: View, source: Subject): string {
  const registration = view.registrationOf(source)
  return registration === undefined ? source : view.sourceFacts(registration).label
}

/** Where sources say different things of one field, or a reader noted that they do; nobody wins by being later. */
function conflictSection(state: State, domain: Domain): PageSection {
  const disagreements = domain.pages.flatMap(({ name: kind }) => disagreementsIn(state, state.list(kind)))
  const computed = disagreements.map(({ kind, subject, field, certainty, sides }) => {
    const sideLines = sides.flatMap(({ value, because }, index): readonly Piece[] => [
      index === 0 ? ' “' : ' against “',
      field === IDENTITY
        ? identityInWords(state, domain, value)
        : fieldValueInWords(domain, state, { subject }, field, value),
      '”',
      ...citation(state.view, because),
    ])
    const what = kind === 'tension' ? ' (said of different times)' : ''
    return markedLine('≠', [
      hedge(certainty),
      `${titleOf(state, domain, subject)}, ${fieldInWords(field)}${what}:`,
      ...sideLines,
    ])
  })
  const noted = notedIn(state).filter(({ kind }) => kind === 'conflict' || kind === 'tension')
  return {
    heading: 'Where sources differ',
    lines: [...computed, ...noted.map((note) => noteLine(state, domain, '≠', note))],
  }
}

/** What readers noted of one source alone. Only their number, without `all`. */
function remarkSection(state: State, domain: Domain, all: All): PageSection {
  return { heading: 'Remarks', lines: noteLines(state, domain, { kind: 'remark', mark: '·' }, all) }
}

/** The gaps that readers noted: what one would expect in the sources and does not find. Only their number, without `all`. */
function gapSection(state: State, domain: Domain, all: All): PageSection {
  return { heading: 'What is not told', lines: noteLines(state, domain, { kind: 'gap', mark: '∅' }, all) }
}

type All = { readonly all: boolean }

function noteLines(
  state: State,
  domain: Domain,
  { kind, mark }: { readonly kind: NotedDisagreement['kind']; readonly mark: string },
  { all }: All,
): readonly Line[] {
  const notes = notedIn(state).filter((note) => note.kind === kind)
  if (all || notes.length === 0) return notes.map((note) => noteLine(state, domain, mark, note))
  return [markedLine(mark, [`${counted(notes.length, kind)} noted by readers; --all lists them.`])]
}

/** The value of a side that says of two subjects that they are the same, or are not. */
function identityInWords(state: State, domain: Domain, value: unknown): string {
  const [[says, pair] = []] = Object.entries(Object(value))
  const keys = Array.isArray(pair) ? pair.map(String) : []
  const names = keys.map((key) => `${titleOf(state, domain, key)} (${key})`)
  return `${names.join(' and ')} are ${says === 'same' ? 'the same' : 'not the same'}`
}

/** A note under the title of the chief subject that it is about. */
function noteLine(state: State, domain: Domain, mark: string, note: NotedDisagreement): Line {
  const { certainty, about, summary, because } = note
  const title = about[0] === undefined ? '' : `${titleOf(state, domain, about[0])}: `
  return markedLine(mark, [hedge(certainty), title, summary, ...citation(state.view, because)])
}

/** `upgradedFrom` as `upgraded from`. */
export function fieldInWords(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
