import type { GridSource } from '../../../src/exchange/read-grid.ts'
import { type Address, formatAddress } from '../address.ts'
import { strings } from '../strings.ts'

/** The sources behind a line, as [004]: they end it, and never begin a new one. */
export function SourceReferences({
  sources,
  here,
}: {
  readonly sources: readonly GridSource[]
  /** From where one goes to them. */
  readonly here: Address
}) {
  if (sources.length === 0) return null
  return (
    <>
      {/* Joins them to the last word: no line breaks before them. */}
      {'\u2060'}
      <span class="src">
        {sources.map(({ subject, label }, nth) => (
          <span key={subject}>
            {nth > 0 && ' '}
            <a href={formatAddress({ ...here, view: 'thing', subject })} aria-label={strings.sourceOf(label)}>
              [{label}]
            </a>
          </span>
        ))}
      </span>
    </>
  )
}
