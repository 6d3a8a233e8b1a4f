import type { JsonLdDocument } from 'jsonld'
import type { Quad } from 'n3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Regesta, readTexts } from '../../src/archive/index.ts'
import { jsonLdFormat, turtleFormat } from '../../src/exchange/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { openCorpus } from '../exchange/corpus.ts'
import { requestFor } from '../exchange/requests.ts'
import { describeWith, SOURCES, texts } from '../require.ts'
import { formats } from './judges.ts'

let corpus: Regesta
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

const ALL = { page: { first: Number.POSITIVE_INFINITY } }

async function written(more = {}, point = {}) {
  const request = requestFor(corpus.chronicle, point, { ...ALL, ...more })
  const bodies = [jsonLdFormat, turtleFormat].map(async ({ load }) =>
    String((await (await load())(request)).body),
  )
  const [jsonLd = '', turtle = ''] = await Promise.all(bodies)
  return { request, jsonLd, turtle }
}

/** The statements of a Turtle document as N-Quads, by a reader that is not the writer’s own. */
async function statementsOf(turtle: string): Promise<readonly Quad[]> {
  const { Parser } = await import('n3')
  return new Parser().parse(turtle)
}

/** Canonical N-Quads (RDFC-1.0): equal graphs give equal text, however their blank nodes are called. */
async function canonical(document: JsonLdDocument): Promise<string> {
  const { default: jsonld } = await import('jsonld')
  const documentLoader = async (url: string) => expect.fail(`${url} was to be fetched`)
  return await jsonld.canonize(document, { documentLoader })
}

describeWith(formats, 'provenance', () => {
  test('is the same graph as JSON-LD and as Turtle, and fetches no context', async () => {
    const { jsonLd, turtle } = await written()
    const [{ Writer }, { default: jsonld }] = await Promise.all([import('n3'), import('jsonld')])
    const quads = await statementsOf(turtle)
    const nQuads = new Writer({ format: 'N-Quads' }).quadsToString([...quads])
    const fromTurtle = await jsonld.fromRDF(nQuads, { format: 'application/n-quads' })
    expect(await canonical(JSON.parse(jsonLd))).toBe(await canonical(fromTurtle))
    expect(quads.length).toBeGreaterThan(5_000)
  })

  test('has each visible event with its sources, its batch, and who read it', async () => {
    const { request, turtle } = await written()
    const quads = await statementsOf(turtle)
    const having = (predicate: string) =>
      quads.filter(({ predicate: { value } }) => value.endsWith(predicate))
    const events = await request.events()
    expect(having('#position').length).toBeGreaterThan(events.length)
    const cited = events.flatMap(({ recorded: { event } }) => event.evidence ?? [])
    expect(having('oa#hasBody')).toHaveLength(cited.length + retractedEvidence())
    expect(new Set(having('prov#wasAssociatedWith').map(({ subject }) => subject.value)).size).toBe(8)
    expect(having('prov#wasInvalidatedBy').length).toBeGreaterThan(0)
  })

  test('says each statement once, and from which point and by whose word it was made', async () => {
    const { jsonLd, turtle } = await written({}, { trusting: { without: ['source/hanoi-2025-04-29'] } })
    const quads = (await statementsOf(turtle)).map((quad) => JSON.stringify(quad))
    expect(new Set(quads).size).toBe(quads.length)
    const [point] = JSON.parse(jsonLd)['@graph']
    expect(point).toMatchObject({
      'dcterms:title': 'Japan – Viet Nam',
      'regesta:position': { '@value': '440' },
      'regesta:without': 'source/hanoi-2025-04-29',
    })
  })

  test('is of its point: what was not out by a day is in it by no name', async () => {
    const { turtle } = await written({}, { knownAt: parseDay('2025-05-01') })
    const labels = (await statementsOf(turtle)).filter(({ predicate }) => predicate.value.endsWith('issued'))
    expect(labels.length).toBeGreaterThan(0)
    for (const { object } of labels) expect(object.value < '2025-05-02').toBe(true)
  })
})

describeWith(texts, 'provenance with the texts at hand', () => {
  test('quotes the very words, at positions in characters', async () => {
    const held = [...(await readTexts(SOURCES)).values()]
    const byDigest = new Map(held.map(({ digest, text }) => [digest, text]))
    const { jsonLd } = await written({ texts: byDigest })
    type Selector = { readonly [member: string]: string & { readonly '@value': string } }
    const targets: (readonly [Selector, Selector])[] = []
    JSON.parse(jsonLd, (_, value) => {
      if (typeof value === 'object' && value !== null && 'oa:hasSelector' in value)
        targets.push(value['oa:hasSelector'])
      return value
    })
    expect(targets.length).toBeGreaterThan(1_000)
    for (const [position, quote] of targets) {
      const { 'oa:exact': exact = '', 'oa:prefix': before = '', 'oa:suffix': after = '' } = quote
      const [start, end] = [position['oa:start'], position['oa:end']].map((each) => Number(each?.['@value']))
      const at = held.filter(({ text }) => [...text].slice(start, end).join('') === exact)
      expect(at.some(({ text }) => text.includes(`${before}${exact}${after}`))).toBe(true)
    }
  })
})

/** How many spans are cited by what a retraction took away: such events are shown with what invalidated them. */
function retractedEvidence(): number {
  const { view } = requestFor(corpus.chronicle).at.state
  const acts = view.visibleEvents.filter(({ recorded }) => recorded.event.type === 'EventRetracted')
  return acts.flatMap(({ recorded: { event } }) => {
    const target = corpus.chronicle.event(event.target?.event ?? '')
    return target?.event.evidence ?? []
  }).length
}
