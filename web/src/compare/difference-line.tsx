import { useState } from 'preact/hooks'
import { formatAddress } from '../address.ts'
import { AnswerMark } from '../parts/answer-mark.tsx'
import { SourceReferences } from '../parts/source-references.tsx'
import { withDatesInWords } from '../parts/written-dates.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { AskedEvent } from '../thing/event-details.tsx'
import { capital } from '../thing/reading.ts'
import { nameOf } from './comparison-csv.ts'
import type { LoadedComparison } from './load-comparison.ts'
import type { Row } from './row-pages.ts'
import { type SideWords, sidesInWords } from './row-words.ts'
import { type EventBehind, eventsBehind, whyInWords } from './why-words.ts'

const { compare } = strings

/** How many events are named before the others are folded. */
const MOST_EVENTS = 3

/** One thing that differs: what it is, how it stands at A and at B, why that is, and the events behind. */
export function DifferenceLine({
  row,
  loaded,
  above,
}: {
  readonly row: Row
  readonly loaded: LoadedComparison
  readonly above: readonly string[]
}) {
  const { address } = usePage()
  const { points } = loaded.request
  const days = { from: points.from.date, to: points.to.date }
  const sides = sidesInWords(row, days, strings)
  const why = whyInWords(row, points, loaded.sources, strings, above)
  // Its fields say that it is done, and not from which day on.
  const done = loaded.turns.get(row.subject)?.from
  const atTo =
    done === undefined
      ? sides.to
      : { ...sides.to, lines: [...sides.to.lines, strings.lanes.done(strings.day(done))] }
  const isOfA = row.change === 'GONE' || row.change === 'UNATTESTED' || row.itemAtTo === null
  const name = nameOf(row)
  const at = isOfA ? address.at : address.to
  return (
    <li class="ab" data-subject={row.subject} data-change={row.change}>
      <p class="what">
        <a
          href={formatAddress({
            ...address,
            view: 'thing',
            subject: row.subject,
            at: { ...at, date: isOfA ? days.from : days.to },
          })}
        >
          {withDatesInWords(name, strings)}
        </a>
      </p>
      <Side point={compare.a} words={sides.from} />
      <Side point={compare.b} words={atTo} />
      <div class="w">
        {why.causes !== '' && (
          <p>
            <strong>{why.causes}</strong>
            {why.from !== '' && ` ${why.from}`}.
          </p>
        )}
        <Events events={eventsBehind(row)} />
      </div>
    </li>
  )
}

function Side({ point, words: { answer, lines } }: { readonly point: string; readonly words: SideWords }) {
  return (
    <div class={answer === undefined ? 's none' : 's'} data-l={point}>
      {answer !== undefined && <AnswerMark answer={answer} />}
      <div>
        <span class="sr">{point}: </span>
        {answer !== undefined && <em>{strings.answer[answer]}</em>}
        {lines.map((line, nth) => (
          <span key={line} class="field">
            {answer !== undefined && nth === 0 && ' · '}
            {withDatesInWords(line, strings)}
          </span>
        ))}
      </div>
    </div>
  )
}

/** The events behind, each with its sources; one opens where it stands, with its words. */
function Events({ events }: { readonly events: readonly EventBehind[] }) {
  const { address } = usePage()
  const [isWhole, setWhole] = useState(false)
  const [open, setOpen] = useState<EventBehind>()
  const shown = isWhole ? events : events.slice(0, MOST_EVENTS)
  const left = events.length - shown.length
  return (
    <>
      <p class="behind">
        {shown.map((event, nth) => {
          const { position, type, isInferred, subject, sources } = event
          return (
            <span key={position}>
              {nth > 0 && '; '}
              <a
                href={`${formatAddress({ ...address, view: 'thing', subject, at: address.to })}#event-${position}`}
                aria-expanded={open?.position === position}
                onClick={(click) => {
                  if (click.ctrlKey || click.metaKey || click.shiftKey) return
                  click.preventDefault()
                  setOpen(open?.position === position ? undefined : event)
                }}
              >
                {type} <small>{compare.event(position)}</small>
              </a>
              {isInferred && `, ${compare.inferred}`}
              <SourceReferences sources={sources} here={address} />
            </span>
          )
        })}
        {left > 0 && (
          <>
            {'; '}
            <button type="button" class="q" onClick={() => setWhole(true)}>
              {compare.moreEvents(left)}
            </button>
          </>
        )}
      </p>
      {open && (
        <div class="opened">
          <h3>
            {capital(open.type)}, {compare.event(open.position)}
          </h3>
          <AskedEvent key={open.id} id={open.id} />
        </div>
      )}
    </>
  )
}
