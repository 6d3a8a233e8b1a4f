import type { PointAddress } from '../address.ts'
import { cameOutBy, isTrusted } from '../compare/heard.ts'
import type { SourceListedFragment } from '../operations.ts'
import { daysOf } from '../thing/reading.ts'

/** Whether a source is heard at a point: it came out by the known day, may have, came out later, or is left out by whom one hears. */
export type Heard = 'definitely' | 'possibly' | 'later' | 'leftOut'

export type Listed = SourceListedFragment

export function heardAt(source: Listed, point: Trust & { readonly known: number | undefined }): Heard {
  if (!isTrusted(source, point)) return 'leftOut'
  const heard = cameOutBy(daysOf(source.published.between), point)
  return heard === 'no' ? 'later' : heard
}

type Trust = Pick<PointAddress, 'only' | 'without' | 'sides'>

/** Those that print their day, by the first day on which they may have come out; and apart from them, those of no certain day. */
export function byDay(sources: readonly Listed[]): {
  readonly dated: readonly Listed[]
  readonly undated: readonly Listed[]
} {
  const earliest = ({ published }: Listed) => daysOf(published.between).earliest
  const inOrder = [...sources].sort((a, b) => earliest(a) - earliest(b) || a.label.localeCompare(b.label))
  return {
    dated: inOrder.filter(({ published }) => !published.open),
    undated: inOrder.filter(({ published }) => published.open),
  }
}

/** What a source is called in a line: its title, or who published it; undefined where it prints neither. */
export function nameOfSource({
  title,
  publisher,
  byline,
}: Pick<Listed, 'title' | 'publisher' | 'byline'>): string | undefined {
  const names = [title, byline === null ? null : byline.join(', '), publisher].filter((name) => name !== null)
  return names.length === 0 ? undefined : names.join(' · ')
}
