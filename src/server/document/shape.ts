import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { spreadsIn } from './fragments.ts'

/** How large a set of fields is, with fragments spread wherever they are named. Sums may be Infinity. */
export type Shape = {
  /** Fields within fields, those of introspection apart. */
  readonly depth: number
  readonly introspectionDepth: number
  /** Fields of the set itself. */
  readonly rootFields: number
  readonly fields: number
  readonly aliases: number
  readonly directives: number
  /** The most directives in one place. */
  readonly directivesPerField: number
}

/** The shapes of operations, and of fragments that nothing spreads: those are in none of an operation. */
export type Shapes = {
  readonly operations: ReadonlyMap<OperationDefinitionNode, Shape>
  readonly unspread: ReadonlyMap<FragmentDefinitionNode, Shape>
}

/**
 * The shape of all that a document holds. Fragments, in their order, are measured once, so that the cost is one look at
 * each selection; a spread of what is not among them (circular or unknown) counts as a field.
 */
export function shapesOf(document: DocumentNode, ordered: readonly FragmentDefinitionNode[]): Shapes {
  const fragments = new Map<string, Shape>()
  for (const fragment of ordered)
    fragments.set(fragment.name.value, withDirectives(fragment, shapeOf(fragment.selectionSet, fragments)))
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION)
  const spread = new Set(document.definitions.flatMap(spreadsIn))
  return {
    operations: new Map(operations.map((each) => [each, shapeOfOperation(each, fragments)])),
    unspread: new Map(
      ordered.flatMap((each) => {
        const shape = spread.has(each.name.value) ? undefined : fragments.get(each.name.value)
        return shape === undefined ? [] : [[each, { ...shape, rootFields: 0 }] as const]
      }),
    ),
  }
}

function shapeOfOperation(operation: OperationDefinitionNode, fragments: ReadonlyMap<string, Shape>): Shape {
  const { selectionSet, variableDefinitions = [] } = operation
  return [operation, ...variableDefinitions].reduce(
    (sum, each) => withDirectives(each, sum),
    shapeOf(selectionSet, fragments),
  )
}

const NOTHING: Shape = {
  depth: 0,
  introspectionDepth: 0,
  rootFields: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  directivesPerField: 0,
}

/** A spread of what is not there is looked at like a field. */
const UNKNOWN: Shape = { ...NOTHING, fields: 1 }

function shapeOf({ selections }: SelectionSetNode, fragments: ReadonlyMap<string, Shape>): Shape {
  return selections.reduce((sum, each) => together(sum, shapeOfSelection(each, fragments)), NOTHING)
}

function shapeOfSelection(selection: SelectionNode, fragments: ReadonlyMap<string, Shape>): Shape {
  return withDirectives(selection, bare(selection, fragments))
}

function bare(selection: SelectionNode, fragments: ReadonlyMap<string, Shape>): Shape {
  if (selection.kind === Kind.FRAGMENT_SPREAD) return fragments.get(selection.name.value) ?? UNKNOWN
  if (selection.kind === Kind.INLINE_FRAGMENT) return shapeOf(selection.selectionSet, fragments)
  const inner = selection.selectionSet === undefined ? NOTHING : shapeOf(selection.selectionSet, fragments)
  const { name, alias } = selection
  const introspects = name.value === '__schema' || name.value === '__type'
  return {
    ...inner,
    depth: introspects ? 1 : inner.depth + 1,
    introspectionDepth: introspects ? inner.depth + 1 : inner.introspectionDepth,
    rootFields: 1,
    fields: inner.fields + 1,
    aliases: inner.aliases + (alias === undefined ? 0 : 1),
  }
}

function withDirectives(
  { directives = [] }: { readonly directives?: readonly object[] | undefined },
  shape: Shape,
): Shape {
  if (directives.length === 0) return shape
  return {
    ...shape,
    directives: shape.directives + directives.length,
    directivesPerField: Math.max(shape.directivesPerField, directives.length),
  }
}

function together(one: Shape, other: Shape): Shape {
  return {
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
    rootFields: one.rootFields + other.rootFields,
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    directivesPerField: Math.max(one.directivesPerField, other.directivesPerField),
  }
}
