import type { State } from '../../state/index.ts'
import type { Section, Wording } from '../wording.ts'
import { conflictSection, gapSection } from './conflicts.ts'
import { gap, heading, LEGEND, type Line, line } from './layout.ts'
import { groundLine, pointInWords } from './point.ts'

/** A state as a page: where one stands, then section by section; a section with nothing in it is left out. */
export function statePage(
  state: State,
  wording: Wording,
  { name, head, all }: { readonly name: string; readonly head: number; readonly all: boolean },
): readonly Line[] {
  const sections = [
    ...wording.sections(state, { all }),
    conflictSection(state, wording),
    gapSection(state, wording, { all }),
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

export function sectionLines({ heading: text, lines }: Section): readonly Line[] {
  return lines.length === 0 ? [] : [gap, heading(text), ...lines]
}
