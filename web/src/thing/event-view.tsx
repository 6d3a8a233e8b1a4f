import { EventEverDocument, EventsOfThingDocument } from '../operations.ts'
import { pointVariables } from '../parts/point-variables.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { ViewTitle } from '../parts/view-title.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { AskedEvent, EventBody } from './event-details.tsx'
import { Kicker } from './kicker.tsx'
import { MissingThing } from './missing-thing.tsx'
import { capital, typeInWords } from './reading.ts'
import { SubjectLink } from './subject-link.tsx'

/** One event by its digest, as it reads at the point; where it is not visible there, as it reads by all that is recorded. */
export function EventView({ digest }: { readonly digest: string }) {
  const page = usePage()
  const { chronicle } = page
  const ever = useAnswer(EventEverDocument, chronicle && { id: digest }, digest)
  const event = ever.answer?.event ?? undefined
  const subject = event === undefined ? undefined : (event.subjectAsSeen ?? event.subject)
  const here = useAnswer(
    EventsOfThingDocument,
    chronicle && subject !== undefined
      ? { chronicle: chronicle.name, subject, ...pointVariables(page) }
      : undefined,
    digest,
  )
  const { thing, loading } = strings
  if (ever.status === 'failed') return <MissingThing subject={`event/${digest}`} failed={ever} />
  if (event === undefined) return <p class="lede">{loading}</p>
  const entries = here.answer?.chronicle?.asOf?.item?.history.entries ?? []
  const found = entries.find((entry) => entry.event.digest === event.digest)
  return (
    <article class="event-page">
      <Kicker words={thing.eventNumber(event.position)} />
      <ViewTitle text={capital(typeInWords(event.type))} />
      <p class="lede">
        {thing.about} <SubjectLink subject={event.subjectAsSeen ?? event.subject} />.
      </p>
      {here.status === 'loading' && <p class="cap">{loading}</p>}
      {here.status !== 'loading' &&
        (found === undefined ? (
          <>
            <p class="cap">{thing.asAtHead}</p>
            <EventBody event={event} />
          </>
        ) : (
          <AskedEvent id={found.event.id} />
        ))}
    </article>
  )
}
