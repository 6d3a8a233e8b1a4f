import { type DefinitionNode, type DocumentNode, type FragmentDefinitionNode, Kind } from 'graphql'

/** The fragments of a document, each after those that it spreads, and those that lead back to themselves. */
export type Fragments = {
  readonly ordered: readonly FragmentDefinitionNode[]
  readonly circular: readonly FragmentDefinitionNode[]
}

/**
 * Puts fragments in an order in which each can be measured once (Kahn's). What spreads a circular one counts as
 * circular, too: neither has an end. Cost: one look at each selection and each spread.
 */
export function fragmentsOf(document: DocumentNode): Fragments {
  const all = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
  const byName = Map.groupBy(all, ({ name }) => name.value)
  const waiting = new Map<FragmentDefinitionNode, number>()
  const spreaders = new Map<string, FragmentDefinitionNode[]>()
  for (const fragment of all) {
    const named = spreadsIn(fragment).filter((name) => byName.has(name))
    waiting.set(
      fragment,
      named.reduce((sum, name) => sum + (byName.get(name)?.length ?? 0), 0),
    )
    for (const name of named) spreaders.getOrInsertComputed(name, () => []).push(fragment)
  }
  const ordered = all.filter((fragment) => waiting.get(fragment) === 0)
  // It grows while it is walked.
  for (const { name } of ordered)
    for (const spreader of spreaders.get(name.value) ?? []) {
      const left = (waiting.get(spreader) ?? 0) - 1
      waiting.set(spreader, left)
      if (left === 0) ordered.push(spreader)
    }
  return { ordered, circular: all.filter((fragment) => (waiting.get(fragment) ?? 0) > 0) }
}

/** The names that are spread somewhere in a definition, each once. */
export function spreadsIn(definition: DefinitionNode): readonly string[] {
  const names = new Set<string>()
  const sets = 'selectionSet' in definition ? [definition.selectionSet] : []
  // It grows while it is walked.
  for (const { selections } of sets)
    for (const selection of selections)
      if (selection.kind === Kind.FRAGMENT_SPREAD) names.add(selection.name.value)
      else if (selection.selectionSet !== undefined) sets.push(selection.selectionSet)
  return [...names]
}
