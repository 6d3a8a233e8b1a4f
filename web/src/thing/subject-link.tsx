import { useMemo } from 'preact/hooks'
import type { GridItem } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { subjectInWords } from '../parts/subject-words.ts'
import { withDatesInWords } from '../parts/written-dates.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

/** The kinds of subjects that the chronicle has; sources are subjects, too. */
export function useKinds(): ReadonlySet<string> {
  const { grid } = usePage()
  const kinds = grid.status === 'ready' ? grid.grid.kinds : undefined
  return useMemo(() => new Set(['source', ...(kinds ?? []).map(({ name }) => name)]), [kinds])
}

/** An item of the grid by its subject; undefined while there is no grid, or where it has none of that name. */
export function useItem(subject: string | undefined): GridItem | undefined {
  const { grid } = usePage()
  const items = grid.status === 'ready' ? grid.grid.items : undefined
  return useMemo(() => items?.find((item) => item.subject === subject), [items, subject])
}

/** A link to a thing by its name at the point; where nothing names it there, by another, or by its key in words. */
export function SubjectLink({ subject, words }: { readonly subject: string; readonly words?: string }) {
  const { address, point, grid } = usePage()
  const item = useItem(words === undefined ? subject : undefined)
  const known = point.known ?? (grid.status === 'ready' ? grid.grid.noKnownDay : 0)
  const name =
    words === undefined
      ? subjectInWords(subject, item, { date: point.date, known }, strings)
      : withDatesInWords(words, strings)
  return (
    <a href={formatAddress({ ...address, view: 'thing', subject })}>
      <bdi>{name}</bdi>
    </a>
  )
}
