import type { Chronicle } from '../chronicle/index.ts'
import { RegestaError } from '../errors.ts'
import {
  type Evidence,
  isSpan,
  payloadOf,
  proves,
  sourceRegistered,
  sourcesOf,
  wordsOf,
} from '../event/index.ts'
import { formatInterval, type Interval, readBound } from '../time/index.ts'
import type { Builder } from './builder.ts'
import { type ApiContext, type ChronicleEvent, type ChronicleSource, eventsOf } from './context.ts'
import type { NodeApi } from './node.ts'
import type { ValidTimeApi } from './valid-time.ts'

type CitedEvidence = { readonly chronicle: Chronicle; readonly evidence: Evidence }

/** Events, the evidence they rest on and the sources it lies in. */
export function addProvenance(builder: Builder, node: NodeApi, { ref: validTime, range }: ValidTimeApi) {
  const known = builder.objectRef<Interval>('KnownTime').implement({
    description: 'When the public could know: the published date of the source.',
    fields: (t) => ({
      edtf: t.field({ type: 'EDTF', resolve: (days) => formatInterval(days) }),
      between: t.field({ type: range, resolve: (days) => days }),
      open: t.boolean({
        description: 'True of an undated source: it is known for certain by no date.',
        resolve: ({ latest }) => latest === Infinity,
      }),
    }),
  })

  const dateline = builder
    .objectRef<{ readonly city?: string; readonly date?: string }>('Dateline')
    .implement({
      description: 'The line that a document prints of its own place and date.',
      fields: (t) => ({
        city: t.exposeString('city', { nullable: true }),
        date: t.exposeString('date', { nullable: true }),
      }),
    })

  const source = builder.objectRef<ChronicleSource>('Source').implement({
    description: 'A document that the chronicle was read from. Its text is not here; its digest is.',
    interfaces: [node],
    fields: (t) => ({
      label: t.string({
        description: 'A short name to cite it by.',
        resolve: (each) => registered(each).label,
      }),
      title: t.string({ nullable: true, resolve: (each) => registered(each).title }),
      publisher: t.string({ nullable: true, resolve: (each) => registered(each).publisher }),
      byline: t.stringList({ nullable: true, resolve: (each) => registered(each).byline }),
      dateline: t.field({ type: dateline, nullable: true, resolve: (each) => registered(each).dateline }),
      medium: t.string({ nullable: true, resolve: (each) => registered(each).medium }),
      side: t.string({
        nullable: true,
        description: 'Whose voice it is, where that is known.',
        resolve: (each) => registered(each).side,
      }),
      published: t.field({
        type: known,
        description: 'When it came out; open where it prints no date.',
        resolve: (each) => readBound(registered(each).published),
      }),
      publishedReading: t.string({ nullable: true, resolve: (each) => registered(each).published.reading }),
      digest: t.string({
        nullable: true,
        description: 'Hex SHA-256 of its text in UTF-8.',
        resolve: (each) => registered(each).text?.digest,
      }),
      length: t.int({
        nullable: true,
        description: 'Length of its text in UTF-16 code units.',
        resolve: (each) => registered(each).text?.length,
      }),
      absent: t.stringList({
        description: 'What the document does not give.',
        resolve: (each) => registered(each).absent,
      }),
    }),
  })

  const evidence = builder.objectRef<CitedEvidence>('Evidence').implement({
    description:
      'Where a source says it: `[start, end)` in UTF-16 code units of its text, and the digest of that span.',
    fields: (t) => ({
      source: t.field({
        type: source,
        resolve: ({ chronicle, evidence }) => sourceOf(chronicle, evidence.source),
      }),
      start: t.int({ nullable: true, resolve: ({ evidence }) => (isSpan(evidence) ? evidence.start : null) }),
      end: t.int({ nullable: true, resolve: ({ evidence }) => (isSpan(evidence) ? evidence.end : null) }),
      digest: t.string({
        nullable: true,
        description: 'Hex SHA-256 of the span in UTF-8.',
        resolve: ({ evidence }) => (isSpan(evidence) ? evidence.digest : null),
      }),
      locator: t.string({
        nullable: true,
        description: 'Page or paragraph, for a source without a text.',
        resolve: ({ evidence }) => (isSpan(evidence) ? null : evidence.locator),
      }),
      role: t.string({
        description: 'What the span gives: statement, date, place, name, title, ordinal or context.',
        resolve: ({ evidence }) => evidence.role,
      }),
      quote: t.string({
        nullable: true,
        description:
          'The words themselves. Null unless the server was given the text and its digest matches.',
        resolve: (cited, _, context) => quoteOf(cited, context),
      }),
    }),
  })

  const event = builder.objectRef<ChronicleEvent>('Event')
  event.implement({
    description:
      'One immutable assertion: this source says that this happened. Its id is the hex SHA-256 of its canonical JSON.',
    interfaces: [node],
    fields: (t) => ({
      type: t.string({ resolve: ({ recorded }) => recorded.event.type }),
      subject: t.string({
        description: 'What it is about, `kind/name`.',
        resolve: ({ recorded }) => recorded.event.subject,
      }),
      position: t.int({
        description: 'Place in the ledger, from 1.',
        resolve: ({ recorded }) => recorded.position,
      }),
      recordedAt: t.field({ type: 'DateTime', resolve: ({ recorded }) => recorded.recordedAt }),
      valid: t.field({
        type: validTime,
        nullable: true,
        description: 'When it happened, by its own source; null where that says nothing of when.',
        resolve: ({ recorded }) =>
          recorded.event.valid && { bounds: recorded.valid, written: recorded.event.valid },
      }),
      known: t.field({
        type: known,
        nullable: true,
        description: 'When the public could know it by its sources; null where it names none of its own.',
        resolve: knownOf,
      }),
      evidence: t.field({ type: [evidence], resolve: evidenceOf }),
      premises: t.field({
        type: [event],
        description: 'The events that an inference rests on.',
        resolve: ({ chronicle, recorded }) => [...eventsOf(chronicle, recorded.event.premises ?? [])],
      }),
      target: t.field({
        type: event,
        nullable: true,
        description: 'The event that a correction, retraction or restoration acts on.',
        resolve: ({ chronicle, recorded }) =>
          recorded.event.target && eventsOf(chronicle, [recorded.event.target.event])[0],
      }),
      payload: t.field({
        type: 'JSON',
        description: 'What it says, as written.',
        resolve: ({ recorded }) => recorded.event.payload,
      }),
    }),
  })
  const connection = builder.connectionObject(
    {
      type: event,
      name: 'EventConnection',
      fields: (t) => ({
        totalCount: t.int({
          description: 'How many events there are on all pages.',
          resolve: (page) =>
            'totalCount' in page && typeof page.totalCount === 'number' ? page.totalCount : 0,
        }),
      }),
    },
    { name: 'EventEdge' },
  )
  return { event, evidence, source, known, connection }
}

