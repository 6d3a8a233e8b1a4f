import { useMemo, useState } from 'preact/hooks'
import { formatAddress } from '../address.ts'
import { EventAtPointDocument, type EventNamedFragment, type EventReadFragment } from '../operations.ts'
import { Folded } from '../parts/folded.tsx'
import { useAnswer } from '../parts/use-answer.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { PayloadParts } from './payload-parts.tsx'
import { answerOf, capital, codeStretches, typeInWords, whenInWords } from './reading.ts'
import { useItem } from './subject-link.tsx'
import { wordsOfEvent } from './value-words.ts'
import { Words } from './words.tsx'

/** An event in a line that opens: what it says, when, its words, and the acts on it. What is not there yet is asked for then. */
export function EventDetails({
  named,
  event,
  note,
}: {
  readonly named: EventNamedFragment
  readonly event?: EventReadFragment | undefined
  /** What is said of it behind its line. */
  readonly note?: string
}) {
  const [isOpen, setOpen] = useState(false)
  const { thing } = strings
  return (
    <details class="event" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {thing.event(named.position, typeInWords(named.type))}
        {event !== undefined && (
          <span class="src">
            {sourcesOf(event)
              .map(({ label }) => `[${label}]`)
              .join(' ')}
          </span>
        )}
        {note !== undefined && <span class="m">{note}</span>}
      </summary>
      {isOpen && (event === undefined ? <AskedEvent id={named.id} /> : <EventBody event={event} />)}
    </details>
  )
}

/** An event that is asked for by its id, which names its point. */
export function AskedEvent({ id }: { readonly id: string | number }) {
  const loaded = useAnswer(EventAtPointDocument, { id: `${id}` }, `${id}`)
  const { thing, loading } = strings
  if (loaded.status === 'failed') return <p class="cap">{thing.eventNotFound}</p>
  const node = loaded.answer?.node
  if (node === undefined) return <p class="cap">{loading}</p>
  if (node === null || node.__typename !== 'Event') return <p class="cap">{thing.eventNotFound}</p>
  return <EventBody event={node} />
}

/** All of an event, as it reads at the point of its answer. */
export function EventBody({ event }: { readonly event: EventReadFragment }) {
  const { address, grid } = usePage()
  const { thing, day } = strings
  const when = event.validAsSeen ?? event.valid
  const item = useItem(event.subjectAsSeen ?? event.subject)
  const shown = grid.status === 'ready' ? grid.grid : undefined
  const words = useMemo(() => wordsOfEvent(item, shown), [item, shown])
  const recorded = Math.floor(Date.parse(event.recordedAt) / 86_400_000)
  return (
    <div class="event-body">
      <Words evidence={event.evidenceAsSeen} own={new Set([event.subjectAsSeen ?? event.subject])} />
      <p class="m">
        {codeStretches(capital(event.says)).map(({ text, isCode }, nth) =>
          isCode ? <code key={nth}>{text}</code> : text,
        )}
        .
      </p>
      <PayloadParts payload={event.payloadAsSeen ?? event.payload} words={words} />
      <ul class="facts">
        {when !== null && (
          <li>
            {thing.whenOf(whenInWords(when, strings))}
            {when.reading !== null && <span class="m">{when.reading}</span>}
          </li>
        )}
        <li>{thing.recorded(day(recorded), event.position)}</li>
        <li>{thing.visible[answerOf(event.certainty)]}</li>
      </ul>
      <Others title={thing.acts} events={event.acts} />
      <Others title={thing.premises} events={event.premises} />
      {event.target !== null && <Others title={thing.target} events={[event.target]} />}
      <p class="cap">
        {thing.digest}{' '}
        <a href={formatAddress({ ...address, view: 'thing', subject: `event/${event.digest}` })}>
          <code>{event.digest}</code>
        </a>
      </p>
    </div>
  )
}

function Others({
  title,
  events,
}: {
  readonly title: string
  readonly events: readonly EventNamedFragment[]
}) {
  if (events.length === 0) return null
  return (
    <>
      <h4>{title}</h4>
      <Folded things={events} draw={(event) => <EventDetails key={event.digest} named={event} />} />
    </>
  )
}

/** The sources that an event cites, each once. */
export function sourcesOf(event: EventReadFragment) {
  return [...new Map(event.evidenceAsSeen.map(({ source }) => [source.subject, source])).values()]
}
