import { type Domain, sourceLabel, spaced, titleOf, typeInWords } from '../domain/index.ts'
import type { Chronicle } from '../engine/index.ts'
import { nearestName, RegestaError } from '../errors.ts'
import { type Envelope, type EventId, type Subject, withoutPoint } from '../event/index.ts'
import { atLatest, Faults, filterOf, pagedEvents } from '../graphql/index.ts'
import { inOneGo, type State } from '../state/index.ts'
import { formatBounds, readValid } from '../time/index.ts'

/** Where an event is looked for; texts by their digests, so that words that it cites find it, too. */
export type EventSearch = {
  readonly chronicle: Chronicle
  readonly domain: Domain
  readonly texts: ReadonlyMap<string, string>
}

/** At least so many digits are the beginning of an id. */
const DIGITS = /^[0-9a-f]{4,64}$/

/** How many events a message lists. */
const MOST_LISTED = 20
const MOST_NEAR = 5

/**
 * The event whose id begins with these digits, or else the one that has all these words, as a search of lists finds it today;
 * acts are found by digits alone. Throws E_WHICH_EVENT with those found, each with enough of its digits, its date and what it
 * is called, and E_NO_EVENT with what is near.
 */
export async function findEvent(text: string, search: EventSearch): Promise<EventId> {
  const { chronicle } = search
  const digits = withoutPoint(text.trim())
  const begun = DIGITS.test(digits) ? chronicle.idsBeginningWith(digits) : []
  const found = begun.length > 0 ? begun : eventsWith(text, search)
  const [only, ...others] = found
  if (only === undefined) throw await notFound(text, search)
  if (others.length === 0) return only
  const message = `"${text}" is ${found.length} events; expected the first digits of one, or more words:${listOf(found, MOST_LISTED, search)}`
  throw new RegestaError('E_WHICH_EVENT', 'invalid', message, { text, events: found })
}

/** What an event is called in a line: `2024-03-01 Meeting held: talks on fisheries`. */
export function eventInWords({ type, subject, valid }: Envelope, { chronicle, domain }: EventSearch): string {
  const date = valid === undefined ? 'no date' : 'edtf' in valid ? valid.edtf : formatBounds(readValid(valid))
  return `${date} ${typeInWords(type)}: ${cut(subjectInWords(subject, chronicle.asOf({}), domain))}`
}

/** A line of a list shows no more of what an event is called. */
const LONGEST = 100

function cut(title: string): string {
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1)}…` : title
}

/** What a subject is called: a source by its label, and what is no item of a state by its key. */
function subjectInWords(subject: Subject, state: State, domain: Domain): string {
  if (subject.startsWith('source/')) return sourceLabel(state.view, subject)
  const title = titleOf(state, domain, subject)
  return title === subject ? spaced(subject.slice(subject.indexOf('/') + 1)) : title
}

function eventsWith(words: string, { chronicle, domain, texts }: EventSearch): readonly EventId[] {
  const listed = {
    at: atLatest(chronicle.snapshot()),
    filter: filterOf(domain),
    args: { search: words, texts, certainty: ['definitely', 'possibly'], order: 'valid-asc' },
  } as const
  return [...inOneGo(pagedEvents(listed, new Faults())).behind(undefined, false)]
    .filter(({ recorded }) => recorded.event.target === undefined)
    .map(({ recorded }) => recorded.id)
}

function listOf(ids: readonly EventId[], most: number, search: EventSearch): string {
  const lines = ids.slice(0, most).flatMap((id) => {
    const standing = search.chronicle.recorded.eventOf(id)
    return standing === undefined
      ? []
      : [`\n  ${digitsOf(id, search)} ${eventInWords(standing.current, search)}`]
  })
  const more = ids.length > most ? [`\n  and ${ids.length - most} more`] : []
  return [...lines, ...more].join('')
}

/** Eight digits, or as many more as no other id begins with. */
function digitsOf(id: EventId, { chronicle }: EventSearch): string {
  let length = 8
  while (chronicle.idsBeginningWith(id.slice(0, length)).length > 1) length += 1
  return id.slice(0, length)
}

async function notFound(text: string, search: EventSearch): Promise<RegestaError> {
  const near = await eventsNear(text, search)
  const hint =
    near.length === 0
      ? 'expected the first digits of its id, or words of it'
      : `near it:${listOf(near, MOST_NEAR, search)}`
  return new RegestaError(
    'E_NO_EVENT',
    'notFound',
    `no event that stands today has all of "${text}"; ${hint}`,
    {
      text,
    },
  )
}

/** The events that have the most of the words, of which one that none has is taken for the word that is nearest to it. */
async function eventsNear(text: string, search: EventSearch): Promise<readonly EventId[]> {
  const count = new Map<EventId, number>()
  let known: readonly string[] | undefined
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    let having = eventsWith(word, search)
    if (having.length === 0) {
      known ??= wordsOfEvents(search)
      const nearest = nearestName(word, known)
      having = nearest === undefined ? [] : eventsWith(nearest, search)
    }
    for (const id of having) count.set(id, (count.get(id) ?? 0) + 1)
  }
  const most = Math.max(0, ...count.values())
  return [...count].filter(([, found]) => found === most).map(([id]) => id)
}

/** The words of the keys and names of what the events that stand today are about. */
function wordsOfEvents({ chronicle, domain }: EventSearch): readonly string[] {
  const state = chronicle.asOf({})
  const subjects = new Set(state.view.visibleEvents.flatMap(({ subjects }) => subjects))
  const words = [...subjects].flatMap((subject) =>
    `${subject} ${titleOf(state, domain, subject)}`.split(/[^\p{L}\p{N}]+/u),
  )
  return [...new Set(words)]
}
