import { coverageSteps } from '../../admission/index.ts'
import { type EventId, isSpan, type SetAsidePayload } from '../../event/index.ts'
import {
  type NotedDisagreement,
  notedEver,
  type SourceTexts,
  type Steps,
  visibleCiting,
} from '../../state/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps, nowOrInSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import { type Page, type PageArgs, pageAt, pagedArray, readPaging } from '../lists/page.ts'
import { statesOfPage } from '../lists/pinned.ts'
import {
  type AtPoint,
  atPointOf,
  type EventAtPoint,
  eventSteps,
  type SourceAtPoint,
  ViewCache,
} from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { NotedApi } from '../state/noted.ts'
import {
  citingThere,
  keyOfPassage,
  type Passage,
  passagesOf,
  type QuoteContext,
  quoteContextOf,
} from './citations.ts'

type QuoteAtPoint = AtPoint & { readonly context: QuoteContext }
type PassageAtPoint = AtPoint & { readonly passage: Passage }
type SetAside = AtPoint & { readonly why: SetAsidePayload; readonly by: EventId }

/** Why a passage carries no fact. */
const REASONS: Readonly<Record<SetAsidePayload['reason'], string>> = {
  heading: 'A heading.',
  caption: 'The caption of a picture.',
  'caption-repeated': 'A caption that says what the text says.',
  'said-elsewhere': 'The same is said elsewhere in the source.',
  'page-residue': 'What is left of the page around the text, like a menu.',
  'agency-mark': 'The mark of an agency.',
  boilerplate: 'What every such document says.',
  wording: 'How something is put; it adds no fact.',
}

/** The passages of sources: the sentence around what is cited, and what a source says in the order of its text. */
export function addPassages(
  builder: Builder,
  { event, evidence, source }: ProvenanceApi,
  { note }: NotedApi,
): void {
  const passage = builder.objectRef<QuoteAtPoint>('Passage').implement({
    description: 'Cited words with the sentence around them.',
    fields: (t) => ({
      before: t.string({
        description: 'The sentence up to the cited words.',
        resolve: ({ context: { text, start, span } }) => text.slice(start, span.start),
      }),
      quote: t.string({
        description: 'The cited words.',
        resolve: ({ context: { text, span } }) => text.slice(span.start, span.end),
      }),
      after: t.string({
        description: 'The sentence from the cited words on.',
        resolve: ({ context: { text, end, span } }) => text.slice(span.end, end),
      }),
      from: t.int({
        description:
          'Where the sentence begins in the text, in UTF-16 code units from 0 (inclusive); of several, the first.',
        resolve: ({ context }) => context.start,
      }),
      to: t.int({
        description: 'Where the sentence ends (exclusive); of several, the last.',
        resolve: ({ context }) => context.end,
      }),
      events: t.field({
        type: [event],
        description: 'Every visible event that cites words of the same sentence, in the order of the ledger.',
        resolve: ({ context, ...at }, _, { budget, texts }) =>
          nowOrInSteps(budget, eventsThere(at, context, texts)),
      }),
    }),
  })
  builder.objectField(evidence, 'passage', (t) =>
    t.field({
      type: passage,
      nullable: true,
      description:
        'The words of the span with the sentence around them. Null unless the server has that text and its digest matches.',
      resolve: ({ evidence: cited, ...at }, _, { texts }) => {
        const context = isSpan(cited) ? quoteContextOf(at.state.view, cited, texts) : undefined
        return context === undefined ? null : { ...at, context }
      },
    }),
  )
  const sourcePassage = addSourcePassage(builder, { event, evidence }, note)
  builder.objectField(source, 'passages', (t) =>
    t.connection(
      {
        type: sourcePassage,
        description:
          'Lists what the source says, as far as any visible event cites it or sets it aside, in pages, 20 on a page by default, 100 at most: text by text in the order in which these came out, each from its beginning, then what is cited by a page or paragraph. A passage is a sentence where the server has the text; else spans that overlap are one.',
        resolve: ({ source, registration, ...at }, args, { budget, texts }) =>
          inSteps(budget, passagesPage(at, source, args, texts)),
      },
      { name: 'SourcePassageConnection', description: 'One page of passages.' },
      { name: 'SourcePassageEdge', description: 'One passage of a page, with its cursor.' },
    ),
  )
  const coverage = addCoverage(builder)
  builder.objectField(source, 'coverage', (t) =>
    t.field({
      extensions: assume({ things: 1, work: 20 }),
      type: [coverage],
      description:
        'How much of each of its texts is read at the point, in the order in which these came out, of those that the server has.',
      resolve: (each, _, { budget, texts }) => inSteps(budget, coverageAt(each, texts)),
    }),
  )
}

