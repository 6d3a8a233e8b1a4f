import type { Comparison } from '../../engine/index.ts'
import type { Change, ChangeKind } from '../../state/index.ts'
import type { Section, Wording } from '../wording.ts'
import { citation } from './citation.ts'
import { causesInWords, fieldLines } from './field-changes.ts'
import { type Line, line, point } from './layout.ts'
import { hedge } from './marks.ts'
import { titleOf } from './values.ts'

/** What differs between two states, kind by kind; `all` shows the lesser kinds too. */
export function changeSections(comparison: Comparison, wording: Wording, all: boolean): readonly Section[] {
  return wording.kinds
    .filter(({ main }) => main || all)
    .map(({ kind, heading }) => {
      const bySort = Map.groupBy(comparison.changes(kind), ({ change }) => change)
      const counts = SORTS.flatMap(({ sort, words }) => {
        const { length } = bySort.get(sort) ?? []
        return length === 0 ? [] : [`${length} ${words}`]
      })
      return {
        heading: `${heading}: ${counts.join(', ')}`,
        lines: SORTS.flatMap(({ sort }) => bySort.get(sort) ?? []).flatMap((change) =>
          changeLines(comparison, wording, change),
        ),
      }
    })
}

/** What nobody tells of any more is not gone, and what nobody told of before is not new. */
const SORTS: readonly { readonly sort: ChangeKind; readonly sign: string; readonly words: string }[] = [
  { sort: 'added', sign: '+', words: 'added' },
  { sort: 'attested', sign: '!', words: 'told of now' },
  { sort: 'changed', sign: '~', words: 'changed' },
  { sort: 'gone', sign: '−', words: 'gone' },
  { sort: 'unattested', sign: '?', words: 'no longer told of' },
]

function changeLines(comparison: Comparison, wording: Wording, change: Change): readonly Line[] {
  const state = change.is === undefined ? comparison.from : comparison.to
  const item = change.is ?? change.was
  const title = titleOf(state, wording, change.subject)
  const brief = item === undefined ? '' : wording.brief(state, item)
  const cite = citation(state.view, item?.existence.because ?? change.because)
  const sign = SORTS.find(({ sort }) => sort === change.change)?.sign ?? ''
  const why = causesInWords(change.causes)
  const reason = why === '' ? [] : [line([{ text: why, style: 'dim' }], 6, 2)]
  return [
    point(sign, [
      hedge(item?.existence.answer ?? 'unknown'),
      title,
      brief === '' ? '' : `; ${brief}`,
      ...cite,
    ]),
    ...(change.change === 'changed' ? fieldLines(comparison, wording, change) : reason),
  ]
}
