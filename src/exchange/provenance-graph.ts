import { chronicleTitle, citeSource, labelOf } from '../domain/index.ts'
import {
  canonicalJson,
  type EventId,
  type Evidence,
  isSpan,
  kindOf,
  proves,
  type RecordedEvent,
  type Span,
  type Subject,
  sourcesOf,
} from '../event/index.ts'
import { citedSpan } from '../graphql/index.ts'
import type { Steps } from '../state/index.ts'
import {
  type Bound,
  formatDay,
  formatInstant,
  formatInterval,
  type Instant,
  type Valid,
} from '../time/index.ts'
import type { VisibleEvent } from '../visibility/index.ts'
import type { ExportRequest } from './format.ts'
import {
  characters,
  EDTF,
  eventIri,
  instantLiteral,
  JSON_TYPE,
  type Node,
  number,
  type Statement,
  type Term,
  TYPE,
  term,
  uuidIri,
  webIri,
} from './rdf.ts'

/** How many characters a quote has before it and after it, to be found by where the text changed. */
const AROUND = 32

/** A graph, and where its next page begins. */
export type ProvenanceGraph = { readonly statements: readonly Statement[]; readonly next?: string }

/**
 * Where what can be seen from a point comes from, as PROV-O: sources, events and corrections are entities, batches activities,
 * and who read the sources agents. Evidence is a Web Annotation of its source, whose body is the event. An event stands as it
 * was recorded: a correction is an entity of its own, and what is retracted here says by which batch it was invalidated.
 */
export async function provenanceGraph(request: ExportRequest): Promise<ProvenanceGraph> {
  const { at } = request
  const { page: events, next } = await request.pageOfEvents()
  const readers = new Map<Instant, string | undefined>()
  for (const { recorded } of events)
    if (!readers.has(recorded.recordedAt))
      readers.set(recorded.recordedAt, await at.chronicle.readerOf(recorded.position))
  const graph = new Graph(request)
  graph.addPoint()
  for (const [instant, reader] of readers) graph.addBatch(instant, reader)
  await request.inSteps(graph.addEvents(events))
  await request.inSteps(graph.addSources())
  await request.inSteps(graph.addSubjects())
  return { statements: graph.statements, ...(next !== undefined && { next }) }
}

/** How many events are written in one step. */
const STEP = 20

class Graph {
  readonly statements: Statement[] = []
  readonly #request: ExportRequest
  readonly #readers = new Set<string>()
  readonly #events = new Set<EventId>()
  readonly #sources = new Set<Subject>()
  readonly #subjects = new Set<Subject>()
  #blanks = 0

  constructor(request: ExportRequest) {
    this.#request = request
  }

  /** The graph itself, and the point that it is as of. */
  addPoint(): void {
    const { at, address, program, domain } = this.#request
    const { date, knownAt, position, trusting } = at.state.point
    const self = { iri: webIri(address.canonical) ?? uuidIri('graph', address.canonical) }
    this.#add(self, TYPE, { iri: term('prov:Entity') })
    this.#add(self, term('dcterms:title'), { value: chronicleTitle(domain, at.chronicle.name) })
    this.#add(self, term('dcterms:identifier'), { value: at.chronicle.name })
    this.#add(self, term('regesta:date'), { value: formatDay(date), datatype: EDTF })
    if (knownAt !== undefined)
      this.#add(self, term('regesta:knownAt'), { value: formatDay(knownAt), datatype: EDTF })
    this.#add(self, term('regesta:position'), number(position))
    for (const name of ['only', 'sides', 'without'] as const)
      for (const word of trusting[name] ?? []) this.#add(self, term(`regesta:${name}`), { value: word })
    this.#add(self, term('dcterms:creator'), { value: program })
  }

