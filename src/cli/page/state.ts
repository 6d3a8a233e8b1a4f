import { type Domain, LEGEND, type Section, sectionsOf } from '../../domain/index.ts'
import type { State } from '../../state/index.ts'
import { citation } from './citation.ts'
import { conflictSection, gapSection } from './conflicts.ts'
import { gap, heading, type Line, line, type PageSection, type Piece, point } from './layout.ts'
import { groundLine, pointInWords } from './point.ts'

/** A state as a page: where one stands, then section by section; a section with nothing in it is left out. */
export function statePage(
  state: State,
  domain: Domain,
  { name, head, all }: { readonly name: string; readonly head: number; readonly all: boolean },
): readonly Line[] {
  const sections = [
    ...sectionsOf(domain, state, { all }).map((section) => laidOut(state, section)),
    conflictSection(state, domain),
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
      return mark === undefined ? line(cited, 2) : point(mark, cited)
    }),
  }
}

export function sectionLines({ heading: text, lines }: PageSection): readonly Line[] {
  return lines.length === 0 ? [] : [gap, heading(text), ...lines]
}