type Provenance = Pick<ProvenanceApi, 'event' | 'evidence'>

function addSourcePassage(builder: Builder, { event, evidence }: Provenance, note: NotedApi['note']) {
  const reason = builder.enumType('SetAsideReason', {
    description: 'Why a passage of a source carries no fact.',
    values: enumValues(REASONS),
  })
  const setAside = builder.objectRef<SetAside>('SetAside').implement({
    description: 'That a passage was read and carries no fact.',
    fields: (t) => ({
      reason: t.field({
        type: reason,
        description: 'Why.',
        resolve: ({ why }) => why.reason,
      }),
      note: t.string({
        description: 'The same in a line, in our own words.',
        resolve: ({ why }) => why.note,
      }),
      event: t.field({
        type: event,
        description: 'The event that says so.',
        resolve: ({ by, ...at }) => eventAt(at, by),
      }),
    }),
  })
  return builder.objectRef<PassageAtPoint>('SourcePassage').implement({
    extensions: assume({ lists: 2 }),
    description: 'A place in a source, with all that cites it.',
    fields: (t) => ({
      from: t.int({
        nullable: true,
        description:
          'Where it begins in the text, in UTF-16 code units from 0 (inclusive). Null where there is a locator instead.',
        resolve: ({ passage }) => ('locator' in passage ? null : passage.start),
      }),
      to: t.int({
        nullable: true,
        description: 'Where it ends (exclusive). Null where there is a locator instead.',
        resolve: ({ passage }) => ('locator' in passage ? null : passage.end),
      }),
      text: t.string({
        nullable: true,
        description:
          'The hex SHA-256 of the text that it is in. Null where there is a locator instead, or the source was registered without one.',
        resolve: ({ passage }) => ('locator' in passage ? null : passage.text),
      }),
      locator: t.string({
        nullable: true,
        description: 'The page or paragraph. Null where it is in a text.',
        resolve: ({ passage }) => ('locator' in passage ? passage.locator : null),
      }),
      quote: t.string({
        nullable: true,
        description:
          'Its words, whole sentences. Null unless the server has the text, and the words that are cited are in it.',
        resolve: ({ passage }) => ('locator' in passage ? null : passage.words),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'The places in it that are cited, each once, in the order of the ledger.',
        resolve: ({ passage, ...at }) => {
          const cited = passage.citations.map(({ evidence }) => [JSON.stringify(evidence), evidence] as const)
          return [...new Map(cited).values()].map((each) => ({ ...at, evidence: each }))
        },
      }),
      events: t.field({
        type: [event],
        description:
          'The visible events that cite it, in the order of the ledger, without those that set it aside.',
        resolve: ({ passage, ...at }, _, { budget }) => nowOrInSteps(budget, eventSteps(at, citing(passage))),
      }),
      setAside: t.field({
        type: [setAside],
        description: 'Why it, or a part of it, carries no fact, as a reader recorded.',
        resolve: ({ passage, ...at }) =>
          passage.citations.flatMap(({ setAside: why, event: by }) =>
            why === undefined ? [] : [{ ...at, why, by }],
          ),
      }),
      noted: t.field({
        type: [note],
        description:
          'The disagreements, gaps and remarks that a reader noted of what it says, whatever the date.',
        resolve: ({ passage, ...at }) => notesOn(at, passage).map((note) => ({ ...at, note })),
      }),
    }),
  })
}

function citing({ citations }: Passage): readonly EventId[] {
  return [...new Set(citations.flatMap(({ event, setAside }) => (setAside === undefined ? [event] : [])))]
}

function eventAt(at: AtPoint, id: EventId): EventAtPoint {
  const recorded = at.chronicle.event(id)
  if (recorded === undefined) throw new RangeError(`no event ${id}`)
  return { ...at, recorded }
}

