import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql'
import { type Limits, type Measure, type RequestedFields, refusal } from '../../graphql/index.ts'
import { type CacheEntry, SharedCache } from '../../state/index.ts'
import { type Cost, costOf, type Variables, withDefaults } from './cost.ts'
import { type Fragments, orderFragments, spreadNames, type VisitedFragment } from './fragments.ts'
import { type NormalizedQuery, normalizeQuery } from './normal-form.ts'
import { repeatsIn, type Shape, shapeOf } from './shape.ts'
import { type Visited, visitDefinition } from './visit.ts'

/** The most refusals that are reported for one request. */
const MAX_REFUSALS = 20

/** What is kept of a document, bytes for each character of its text: as measured of parsed and analysed queries. */
const CHARACTER_BYTES = 120

/** Analysed documents by their text, and the errors of those that cannot be parsed, in a cache that others may share. */
export class DocumentCache<Value extends object = AnalysedDocument | Error> {
  readonly #cache: SharedCache
  readonly #characterBytes: number
  readonly #documents = new Map<string, CacheEntry & { value: Value }>()

  constructor(cache = new SharedCache(), characterBytes = CHARACTER_BYTES) {
    this.#cache = cache
    this.#characterBytes = characterBytes
  }

  get(text: string): Value | undefined {
    const known = this.#documents.get(text)
    if (known !== undefined) this.#cache.use(known)
    return known?.value
  }

  set(text: string, value: Value): void {
    const known = this.#documents.get(text)
    if (known !== undefined) {
      known.value = value
      this.#cache.use(known)
      return
    }
    const kept = {
      value,
      bytes: text.length * this.#characterBytes,
      dropped: () => this.#documents.delete(text),
    }
    this.#documents.set(text, kept)
    this.#cache.keep(kept)
  }
}

/**
 * A parsed document with all that depends on it and the schema alone. Each of its definitions is visited once. It can be
 * analysed before it is validated: some rules of validation compare every pair of fields.
 */
export class AnalysedDocument {
  readonly ast: DocumentNode
  /** Its errors, once it was validated. */
  validationErrors: readonly GraphQLError[] | undefined
  readonly #operations: readonly AnalysedOperation[]
  /** The limits that the document goes over whatever its variables are. */
  readonly #exceeded: readonly Measure[]
  readonly #limits: Limits

