import type { WhyNotQuery } from '../operations.ts'
import { daysInWords } from '../parts/mark-words.ts'
import { strings } from '../strings.ts'
import { type Blocker, blockerInWords } from './answer-sentence.ts'
import { EventDetails } from './event-details.tsx'
import { daysOf, whenInWords } from './reading.ts'

export type WhyNotRow = NonNullable<NonNullable<WhyNotQuery['chronicle']>['whyNot']>[number]

/** What hides the events of these rows, each once. */
export function blockersOf(rows: readonly WhyNotRow[]): readonly Blocker[] {
  return rows.flatMap((row) => row.hiddenBy.map(({ by }) => blockerOf(row, by)))
}

function blockerOf({ event }: WhyNotRow, by: Blocker['by']): Blocker {
  return {
    by,
    when: event.validAsSeen === null ? undefined : whenInWords(event.validAsSeen, strings),
    known: event.known === null ? undefined : daysInWords(daysOf(event.known.between), strings),
    sources: sourcesOf(event),
  }
}

function sourcesOf({ evidence }: WhyNotRow['event']) {
  return [...new Map(evidence.map(({ source }) => [source.subject, source])).values()]
}

/** The events that would make it hold, and what hides each. */
export function WhyNot({ rows }: { readonly rows: readonly WhyNotRow[] }) {
  return (
    <>
      {rows.map((row) => (
        <div key={row.event.digest} class="why-not">
          <EventDetails named={row.event} />
          <ul class="facts">
            {row.hiddenBy.map(({ by, through }) => (
              <li key={`${by} ${through?.digest}`}>
                {blockerInWords(blockerOf(row, by), strings)}
                {through !== null && <EventDetails named={through} />}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  )
}
