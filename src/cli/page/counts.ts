import type { Counts } from '../reports/counts.ts'

/** The counts as a Markdown table: a row a type, a column a source, and all. */
export function countsTable({ sources, types }: Counts): string {
  const head = ['event type', ...sources.map(({ label }) => label), 'all']
  const rows = types.map(({ type, all, bySource }) => [
    type,
    ...sources.map(({ id }) => String(bySource.get(id) ?? '')),
    String(all),
  ])
  const total = types.reduce((sum, { all }) => sum + all, 0)
  const sums = sources.map(({ id }) => types.reduce((sum, { bySource }) => sum + (bySource.get(id) ?? 0), 0))
  return [
    head,
    head.map((_, column) => (column === 0 ? '---' : '---:')),
    ...rows,
    ['all', ...sums.map(String), String(total)],
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
