import {
  type Domain,
  groundInWords,
  LEGEND,
  placesCitedBy,
  pointInWords,
  type Section,
  statePageSections,
} from '../../domain/index.ts'
import type { EventId } from '../../event/index.ts'
import type { Item, State } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'
import { gap, heading, type Line, line, markedLine, type Piece } from './layout.ts'

/** A state as a page: where one stands, then section by section; a section with nothing in it is left out. */
export function statePage(
  state: State,
  domain: Domain,
  { name, head, all, itemsOf, quote }: StatePage,
): readonly Line[] {
  const sections = statePageSections(domain, state, { all, ...(itemsOf && { itemsOf }) })
  return [
    line([{ text: name, style: 'bold' }]),
    line([`As of ${pointInWords(state, head)}.`]),
    line([groundInWords(state)]),
    ...sections.flatMap((section) => sectionLines(state, section, quote)),
    ...(all ? [] : [gap, leftOutLine(domain)]),
    gap,
    line([{ text: LEGEND, style: 'dim' }]),
  ]
}

type StatePage = {
  readonly name: string
  readonly head: number
  readonly all: boolean
  /** The items of a kind that are shown; by default all of them. */
  readonly itemsOf?: ((kind: string) => readonly Item[]) | undefined
  readonly quote?: Quote | undefined
}

/** The words that events cite, as seen from a view. */
export type Quote = (view: View, ids: Iterable<EventId>) => readonly string[]

/** Which kinds a page leaves out. */
export function leftOutLine({ pages }: Domain): Line {
  const lesser = pages.flatMap(({ lesser, pageHeading }) => (lesser ? [pageHeading] : []))
  return line([{ text: `Left out: ${lesser.join(', ')}: --all shows them`, style: 'dim' }])
}

/** A section, with the places in the sources that its lines rest on, and with their words under each where they are wanted. */
export function sectionLines(
  state: State,
  { heading: text, lines }: Section,
  quote: Quote = () => [],
): readonly Line[] {
  const laidOut = lines.flatMap(({ mark, under, omits, pieces, of = state }) => {
    const how = omits === true ? [{ text: ': --all shows them', style: 'dim' as const }] : []
    const cited = [...pieces, ...how].flatMap((piece): readonly Piece[] =>
      typeof piece === 'object' && 'cites' in piece ? citation(of.view, piece.cites) : [piece],
    )
    const events = pieces.flatMap((piece) =>
      typeof piece === 'object' && 'cites' in piece ? piece.cites : [],
    )
    const quotes = quoteLines(quote(of.view, new Set(events)))
    if (under === true) return [line(cited, 6, 2), ...quotes]
    return [mark === undefined ? line(cited, 2) : markedLine(mark, cited), ...quotes]
  })
  return laidOut.length === 0 ? [] : [gap, heading(text), ...laidOut]
}

/** Words of sources, a line each. */
export function quoteLines(quotes: readonly string[]): readonly Line[] {
  return quotes.map((words) => line([{ text: `“${words}”`, style: 'dim' }], 6, 1))
}

const SHOWN = 3

/** `[004 153–210; 002 25–131]`: of each source its first statement, and how many more sources there are. */
export function citation(view: View, ids: Iterable<EventId>): readonly Piece[] {
  const places = placesCitedBy(view, ids)
  if (places.length === 0) return []
  const more = places.length > SHOWN ? `; +${places.length - SHOWN}` : ''
  const shown = places.slice(0, SHOWN).map(({ label, place }) => `${label} ${place}`)
  return [' ', { text: `[${shown.join('; ')}${more}]`, style: 'dim', whole: true }]
}
