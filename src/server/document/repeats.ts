import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

/**
 * How many fields come to lie on one another at most: of one name, in one place of the answer, fragments spread. Each
 * two of those are compared when a document is validated. Cost: one look at each field as often as it is spread, so
 * that it is asked only of what has few.
 */
export function repeatsIn(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  return repeatsInMerged([set], fragments)
}

/** The same of sets that are one in the answer. */
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