function* eventsThere(at: AtPoint, context: QuoteContext, texts: SourceTexts): Steps<EventAtPoint[]> {
  return yield* eventSteps(at, yield* citingThere(at, context, texts))
}

function* passagesPage(
  from: AtPoint,
  source: string,
  args: PageArgs,
  texts: SourceTexts,
): Steps<Page<PassageAtPoint>> {
  const faults = new Faults()
  const paging = readPaging('passages', args, faults)
  const [at = from] = statesOfPage([from], paging, faults)
  const all = pagedArray(yield* passagesOf(at, source, texts), keyOfPassage)
  const nodeOf = (passage: Passage) => ({ ...atPointOf(at), passage })
  return pageAt(paging, all, { pins: [at.state.point], keyOf: keyOfPassage, nodeOf }, faults)
}

/** What a note takes in a cache, bytes. */
const NOTE = 100

/** What was noted in the order of the ledger, and by event the places of the notes that rest on it. */
type Notes = {
  readonly all: readonly NotedDisagreement[]
  readonly on: ReadonlyMap<EventId, readonly number[]>
}

const notes = new ViewCache<Notes>(({ all }) => all.length * NOTE)

/** The notes that rest on an event which cites a passage, each once, in the order of the ledger. */
function notesOn({ state: { view } }: AtPoint, passage: Passage): readonly NotedDisagreement[] {
  const { all, on } = notes.get(view, '', () => {
    const all = notedEver(view)
    const on = new Map<EventId, number[]>()
    for (const [place, { because }] of all.entries())
      for (const id of because) on.getOrInsertComputed(id, () => []).push(place)
    return { all, on }
  })
  const places = new Set(citing(passage).flatMap((id) => on.get(id) ?? []))
  return [...places].sort((one, other) => one - other).flatMap((place) => all[place] ?? [])
}

type Coverage = {
  readonly text: string
  readonly sentences: number
  readonly withEvents: number
  readonly setAside: number
  readonly uncovered: number
  readonly characters: number
  readonly touched: number
}

function addCoverage(builder: Builder) {
  return builder.objectRef<Coverage>('TextCoverage').implement({
    description: 'How much of a text of a source is read: what visible events cite, and what is set aside.',
    fields: (t) => ({
      text: t.exposeString('text', { description: 'The hex SHA-256 of the text.' }),
      sentences: t.exposeInt('sentences', { description: 'How many sentences it has.' }),
      withEvents: t.exposeInt('withEvents', {
        description: 'How many of them an event cites that sets nothing aside.',
      }),
      setAside: t.exposeInt('setAside', { description: 'How many others are set aside as a whole.' }),
      uncovered: t.exposeInt('uncovered', { description: 'How many are neither.' }),
      characters: t.exposeInt('characters', {
        description: 'Its length without white space, in UTF-16 code units.',
      }),
      touched: t.exposeInt('touched', { description: 'How many of these are cited or set aside.' }),
    }),
  })
}

/** The coverage of each text of a source that is at hand, in steps. Cost: its sentences, each with what cites the source. */
function* coverageAt({ source, ...at }: SourceAtPoint, texts: SourceTexts): Steps<Coverage[]> {
  const { view } = at.state
  if (!view.sourceCouldBeKnown(source)) return []
  const found = view.textsOf(source).flatMap(({ digest }) => {
    const text = texts.get(digest)
    return text === undefined ? [] : [{ digest, text }]
  })
  if (found.length === 0) return []
  const standing = yield* visibleCiting(at.state, source)
  const read = yield* coverageSteps(
    found.map(({ text }) => [source, text] as const),
    standing,
  )
  return read.map(({ sentences }, nth) => {
    const counted = (status: (typeof sentences)[number]['status']) =>
      sentences.filter((sentence) => sentence.status === status).length
    return {
      text: found[nth]?.digest ?? '',
      sentences: sentences.length,
      withEvents: counted('events'),
      setAside: counted('set-aside'),
      uncovered: counted('uncovered'),
      characters: sentences.reduce((sum, { characters }) => sum + characters, 0),
      touched: sentences.reduce((sum, { touched }) => sum + touched, 0),
    }
  })
}
