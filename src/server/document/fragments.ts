import type { FragmentDefinitionNode } from 'graphql'
import type { Visited } from './visit.ts'

export type VisitedFragment = Visited<FragmentDefinitionNode>

/** The fragments of a document, each after those that it spreads, and those that spread themselves. */
export type Fragments = {
  readonly ordered: readonly VisitedFragment[]
  readonly circular: readonly VisitedFragment[]
}

/**
 * Orders fragments topologically (Kahn's algorithm). One that spreads a circular one counts as circular, too: neither
 * has an end. Cost: one step for each spread.
 */
export function orderFragments(all: readonly VisitedFragment[]): Fragments {
  const byName = Map.groupBy(all, ({ node }) => node.name.value)
  const waiting = new Map<VisitedFragment, number>()
  const spreaders = new Map<string, VisitedFragment[]>()
  for (const fragment of all) {
    const names = [...spreadNames(fragment)].filter((name) => byName.has(name))
    waiting.set(
      fragment,
      names.reduce((sum, name) => sum + (byName.get(name)?.length ?? 0), 0),
    )
    for (const name of names) spreaders.getOrInsertComputed(name, () => []).push(fragment)
  }
  const ordered = all.filter((fragment) => waiting.get(fragment) === 0)
  // It grows while it is walked.
  for (const { node } of ordered)
    for (const spreader of spreaders.get(node.name.value) ?? []) {
      const left = (waiting.get(spreader) ?? 0) - 1
      waiting.set(spreader, left)
      if (left === 0) ordered.push(spreader)
    }
  return { ordered, circular: all.filter((fragment) => (waiting.get(fragment) ?? 0) > 0) }
}

/** The names of the fragments that a definition spreads, each once. */
export function spreadNames({ spreads }: Pick<Visited, 'spreads'>): ReadonlySet<string> {
  return new Set(spreads.map(({ name }) => name))
}
