import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql'
import type { Limits } from '../../graphql/index.ts'
import { type Measure, refusal } from '../../graphql/index.ts'
import { type Cost, priceOperation } from './cost.ts'
import { type Fragments, fragmentsOf } from './fragments.ts'
import type { Variables } from './page-size.ts'
import { repeatsIn } from './repeats.ts'
import { type Shape, shapesOf } from './shape.ts'

/** An operation as it is asked to run: in a document, by its name where there are several, with variables. */
export type Asked = {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables: Variables
}

/** No more refusals of one request are told than this. */
const MOST = 20

/**
 * What an operation costs, none where it is not clear which is to run; and every limit that its document goes over.
 * To be asked before it is validated: some rules look at every pair of fields. Cost: one look at each selection.
 */
export function measureOperation(
  asked: Asked,
  schema: GraphQLSchema,
  limits: Limits,
): { readonly cost?: Cost; readonly errors: readonly GraphQLError[] } {
  const fragments = fragmentsOf(asked.document)
  const { cost, measures } = measuresOfCost(asked, schema, fragments)
  const errors = [...measuresOfDocument(asked, fragments, limits), ...measures]
    .filter(({ limit, measured }) => measured > limits[limit])
    .slice(0, MOST)
    .map((measure) => refusal(measure, limits))
  return { ...(cost && { cost }), errors }
}

function measuresOfDocument(
  { document }: Asked,
  { ordered, circular }: Fragments,
  limits: Limits,
): readonly Measure[] {
  const shapes = shapesOf(document, ordered)
  const named = new Map(ordered.map((each) => [each.name.value, each]))
  const endless = circular.length === 0 ? 0 : Infinity
  return [
    { limit: 'operations', what: 'the document has', measured: shapes.operations.size },
    { limit: 'fragments', what: 'the document defines', measured: ordered.length + circular.length },
    {
      limit: 'depth',
      what: 'fragments that spread themselves nest',
      measured: endless,
      nodes: circular.slice(0, 5),
    },
    ...[...shapes.operations, ...shapes.unspread].flatMap(([definition, shape]) => {
      const few = shape.fields <= limits.fields && shape.depth <= limits.depth
      const repeats = few ? repeatsIn(definition.selectionSet, named) : 0
      return measuresOfShape(shape, repeats).map((measure) => ({ ...measure, nodes: [definition] }))
    }),
  ]
}

function measuresOfShape(shape: Shape, repeats: number): readonly Measure[] {
  return [
    { limit: 'depth', what: 'fields nest', measured: shape.depth },
    { limit: 'introspectionDepth', what: 'introspection nests', measured: shape.introspectionDepth },
    { limit: 'rootFields', what: 'the root has', measured: shape.rootFields },
    { limit: 'fields', what: 'there are', measured: shape.fields },
    { limit: 'repeats', what: 'one place has', measured: repeats },
    { limit: 'aliases', what: 'there are', measured: shape.aliases },
    { limit: 'directives', what: 'there are', measured: shape.directives },
    { limit: 'directivesPerField', what: 'one place has', measured: shape.directivesPerField },
  ]
}

function measuresOfCost(
  { document, operationName, variables }: Asked,
  schema: GraphQLSchema,
  { ordered }: Fragments,
): { readonly cost?: Cost; readonly measures: readonly Measure[] } {
  const operation = getOperationAST(document, operationName)
  if (operation == null) return { measures: [] }
  const { cost, heaviest } = priceOperation(schema, operation, ordered, variables)
  const hint = () => `most of it lies under ${heaviest().slice(0, 12).join('.')}`
  const measures: readonly Measure[] = [
    { limit: 'cost', what: 'the answer may hold', measured: cost.things, hint },
    { limit: 'introspectionCost', what: 'introspection may list', measured: cost.introspected, hint },
  ]
  return { cost, measures: measures.map((measure) => ({ ...measure, nodes: [operation] })) }
}
