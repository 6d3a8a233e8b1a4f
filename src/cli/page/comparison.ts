import type { Comparison } from '../../engine/index.ts'
import type { Wording } from '../wording.ts'
import { changeSections } from './changes.ts'
import { gap, type Line, line } from './layout.ts'
import { pointInWords } from './point.ts'
import { sectionLines } from './state.ts'

/** A comparison as a page: the two points in words, then what differs, kind by kind. */
export function comparisonPage(
  comparison: Comparison,
  wording: Wording,
  { name, head, all }: { readonly name: string; readonly head: number; readonly all: boolean },
): readonly Line[] {
  const { from, to } = comparison
  const sections = changeSections(comparison, wording, all).flatMap(sectionLines)
  return [
    line([{ text: name, style: 'bold' }]),
    line([{ text: 'from', whole: true }, ` ${pointInWords(from, head)}`], 0, 5),
    line([{ text: 'to  ', whole: true }, ` ${pointInWords(to, head)}`], 0, 5),
    ...(sections.length === 0 ? [gap, line(['Nothing differs.'])] : sections),
    gap,
    line([{ text: '+ added   ! told of now   ~ changed   − gone   ? no longer told of', style: 'dim' }]),
  ]
}
