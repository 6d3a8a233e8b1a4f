import type { ExportRequest, Format, Written } from './format.ts'
import { provenanceGraph } from './provenance-graph.ts'
import { type Literal, type Node, PREFIXES } from './rdf.ts'

export const turtleFormat: Format = {
  name: 'ttl',
  path: '.ttl',
  type: 'text/turtle; charset=utf-8',
  says: 'The same statements as the JSON-LD, as Turtle',
  paged: true,
  load: async () => writeTurtle,
}

/** Turtle 1.1, by n3: the same statements as the JSON-LD has. */
export async function writeTurtle(request: ExportRequest): Promise<Written> {
  const { DataFactory, Writer } = await import('n3')
  const { statements, next } = await provenanceGraph(request)
  const { blankNode, literal, namedNode, quad } = DataFactory
  const node = (each: Node) => ('iri' in each ? namedNode(each.iri) : blankNode(each.blank))
  const object = (each: Node | Literal) =>
    'value' in each ? literal(each.value, each.datatype && namedNode(each.datatype)) : node(each)
  const writer = new Writer({ prefixes: PREFIXES })
  await request.inSteps(
    (function* () {
      for (const [index, [subject, predicate, named]] of statements.entries()) {
        if (index % STEP === 0) yield
        writer.addQuad(quad(node(subject), namedNode(predicate), object(named)))
      }
    })(),
  )
  const body = await new Promise<string>((resolve, reject) =>
    writer.end((error, result) => (error ? reject(error) : resolve(result))),
  )
  return { body, ...(next !== undefined && { next }) }
}

const STEP = 200
