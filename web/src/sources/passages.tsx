import { useState } from 'preact/hooks'
import {
  type EvidenceRole,
  type PassageReadFragment,
  SourcePassagesDocument,
  type SourceReadFragment,
} from '../operations.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { EventDetails } from '../thing/event-details.tsx'
import { stretchesOf } from '../thing/passages.ts'
import { SubjectLink } from '../thing/subject-link.tsx'

/** How many passages one page has. */
const A_PAGE = 40

/** What a source says, in the order of its text: each passage with what rests on it, or why it is set aside. */
export function Passages({
  source,
  isVisible,
}: {
  readonly source: SourceReadFragment
  readonly isVisible: boolean
}) {
  const { sources: words } = strings
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined])
  return (
    <section>
      <h2>{words.headings.passages}</h2>
      {!isVisible && <p class="cap">{words.asAtHead}</p>}
      {pages.map((after, nth) => (
        <PassagePage
          key={after ?? ''}
          id={`${source.id}`}
          subject={source.subject}
          after={after}
          next={nth === pages.length - 1 ? (cursor) => setPages([...pages, cursor]) : undefined}
        />
      ))}
    </section>
  )
}

function PassagePage({
  id,
  subject,
  after,
  next,
}: {
  readonly id: string
  readonly subject: string
  readonly after: string | undefined
  /** Adds the page behind a cursor; undefined where it is there. */
  readonly next: ((cursor: string) => void) | undefined
}) {
  const { chronicle } = usePage()
  const loaded = useAnswer(SourcePassagesDocument, { id, first: A_PAGE, after }, id)
  const { sources: words, thing, loading } = strings
  if (loaded.status === 'failed') return <p class="cap">{thing.failed(loaded.message)}</p>
  const node = loaded.answer?.node
  if (node === undefined || node === null || node.__typename !== 'Source') return <p class="cap">{loading}</p>
  const { nodes, pageInfo, totalCount } = node.passages
  const { hasNextPage, endCursor } = pageInfo
  const hasWords = nodes.some(({ quote }) => quote !== null)
  return (
    <>
      {after === undefined && (
        <p class="cap">
          {words.passages(totalCount)}{' '}
          {hasWords ? words.dark : chronicle?.texts ? words.otherText : thing.noWords}
        </p>
      )}
      <ol class="passages">
        {nodes.map((passage) => (
          <Passage
            key={`${passage.from} ${passage.to} ${passage.locator}`}
            passage={passage}
            source={subject}
          />
        ))}
      </ol>
      {hasNextPage && endCursor !== null && next !== undefined && (
        <button type="button" class="q" onClick={() => next(endCursor)}>
          {words.morePassages}
        </button>
      )}
    </>
  )
}

function Passage({ passage, source }: { readonly passage: PassageReadFragment; readonly source: string }) {
  const { sources: words } = strings
  const { from, to, locator, quote, evidence, events, setAside, noted } = passage
  const spans = evidence.flatMap(({ start, end }) => (start === null || end === null ? [] : [{ start, end }]))
  const place = locator ?? words.place(from ?? 0, to ?? 0)
  return (
    <li class={events.length === 0 ? 'aside' : undefined}>
      {quote === null ? (
        <p class="no-words">{place}</p>
      ) : (
        <blockquote>
          <bdi>
            {stretchesOf(quote, from ?? 0, spans).map(({ text, isLit }, nth) => (
              <span key={`${nth} ${text.length}`} class={isLit ? 'sen' : undefined}>
                {text}
              </span>
            ))}
          </bdi>
        </blockquote>
      )}
      <div class="m">
        {quote !== null && <span>{place}. </span>}
        {setAside.map(({ reason, note }) => (
          <span key={`${reason} ${note}`}>
            <b>{words.setAside[reason]}</b>: <bdi>{note}</bdi>{' '}
          </span>
        ))}
      </div>
      <Facts events={events} source={source} isBeside={evidence.every(({ role }) => BESIDE.has(role))} />
      <Notes notes={noted} />
    </li>
  )
}

/** How many facts of a passage are shown before a line that opens. */
const SHOWN = 4

/** What a passage does for an event that it does not state. */
const BESIDE: ReadonlySet<EvidenceRole> = new Set<EvidenceRole>(['DATE', 'PLACE', 'CONTEXT'])

type Event = PassageReadFragment['events'][number]

/** What rests on a passage, each thing once, with the events that speak of it there; not that the source is registered. */
function Facts({
  events,
  source,
  isBeside,
}: {
  readonly events: readonly Event[]
  readonly source: string
  /** Whether it says none of them, and only dates or places them: then none is shown at first. */
  readonly isBeside: boolean
}) {
  const bySubject = new Map<string, Event[]>()
  for (const event of events) {
    const subject = event.subjectAsSeen
    if (subject === null || subject === source) continue
    const own = bySubject.get(subject)
    if (own === undefined) bySubject.set(subject, [event])
    else own.push(event)
  }
  const all = [...bySubject]
  const shown = isBeside ? 0 : SHOWN
  const rest = all.slice(shown)
  const { sources: words } = strings
  if (all.length === 0) return null
  return (
    <>
      {shown > 0 && <FactList facts={all.slice(0, shown)} />}
      {rest.length > 0 && (
        <details class="beside">
          <summary>{isBeside ? words.besideFacts(rest.length) : words.moreFacts(rest.length)}</summary>
          <FactList facts={rest} />
        </details>
      )}
    </>
  )
}

function FactList({ facts }: { readonly facts: readonly (readonly [string, readonly Event[]])[] }) {
  return (
    <ul class="facts">
      {facts.map(([subject, events]) => (
        <li key={subject}>
          <SubjectLink subject={subject} />
          {events.map((event) => (
            <EventDetails key={event.digest} named={event} />
          ))}
        </li>
      ))}
    </ul>
  )
}

type Note = PassageReadFragment['noted'][number]

/** What a reader noted of a passage: gaps, remarks, where it differs from others. */
function Notes({ notes }: { readonly notes: readonly Note[] }) {
  const { sources: words } = strings
  const rest = notes.slice(SHOWN_NOTES)
  return (
    <>
      <NoteList notes={notes.slice(0, SHOWN_NOTES)} />
      {rest.length > 0 && (
        <details class="beside">
          <summary>{words.moreNotes(rest.length)}</summary>
          <NoteList notes={rest} />
        </details>
      )}
    </>
  )
}

const SHOWN_NOTES = 2

function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <>
      {notes.map(({ subject, kind, summary }) => (
        <p key={subject} class="noted">
          <b>{strings.thing.notedKinds[kind]}</b>: <bdi>{summary}</bdi>
        </p>
      ))}
    </>
  )
}
