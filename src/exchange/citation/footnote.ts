import type { CslItem } from './csl.ts'

/** A citation in a line, to be put into a footnote. */
export function footnoteOf(item: CslItem): string {
  const { ledger, answer, query } = item.custom.regesta
  const recorded = ledger.map(
    ({ chronicle, position, recordedAt }) =>
      `${chronicle}, recorded up to ${position}${recordedAt === undefined ? '' : ` (${recordedAt.slice(0, 10)})`}`,
  )
  const where = item.URL ?? `the question “${query.length > 300 ? `${query.slice(0, 300)}…` : query}”`
  const roots = ledger.map(({ position, root }) => `root at ${position}: ${root}`)
  return `“${item.title}”, ${recorded.join('; ')}, ${item.source}, ${where} (accessed ${dayOf(item)}). Answer: sha256 ${answer}; ledger ${roots.join(', ')}.`
}

function dayOf({ accessed }: CslItem): string {
  const [[year = 0, month = 0, day = 0] = []] = accessed['date-parts']
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  )
}
