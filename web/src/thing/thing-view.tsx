import type { GridItem } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { isoDay, parseIsoDay } from '../days.ts'
import { type EventReadFragment, ThingDocument, type ThingQuery, WhyNotDocument } from '../operations.ts'
import { AnswerMark } from '../parts/answer-mark.tsx'
import { daysInWords } from '../parts/mark-words.ts'
import { pointVariables } from '../parts/point-variables.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { ViewTitle } from '../parts/view-title.tsx'
import { withDatesInWords } from '../parts/written-dates.ts'
import { type Store, usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { answerSentence, type Blocker, doneLaterInWords } from './answer-sentence.ts'
import type { ClaimRow } from './claim-rows.ts'
import { Claims } from './claims.tsx'
import { Differences, Names } from './differences.tsx'
import { doneAfter, doneBy, doneFrom } from './done-day.ts'
import { EventDetails } from './event-details.tsx'
import { History } from './history.tsx'
import { Kicker } from './kicker.tsx'
import { MissingThing } from './missing-thing.tsx'
import type { Cited } from './passages.ts'
import { answerOf, daysOf, typeInWords, whenInWords } from './reading.ts'
import { RestsOnIt } from './rests-on-it.tsx'
import { useItem } from './subject-link.tsx'
import { type EventsOfThing, useEvents } from './use-events.ts'
import { blockersOf, WhyNot, type WhyNotRow } from './why-not.tsx'
import { Words } from './words.tsx'

export type State = NonNullable<NonNullable<ThingQuery['chronicle']>['asOf']>
export type Item = NonNullable<State['item']>

/** One thing at the point: its answer, its words, what is said of it, its history, why it is here or not. */
export function ThingView({ subject }: { readonly subject: string }) {
  const page = usePage()
  const { address, chronicle } = page
  const point = pointVariables(page)
  const at = { chronicle: address.chronicle ?? '', subject }
  const variables = chronicle && { ...at, ...point }
  const loaded = useAnswer(ThingDocument, variables, subject)
  const events = useEvents(subject)
  const whyNot = useAnswer(WhyNotDocument, chronicle && { ...at, point }, subject)
  const state = loaded.answer?.chronicle?.asOf
  const inGrid = useItem(state?.item?.subject)
  if (loaded.status === 'failed') return <MissingThing subject={subject} failed={loaded} />
  if (state === undefined || state === null) return <p class="lede">{strings.loading}</p>
  const { item } = state
  const blockers = whyNot.answer?.chronicle?.whyNot ?? []
  if (item === null) return <MissingThing subject={subject} whyNot={blockers} />
  const evidence = [...events.read.values()].flatMap(citedBy)
  const { thing } = strings
  const answer = answerOf(item.certainty)
  return (
    <article class="thing" aria-busy={loaded.status === 'loading'}>
      <div>
        <Kicker words={typeInWords(item.__typename)} />
        <ViewTitle text={withDatesInWords(item.headline, strings)} />
        <Answer item={item} recordEnds={state.recordEnds} whyNot={blockers} />
        <section>
          <h2>{thing.headings.words}</h2>
          {events.isLoading && evidence.length === 0 ? (
            <p class="cap">{strings.loading}</p>
          ) : (
            <Words evidence={evidence} own={new Set([...item.aliases, item.subject])} />
          )}
          <More events={events} />
        </section>
        <section>
          <h2>{thing.headings.said}</h2>
          <Claims
            claims={item.claims}
            existence={existenceOf(inGrid, item)}
            whenOfItem={item.when === null ? undefined : whenInWords(item.when, strings)}
            more={knownRow(item)}
          />
        </section>
      </div>
      <div>
        <History
          subject={item.subject}
          sources={item.sources.map(({ label, published }) => ({
            label,
            published: daysOf(published.between),
          }))}
        />
        <section>
          <h2>{thing.headings.why}</h2>
          {events.named.map((event) => (
            <EventDetails key={event.digest} named={event} event={events.read.get(event.digest)} />
          ))}
          <More events={events} />
        </section>
        {answer !== 'definitely' && blockers.length > 0 && (
          <section>
            <h2>{answer === 'possibly' ? thing.headings.whyNot : thing.headings.whyNotThere}</h2>
            <WhyNot rows={blockers} />
          </section>
        )}
        <RestsOnIt key={item.subject} subject={item.subject} />
        <Differences state={state} item={item} />
        <Names item={item} />
      </div>
    </article>
  )
}

/** The field that says whether the thing is there. */
function existenceOf(inGrid: GridItem | undefined, { claims }: Item): string | undefined {
  return inGrid?.kind.columns.find(({ of }) => of === 'existence')?.name ?? claims[0]?.field
}

/** The places that an event cites, each with the event. */
function citedBy({
  type,
  position,
  evidenceAsSeen,
  validAsSeen,
  valid,
}: EventReadFragment): readonly Cited[] {
  const when = validAsSeen ?? valid
  const by = {
    type,
    position,
    day: when === null ? -Infinity : daysOf(when.begin).earliest,
    when: when === null ? undefined : whenInWords(when, strings),
  }
  return evidenceAsSeen.map((cited) => ({ ...cited, by }))
}

/** Where more events are than were read so far, a button that reads on. */
function More({ events: { more, message } }: { readonly events: EventsOfThing }) {
  const { thing } = strings
  return (
    <>
      {message !== undefined && <p class="cap">{thing.failed(message)}</p>}
      {more !== undefined && (
        <button type="button" class="q" onClick={more}>
          {thing.moreEvents}
        </button>
      )}
    </>
  )
}

function knownRow(item: Item): readonly ClaimRow[] {
  if (item.known === null) return []
  const { thing } = strings
  const words = daysInWords(daysOf(item.known.between), strings)
  return [
    {
      key: ':known',
      name: thing.knownSince,
      values: [{ words, subject: undefined, names: [] }],
      under: item.singleSource ? [thing.oneSource] : [],
      answer: item.known.open ? 'possibly' : 'definitely',
      sources: item.sources,
    },
  ]
}

function Answer({
  item,
  recordEnds,
  whyNot,
}: {
  readonly item: Item
  readonly recordEnds: string | null
  readonly whyNot: readonly WhyNotRow[]
}) {
  const page = usePage()
  const { address, chronicle, point, grid } = page
  const inGrid = useItem(item.subject)
  const knownAt = knownDay(grid, point.known)
  const seen = inGrid?.at(point.date, knownAt)
  const from = inGrid && doneFrom(inGrid, point.date, knownAt)
  const existence = existenceOf(inGrid, item)
  const later = seen?.task?.state === 'open' ? inGrid && doneAfter(inGrid, point.date, knownAt) : undefined
  // Who says so is read as the page of that day has it.
  const loadedLater = useAnswer(
    ThingDocument,
    later &&
      chronicle && {
        ...pointVariables(page),
        chronicle: address.chronicle ?? '',
        subject: item.subject,
        date: isoDay(later.from),
      },
    `${item.subject} ${later?.from}`,
  )
  const itemLater = loadedLater.answer?.chronicle?.asOf?.item
  const doneLater =
    later && itemLater ? doneBy(itemLater.claims, { from: later.from, existence }, strings) : undefined
  const answer = answerOf(item.certainty)
  const first = item.claims.find(({ values }) => values.length === 0)
  const blockers: readonly Blocker[] = answer === 'definitely' ? [] : blockersOf(whyNot)
  const around = (which: 'lastAttested' | 'nextAttested') => {
    const value = first?.[which]
    return value?.when.map((when) => whenInWords(when, strings)).join('; ')
  }
  const { sentence, why } = answerSentence(
    {
      answer,
      ...point,
      recordEnds: parseIsoDay(recordEnds ?? ''),
      task: seen?.task,
      done: from === undefined ? undefined : doneBy(item.claims, { from, existence }, strings),
      isDoneLater: later !== undefined,
      ahead: seen?.ahead,
      happens: seen?.kind.happens ?? false,
      marks: seen === undefined ? [] : seen.item.marks(seen.knownAt),
      when: item.when === null ? undefined : whenInWords(item.when, strings),
      isLikely: item.likely ?? false,
      attested: { last: around('lastAttested'), next: around('nextAttested') },
      blockers,
    },
    strings,
  )
  return (
    <div class="ans" aria-live="polite">
      <AnswerMark answer={answer} />
      <div>
        <p>
          <span class="sr">{strings.answer[answer]}: </span>
          <strong>
            <bdi>{sentence}</bdi>
          </strong>
        </p>
        {later !== undefined && (
          <p class="why">
            <a href={formatAddress({ ...address, at: { ...address.at, date: later.from } })}>
              {doneLaterInWords(later, doneLater, strings)}
            </a>
          </p>
        )}
        {why.map((line) => (
          <p key={line} class="why">
            {line}
          </p>
        ))}
      </div>
    </div>
  )
}

/** The day by which the grid is read: what stands for no known day, where the clock filters nothing. */
export function knownDay(grid: Store['grid'], known: number | undefined): number {
  return known ?? (grid.status === 'ready' ? (grid.grid.point.knownAt ?? grid.grid.noKnownDay) : Infinity)
}
