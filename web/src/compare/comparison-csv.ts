import { guardCell } from '../../../src/exchange/cell-guard.ts'
import type { GridKind } from '../../../src/exchange/read-grid.ts'
import { withDatesInWords } from '../parts/written-dates.ts'
import type { Strings } from '../strings.ts'
import type { Group, LoadedComparison } from './load-comparison.ts'
import type { Row } from './row-pages.ts'
import { type SideWords, sidesInWords } from './row-words.ts'
import { sortInWords } from './sort-words.ts'
import type { TwoPoints } from './two-points.ts'
import { eventsBehind, whyInWords } from './why-words.ts'

/** Of which points the rows are, and the sources that may be heard. */
type CsvOf = Pick<LoadedComparison, 'sources'> & { readonly request: { readonly points: TwoPoints } }

/** The differences as CSV (RFC 4180), a row each, in the words of the page: no spreadsheet runs a cell. */
export function comparisonCsv(
  groups: readonly Pick<Group, 'sort' | 'rows'>[],
  { request, sources }: CsvOf,
  kinds: readonly Pick<GridKind, 'name' | 'heading'>[],
  words: Strings,
): string {
  const { compare } = words
  const { points } = request
  const days = { from: points.from.date, to: points.to.date }
  const rows = groups.flatMap((group) => {
    const heading = sortInWords(group.sort, points, words)
    return group.rows.map((row) => ({ heading, row }))
  })
  const cells = rows.map(({ heading, row }) => {
    const { from, to } = sidesInWords(row, days, words)
    const why = whyInWords(row, points, sources, words)
    const [kind = ''] = row.subject.split('/')
    return [
      heading,
      kinds.find(({ name }) => name === kind)?.heading ?? kind,
      withDatesInWords(nameOf(row), words),
      row.subject,
      sideCell(from, words),
      sideCell(to, words),
      [why.causes, why.from].filter((part) => part !== '').join(' '),
      eventsBehind(row)
        .map(({ position, sources: behind }) =>
          [compare.event(position), ...behind.map(({ label }) => `[${label}]`)].join(' '),
        )
        .join('; '),
    ]
  })
  // By the byte order mark Excel knows that it is UTF-8.
  return `\ufeff${[compare.columns, ...cells].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

/** What a row is of, as it is called where it stands. */
export function nameOf({ change, itemAtFrom, itemAtTo, subject }: Row): string {
  const isOfA = change === 'GONE' || change === 'UNATTESTED'
  const [own, other] = isOfA ? [itemAtFrom, itemAtTo] : [itemAtTo, itemAtFrom]
  return (own ?? other)?.brief.name ?? subject
}

function sideCell({ answer, lines }: SideWords, words: Strings): string {
  return [...(answer === undefined ? [] : [words.answer[answer]]), ...lines]
    .map((line) => withDatesInWords(line, words))
    .join('; ')
}

function cell(text: string): string {
  const guarded = guardCell(text)
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
