import type { ExportRequest, Format, Written } from './format.ts'
import { provenanceGraph } from './provenance-graph.ts'
import { JSON_TYPE, type Literal, type Node, PREFIXES, type Statement, TYPE } from './rdf.ts'

export const jsonLdFormat: Format = {
  name: 'jsonld',
  path: '.jsonld',
  type: 'application/ld+json',
  says: 'Where every event comes from, in PROV-O and Web Annotation, as JSON-LD',
  paged: true,
  load: async () => writeJsonLd,
}

/** A node of JSON-LD: its own members, and by compact term what it names. */
type JsonNode = { [member: string]: unknown }

/** JSON-LD 1.1 with its context in itself, so that nobody fetches one. What only one node names stands within that node. */
export async function writeJsonLd(request: ExportRequest): Promise<Written> {
  const { statements, next } = await provenanceGraph(request)
  const nodes = await request.inSteps(nodesOf(statements))
  const body = `${JSON.stringify({ '@context': PREFIXES, '@graph': nodes }, undefined, 2)}\n`
  return { body, ...(next !== undefined && { next }) }
}

const STEP = 200

function* nodesOf(statements: readonly Statement[]): Generator<undefined, readonly JsonNode[]> {
  const nodes = new Map<string, JsonNode>()
  const inner = new Set<string>()
  const nodeOf = (node: Node) =>
    nodes.getOrInsertComputed(keyOf(node), () => ('iri' in node ? { '@id': node.iri } : {}))
  let written = 0
  for (const [subject, predicate, object] of statements) {
    if (++written % STEP === 0) yield
    const node = nodeOf(subject)
    if (predicate === TYPE && 'iri' in object) {
      add(node, '@type', compact(object.iri))
      continue
    }
    if ('blank' in object) inner.add(keyOf(object))
    const value =
      'iri' in object ? { '@id': object.iri } : 'blank' in object ? nodeOf(object) : literalOf(object)
    add(node, compact(predicate), value)
  }
  return [...nodes].filter(([key]) => !inner.has(key)).map(([, node]) => node)
}

/** Each statement counts once; several values of one term are a list. */
function add(node: JsonNode, member: string, value: unknown): void {
  const before = node[member]
  if (before === undefined) node[member] = value
  else if (Array.isArray(before)) before.push(value)
  else node[member] = [before, value]
}

function literalOf({ value, datatype }: Literal): unknown {
  if (datatype === undefined) return value
  if (datatype === JSON_TYPE) return { '@value': JSON.parse(value), '@type': '@json' }
  return { '@value': value, '@type': compact(datatype) }
}

function keyOf(node: Node): string {
  return 'iri' in node ? node.iri : `_:${node.blank}`
}

function compact(iri: string): string {
  const [prefix, base] = Object.entries(PREFIXES).find(([, base]) => iri.startsWith(base)) ?? []
  return prefix === undefined || base === undefined ? iri : `${prefix}:${iri.slice(base.length)}`
}
