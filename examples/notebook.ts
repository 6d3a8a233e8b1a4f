/**
 * A comparison, plotted. Each `%%` begins a cell: paste them into a notebook, or run the whole:
 *
 *     node examples/notebook.ts http://127.0.0.1:4000/graphql > comparison.svg
 */

// %% Ask
import { ask, given } from './client/ask.ts'
import { WhatChangedDocument } from './client/operations.ts'

const [url = 'http://127.0.0.1:4000/graphql', from = '2021-11-30', to = '2025-12-31'] = process.argv.slice(2)
const { relationship } = await ask({ url }, WhatChangedDocument, {
  id: 'japan-viet-nam',
  from: { date: from },
  to: { date: to },
})

// %% Count: how many subjects of each kind came, changed or went, and by which cause
const counts = new Map<string, Map<string, number>>()
for (const { subject, causes } of given(relationship?.compare).changes) {
  const kind = subject.split('/')[0] ?? subject
  const byCause = counts.get(kind) ?? new Map<string, number>()
  for (const cause of causes) byCause.set(cause, (byCause.get(cause) ?? 0) + 1)
  counts.set(kind, byCause)
}

// %% Plot
const causes = [...new Set([...counts.values()].flatMap((byCause) => [...byCause.keys()]))].sort()
const widest = Math.max(1, ...[...counts.values()].map((byCause) => total(byCause)))
const [row, left, width] = [26, 150, 520]
const bars = [...counts]
  .sort(([, a], [, b]) => total(b) - total(a))
  .map(([kind, byCause], index) => {
    const y = 50 + index * row
    let x = left
    const parts = causes.map((cause, at) => {
      const length = ((byCause.get(cause) ?? 0) / widest) * width
      const part = `<rect x="${x}" y="${y}" width="${length}" height="${row - 8}" fill="${colour(at)}"><title>${cause}: ${byCause.get(cause) ?? 0}</title></rect>`
      x += length
      return part
    })
    const label = `<text x="${left - 8}" y="${y + 13}" text-anchor="end">${kind}</text>`
    return `${label}${parts.join('')}<text x="${x + 6}" y="${y + 13}">${total(byCause)}</text>`
  })
const legend = causes.map(
  (cause, at) =>
    `<rect x="${left + at * 110}" y="28" width="10" height="10" fill="${colour(at)}"/><text x="${left + at * 110 + 14}" y="37">${cause.toLowerCase()}</text>`,
)
console.log(
  `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + 60}" height="${70 + counts.size * row}" font-family="sans-serif" font-size="12">
<text x="8" y="16" font-size="14">What differs between ${from} and ${to}, by cause</text>
${[...legend, ...bars].join('\n')}
</svg>`,
)

function total(byCause: ReadonlyMap<string, number>): number {
  return [...byCause.values()].reduce((sum, count) => sum + count, 0)
}

function colour(at: number): string {
  return (
    ['#3b6fb6', '#d9822b', '#5a9e6f', '#b0413e', '#7b5aa6', '#8c7a3d', '#3d8c8c', '#8c3d6b', '#777777'][
      at % 9
    ] ?? '#777777'
  )
}