  /** What was recorded at once, and who had read it. */
  addBatch(instant: Instant, reader: string | undefined): void {
    const batch = this.#batch(instant)
    this.#add(batch, TYPE, { iri: term('prov:Activity') })
    this.#add(batch, term('prov:endedAtTime'), instantLiteral(instant))
    if (reader === undefined) return
    const agent = { iri: uuidIri('reader', reader) }
    this.#add(batch, term('prov:wasAssociatedWith'), agent)
    if (this.#readers.has(reader)) return
    this.#readers.add(reader)
    this.#add(agent, TYPE, { iri: term('prov:Agent') })
    this.#add(agent, term('rdfs:label'), { value: reader })
  }

  *addEvents(events: readonly VisibleEvent[]): Steps<void> {
    for (const [index, { recorded }] of events.entries()) {
      if (index % STEP === 0) yield
      this.#addEvent(recorded)
    }
  }

  #addEvent(recorded: RecordedEvent): void {
    this.#addRecorded(recorded)
    const { target } = recorded.event
    if (target === undefined) return
    const acted = { iri: eventIri(target.event) }
    const changes = recorded.event.type === 'EventCorrected'
    const act = { iri: eventIri(recorded.id) }
    this.#add(act, term(changes ? 'prov:wasRevisionOf' : 'prov:wasInfluencedBy'), acted)
    const { chronicle, state } = this.#request.at
    const { view } = state
    const isGone = view.versions(target.event).length === 0 && view.inForce(recorded) === 'definitely'
    const written = isGone ? chronicle.event(target.event) : undefined
    if (written === undefined || !view.couldBeKnown(written)) return
    this.#addRecorded(written)
    this.#add(acted, term('prov:wasInvalidatedBy'), this.#batch(recorded.recordedAt))
  }

  /** The sources that the events cite or register. */
  *addSources(): Steps<void> {
    const { view } = this.#request.at.state
    for (const source of this.#sources) {
      const registration = view.registrationOf(source)
      if (registration === undefined || !view.sourceCouldBeKnown(source)) continue
      const { label, title, publisher, byline = [], language, address } = view.sourceFacts(registration)
      const entity = this.#subject(source)
      this.#add(entity, TYPE, { iri: term('prov:Entity') })
      this.#add(entity, term('dcterms:identifier'), { value: label })
      this.#addText(entity, 'dcterms:title', title)
      this.#addText(entity, 'dcterms:publisher', publisher)
      for (const author of byline) this.#addText(entity, 'dcterms:creator', author)
      this.#addText(entity, 'dcterms:language', language)
      const published = view.publishedOf(source)
      if (published !== undefined) {
        this.#add(entity, term('dcterms:issued'), { value: formatInterval(published), datatype: EDTF })
      }
      const page = address === undefined ? undefined : webIri(address)
      if (page !== undefined) this.#add(entity, term('prov:atLocation'), { iri: page })
      const { footnote } = citeSource(view, source, registration)
      this.#add(entity, term('dcterms:bibliographicCitation'), { value: footnote })
      yield
    }
  }

  /** What the events are about, by the name that it has at the point. */
  *addSubjects(): Steps<void> {
    const { domain, at } = this.#request
    for (const subject of this.#subjects) {
      const item = yield* at.state.itemSteps(subject)
      const node = this.#subject(subject)
      this.#add(node, term('dcterms:identifier'), { value: subject })
      if (item !== undefined) this.#add(node, term('rdfs:label'), { value: labelOf(domain, at.state, item) })
    }
  }

  #addRecorded({ id, position, recordedAt, event }: RecordedEvent): void {
    if (this.#events.has(id)) return
    this.#events.add(id)
    const node = { iri: eventIri(id) }
    this.#add(node, TYPE, { iri: term('prov:Entity') })
    this.#add(node, term('regesta:type'), { value: event.type })
    this.#add(node, term('regesta:position'), number(position))
    this.#add(node, term('prov:generatedAtTime'), instantLiteral(recordedAt))
    this.#add(node, term('prov:wasGeneratedBy'), this.#batch(recordedAt))
    this.#add(node, term('dcterms:subject'), this.#subject(event.subject))
    if (kindOf(event.subject) === 'source') this.#sources.add(event.subject)
    else this.#subjects.add(event.subject)
    this.#add(node, term('regesta:payload'), { value: canonicalJson(event.payload), datatype: JSON_TYPE })
    for (const [name, bound] of datesOf(event.valid)) {
      this.#add(node, term(`regesta:${name}`), { value: bound.edtf, datatype: EDTF })
      this.#addText(node, `regesta:${name}Reading`, bound.reading)
    }
    for (const source of sourcesOf(event)) {
      this.#sources.add(source)
      this.#add(node, term('prov:wasDerivedFrom'), this.#subject(source))
    }
    for (const premise of event.premises ?? [])
      this.#add(node, term('prov:wasDerivedFrom'), { iri: eventIri(premise) })
    for (const evidence of event.evidence ?? []) this.#addEvidence(node, evidence)
  }

