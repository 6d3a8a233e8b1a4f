import type { GridState } from '../../../src/exchange/read-grid.ts'
import { type Address, formatAddress } from '../address.ts'
import { AnswerCell } from '../parts/answer-mark.tsx'
import { SourceReferences } from '../parts/source-references.tsx'
import { withDatesInWords } from '../parts/written-dates.ts'
import { strings } from '../strings.ts'
import { rowWords } from './row-words.ts'

/** One item of a state: how certain it is, what it is, when it was, and who says so. */
export function StateRow({ state, begins, newest, here }: RowProps) {
  const { due, under } = rowWords(state, newest, strings)
  const { subject, exists, headline } = state
  return (
    <li data-subject={subject} data-certainty={exists} data-headline={headline}>
      <AnswerCell answer={exists} begins={begins} />
      <div>
        <a href={formatAddress({ ...here, view: 'thing', subject })} dir="auto">
          {state.name === '' ? subject : withDatesInWords(state.name, strings)}
        </a>
        <SourceReferences sources={state.sources} here={here} />
        {due !== undefined && (
          <span class="m">
            <strong>{due}</strong>
          </span>
        )}
        {under.length > 0 && (
          <span class="m" dir="auto">
            {withDatesInWords(under.join(' · '), strings)}
          </span>
        )}
      </div>
    </li>
  )
}

type RowProps = {
  readonly state: GridState
  /** Whether the one before it has another answer. */
  readonly begins: boolean
  /** The day of the newest source that is heard. */
  readonly newest: number | undefined
  /** Of the state of which it is. */
  readonly here: Address
}