export type ProvenanceApi = ReturnType<typeof addProvenance>

/** A source by its id, as the event that registered it. */
export function sourceOf(chronicle: Chronicle, id: string): ChronicleSource {
  const registration = chronicle.registrations.find(({ event }) => event.subject === id)
  if (registration === undefined)
    throw new RegestaError('E_NO_SOURCE', 'fault', `no event registers ${id}`, { id })
  return { chronicle, registration }
}

/** The evidence of events by their ids, each place once. */
export function evidenceFor(chronicle: Chronicle, ids: readonly string[]): CitedEvidence[] {
  const cited = eventsOf(chronicle, ids).flatMap(evidenceOf)
  return [...new Map(cited.map((each) => [JSON.stringify(each.evidence), each])).values()]
}

export function evidenceOf({ chronicle, recorded }: ChronicleEvent): CitedEvidence[] {
  return (recorded.event.evidence ?? []).map((evidence) => ({ chronicle, evidence }))
}

function registered({ registration }: ChronicleSource) {
  return payloadOf(sourceRegistered, registration.event)
}

function knownOf({ chronicle, recorded }: ChronicleEvent): Interval | null {
  const published = sourcesOf(recorded.event).map((id) =>
    readBound(registered(sourceOf(chronicle, id)).published),
  )
  if (published.length === 0) return null
  return {
    earliest: Math.max(...published.map(({ earliest }) => earliest)),
    latest: Math.max(...published.map(({ latest }) => latest)),
  }
}

function quoteOf({ chronicle, evidence }: CitedEvidence, { texts }: ApiContext): string | null {
  if (!isSpan(evidence)) return null
  const digest = registered(sourceOf(chronicle, evidence.source)).text?.digest
  const text = digest === undefined ? undefined : texts.get(digest)
  if (text === undefined || !proves(text, evidence)) return null
  return wordsOf(evidence, text) ?? null
}

export function labelOf(source: ChronicleSource): string {
  return registered(source).label
}