  constructor(ast: DocumentNode, schema: GraphQLSchema, limits: Limits) {
    this.ast = ast
    this.#limits = limits
    const operations: Visited<OperationDefinitionNode>[] = []
    const fragments: Visited<FragmentDefinitionNode>[] = []
    for (const node of ast.definitions) {
      if (node.kind === Kind.OPERATION_DEFINITION) operations.push(visitDefinition(schema, node))
      if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.push(visitDefinition(schema, node))
    }
    const order = orderFragments(fragments)
    this.#exceeded = measuresOf(operations, order, limits).filter(
      ({ limit, measured }) => measured > limits[limit],
    )
    this.#operations = operations.map((each) => new AnalysedOperation(each, { fragments, order }))
  }

  /** The operation of that name, or without a name the only one; undefined if that is ambiguous. */
  operation(name: string | null | undefined): AnalysedOperation | undefined {
    const [first, ...others] = this.#operations
    if (name == null) return others.length === 0 ? first : undefined
    return this.#operations.find(({ node }) => node.name?.value === name)
  }

  /** The cost of the operation, and an error for each limit that it or its document goes over. */
  measure(
    operation: AnalysedOperation | undefined,
    variables: Variables,
  ): { readonly cost?: Cost; readonly errors: readonly GraphQLError[] } {
    const { cost, measures = [] } = operation?.measure(variables) ?? {}
    const exceeded = [
      ...this.#exceeded,
      ...measures.filter(({ limit, measured }) => measured > this.#limits[limit]),
    ]
    const errors = exceeded.slice(0, MAX_REFUSALS).map((measure) => refusal(measure, this.#limits))
    return { ...(cost && { cost }), errors }
  }
}

type Measured = { readonly cost: Cost; readonly measures: readonly Measure[] }

type VisitedDocument = { readonly fragments: readonly VisitedFragment[]; readonly order: Fragments }

/** One operation of a document, with all that depends on the document and the schema alone. */
export class AnalysedOperation {
  readonly node: OperationDefinitionNode
  /** Every field that it may reach, by coordinate: through fragments, under any alias, skipped or not. */
  readonly requestedFields: RequestedFields
  readonly #visited: Visited<OperationDefinitionNode>
  readonly #document: VisitedDocument
  #normalForm: NormalizedQuery | undefined
  #label: string | undefined
  /** Its measures, where no variable has a part in them. */
  #measured: Measured | undefined

  constructor(visited: Visited<OperationDefinitionNode>, document: VisitedDocument) {
    this.node = visited.node
    this.#visited = visited
    this.#document = document
    this.requestedFields = requestedFieldsOf(visited, document.fragments)
  }

  get type(): OperationTypeNode {
    return this.node.operation
  }

  /** As the log names it: `query Name { relationship }`, with those fields at the root that it names itself. */
  get label(): string {
    this.#label ??= labelOf(this.node)
    return this.#label
  }

  /** How many fields it has at the root, fragments spread. Cost: one step for each spread. */
  get rootFields(): number {
    const shapes = new Map<string, Readonly<Shape>>()
    for (const each of this.#document.order.ordered) shapes.set(each.node.name.value, shapeOf(each, shapes))
    return shapeOf(this.#visited, shapes).rootFields
  }

  get normalForm(): NormalizedQuery {
    this.#normalForm ??= normalizeQuery(this.#visited, this.#document.fragments)
    return this.#normalForm
  }

  /**
   * Its cost with these variables, as measures to be compared with the limits. Cost: one step for each selection, once
   * where no variable has a part in it.
   */
  measure(variables: Variables): Measured {
    if (this.#measured !== undefined) return this.#measured
    let usesVariables = false
    const { ordered } = this.#document.order
    const fragments = new Map(ordered.map(({ node, selections }) => [node.name.value, selections] as const))
    const sent = new Proxy(withDefaults(this.node, variables), {
      get: (all, name) => {
        usesVariables = true
        return Reflect.get(all, name)
      },
    })
    const { cost, heaviest } = costOf(this.#visited.selections, fragments, sent)
    const hint = () => `most of it lies under ${heaviest().slice(0, 12).join('.')}`
    const nodes = [this.node]
    const measured: Measured = {
      cost,
      measures: [
        { limit: 'cost', what: 'the answer may hold', measured: cost.things, hint, nodes },
        {
          limit: 'introspectionCost',
          what: 'introspection may list',
          measured: cost.introspected,
          hint,
          nodes,
        },
      ],
    }
    if (!usesVariables) this.#measured = measured
    return measured
  }
}

/** A label is cut after so many characters. */
const LONGEST_LABEL = 200

function labelOf({ operation, name, selectionSet }: OperationDefinitionNode): string {
  const fields = selectionSet.selections.flatMap((each) => (each.kind === Kind.FIELD ? each.name.value : []))
  const own = name === undefined ? operation : `${operation} ${name.value}`
  const text = fields.length === 0 ? own : `${own} { ${fields.join(' ')} }`
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL)}…` : text
}

/** Every field that a definition may reach; each fragment is entered once, where it is first spread. */
function requestedFieldsOf(operation: Visited, all: readonly VisitedFragment[]): RequestedFields {
  const fragments = new Map(all.map((each) => [each.node.name.value, each]))
  const requested = new Map<string, FieldNode>()
  const entered = new Set<string>()
  const enter = (definition: Visited) => {
    for (const each of definition.requested) {
      if (typeof each === 'string') {
        const fragment = entered.has(each) ? undefined : fragments.get(each)
        entered.add(each)
        if (fragment !== undefined) enter(fragment)
      } else if (!requested.has(each[0])) requested.set(...each)
    }
  }
  enter(operation)
  return requested
}

/** Everything about a document that a limit counts, except its cost. */
function measuresOf(
  operations: readonly Visited<OperationDefinitionNode>[],
  { ordered, circular }: Fragments,
  limits: Limits,
): readonly Measure[] {
  const shapes = new Map<string, Readonly<Shape>>()
  for (const fragment of ordered) shapes.set(fragment.node.name.value, shapeOf(fragment, shapes))
  const spread = new Set([...operations, ...ordered, ...circular].flatMap((each) => [...spreadNames(each)]))
  const unspread = ordered.filter(({ node }) => !spread.has(node.name.value))
  const named = new Map(ordered.map(({ node }) => [node.name.value, node]))
  const measured = [
    ...operations.map((each) => ({ node: each.node, shape: shapeOf(each, shapes) })),
    ...unspread.map((each) => ({ node: each.node, shape: { ...shapeOf(each, shapes), rootFields: 0 } })),
  ]
  return [
    { limit: 'operations', what: 'the document has', measured: operations.length },
    { limit: 'fragments', what: 'the document defines', measured: ordered.length + circular.length },
    {
      limit: 'depth',
      what: 'fragments that spread themselves nest',
      measured: circular.length === 0 ? 0 : Infinity,
      nodes: circular.slice(0, 5).map(({ node }) => node),
    },
    ...measured.flatMap(({ node, shape }) => {
      // Repeats are counted with fragments written out, which only a small document can afford.
      const isSmall = shape.fields <= limits.fields && shape.depth <= limits.depth
      const repeats = isSmall ? repeatsIn(node.selectionSet, named) : 0
      return measuresOfShape(shape, repeats).map((measure) => ({ ...measure, nodes: [node] }))
    }),
  ]
}

function measuresOfShape(shape: Readonly<Shape>, repeats: number): readonly Measure[] {
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
