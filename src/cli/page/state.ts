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
import type { State } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'
import { gap, heading, type Line, line, markedLine, type Piece } from './layout.ts'

/** A state as a page: where one stands, then section by section; a section with nothing in it is left out. */
export function statePage(
  state: State,
  domain: Domain,
  { name, head, all }: { readonly name: string; readonly head: number; readonly all: boolean },
): readonly Line[] {
  return [
    line([{ text: name, style: 'bold' }]),
    line([`As of ${pointInWords(state, head)}.`]),
    line([groundInWords(state)]),
    ...statePageSections(domain, state, { all }).flatMap((section) => sectionLines(state, section)),
    gap,
    line([{ text: LEGEND, style: 'dim' }]),
  ]
}

/** A section, with the places in the sources that its lines rest on. */
export function sectionLines(state: State, { heading: text, lines }: Section): readonly Line[] {
  const laidOut = lines.map(({ mark, under, omits, pieces, of = state }) => {
    const how = omits === true ? [{ text: ': --all shows them', style: 'dim' as const }] : []
    const cited = [...pieces, ...how].flatMap((piece): readonly Piece[] =>
      typeof piece === 'object' && 'cites' in piece ? citation(of.view, piece.cites) : [piece],
    )
    if (under === true) return line(cited, 6, 2)
    return mark === undefined ? line(cited, 2) : markedLine(mark, cited)
  })
  return laidOut.length === 0 ? [] : [gap, heading(text), ...laidOut]
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