  /** An annotation of the source, or of its text where that is at hand, of which the event is the body. */
  #addEvidence(event: Node, evidence: Evidence): void {
    const annotation = this.#blank()
    const target = this.#blank()
    this.#add(annotation, TYPE, { iri: term('oa:Annotation') })
    this.#add(annotation, term('oa:hasBody'), event)
    this.#addText(annotation, 'regesta:role', evidence.role)
    this.#add(annotation, term('oa:hasTarget'), target)
    this.#add(target, TYPE, { iri: term('oa:SpecificResource') })
    this.#add(target, term('oa:hasSource'), this.#subject(evidence.source))
    if (isSpan(evidence)) this.#addSpan(target, evidence)
    else this.#addText(target, 'regesta:locator', evidence.locator)
  }

  #addSpan(target: Node, span: Span): void {
    this.#add(target, term('regesta:startUtf16'), number(span.start))
    this.#add(target, term('regesta:endUtf16'), number(span.end))
    this.#addText(target, 'regesta:sha256', span.digest)
    const text = this.#textOf(span)
    if (text !== undefined) this.#addSelectors(target, span, text)
  }

  /** Web Annotation selectors count characters, which only the text can tell from UTF-16 code units. */
  #addSelectors(target: Node, { start, end }: Span, text: string): void {
    const position = this.#blank()
    this.#add(target, term('oa:hasSelector'), position)
    this.#add(position, TYPE, { iri: term('oa:TextPositionSelector') })
    this.#add(position, term('oa:start'), characters(text.slice(0, start)))
    this.#add(position, term('oa:end'), characters(text.slice(0, end)))
    const quote = this.#blank()
    this.#add(target, term('oa:hasSelector'), quote)
    this.#add(quote, TYPE, { iri: term('oa:TextQuoteSelector') })
    this.#add(quote, term('oa:exact'), { value: text.slice(start, end) })
    this.#add(quote, term('oa:prefix'), { value: [...text.slice(0, start)].slice(-AROUND).join('') })
    this.#add(quote, term('oa:suffix'), { value: [...text.slice(end)].slice(0, AROUND).join('') })
  }

  /** The text at hand that has the words of a span, of those that its source had by the point. */
  #textOf(span: Span): string | undefined {
    const { at, texts } = this.#request
    const { published } = citedSpan(at.state.view, span)
    return published.flatMap((digest) => texts.get(digest) ?? []).find((text) => proves(text, span))
  }

  #addText(subject: Node, predicate: Term, value: string | undefined): void {
    if (value !== undefined) this.#add(subject, term(predicate), { value })
  }

  #add(...statement: Statement): void {
    this.statements.push(statement)
  }

  #blank(): Node {
    this.#blanks += 1
    return { blank: `b${this.#blanks}` }
  }

  #subject(subject: Subject): Node {
    return { iri: uuidIri('subject', this.#request.at.chronicle.name, subject) }
  }

  #batch(instant: Instant): Node {
    return { iri: uuidIri('batch', this.#request.at.chronicle.name, formatInstant(instant)) }
  }
}

/** By the name of its term, each date that an event writes. */
function datesOf(valid: Valid | undefined): readonly (readonly [string, Bound])[] {
  if (valid === undefined) return []
  if (!('begin' in valid)) return [['valid', valid]]
  return [['validBegin', valid.begin], ...(valid.end === undefined ? [] : [['validEnd', valid.end] as const])]
}
