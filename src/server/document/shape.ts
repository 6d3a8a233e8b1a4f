import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

/** The size of a set of fields, fragments written out. Sums may be Infinity. */
export type Shape = {
  /** Nested fields; a field of introspection counts, those within it do not. */
  depth: number
  introspectionDepth: number
  /** Fields of the set itself. */
  rootFields: number
  fields: number
  aliases: number
  directives: number
  /** The most directives in one place. */
  directivesPerField: number
}

/** A spread of a fragment, and what surrounds it in its definition. */
export type Spread = {
  readonly name: string
  /** How many fields are around it; in introspection, only those of introspection. */
  readonly depth: number
  readonly position: 'outside introspection' | 'in introspection' | 'in nested introspection'
  readonly atRoot: boolean
}

export const EMPTY_SHAPE: Readonly<Shape> = {
  depth: 0,
  introspectionDepth: 0,
  rootFields: 0,
  fields: 0,
  aliases: 0,
  directives: 0,
  directivesPerField: 0,
}

/** An unknown fragment counts as a field. */
const UNKNOWN: Readonly<Shape> = { ...EMPTY_SHAPE, fields: 1 }

/** The shape of a definition with its fragments written out, whose shapes are known. Cost: one step for each spread. */
export function shapeOf(
  own: { readonly shape: Readonly<Shape>; readonly spreads: readonly Spread[] },
  fragments: ReadonlyMap<string, Readonly<Shape>>,
): Readonly<Shape> {
  const shape = { ...own.shape }
  for (const { name, depth, position, atRoot } of own.spreads) {
    const fragment = fragments.get(name) ?? UNKNOWN
    shape.fields += fragment.fields
    shape.aliases += fragment.aliases
    shape.directives += fragment.directives
    shape.directivesPerField = Math.max(shape.directivesPerField, fragment.directivesPerField)
    if (atRoot) shape.rootFields += fragment.rootFields
    if (position === 'outside introspection') {
      shape.depth = Math.max(shape.depth, depth + fragment.depth)
      shape.introspectionDepth = Math.max(shape.introspectionDepth, fragment.introspectionDepth)
    } else if (position === 'in introspection')
      shape.introspectionDepth = Math.max(shape.introspectionDepth, depth + fragment.depth)
  }
  return shape
}

/**
 * The most fields that are merged in one place of the answer: with the same response name, fragments written out.
 * Validation compares each pair of them. Cost: one step for each field as often as it is spread, so it must only be called
 * for small documents.
 */
export function repeatsIn(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  return repeatsInMerged([set], fragments)
}

/** The same for sets that are merged in the answer. */
function repeatsInMerged(
  merged: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  const sets = [...merged]
  const byName = new Map<string, FieldNode[]>()
  // It grows while it is walked.
  for (const { selections } of sets)
    for (const selection of selections)
      if (selection.kind === Kind.FIELD)
        byName.getOrInsertComputed((selection.alias ?? selection.name).value, () => []).push(selection)
      else {
        const inner =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
        if (inner !== undefined) sets.push(inner.selectionSet)
      }
  return byName.values().reduce((most, fields) => {
    const inner = fields.flatMap(({ selectionSet }) => selectionSet ?? [])
    return Math.max(most, fields.length, inner.length === 0 ? 0 : repeatsInMerged(inner, fragments))
  }, 0)
}
