import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql'

/** The argument in which a node stands, as in `from.date`; nothing where it stands in none. */
export function argumentAround(document: DocumentNode, node: ASTNode | undefined): string | undefined {
  const at = node?.loc?.start
  if (at === undefined || node?.kind === Kind.FIELD) return undefined
  const names: string[] = []
  visit(document, {
    enter(each) {
      if (each.kind === Kind.ARGUMENT || each.kind === Kind.OBJECT_FIELD)
        if (each.loc !== undefined && each.loc.start <= at && at < each.loc.end) names.push(each.name.value)
    },
  })
  return names.length === 0 ? undefined : names.join('.')
}

/** The arguments that a variable is put into, each once, as in `from.date`. */
export function argumentsWith(document: DocumentNode, variable: string): readonly string[] {
  const within: string[] = []
  const found = new Set<string>()
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) within.push(node.name.value)
      if (node.kind === Kind.VARIABLE && node.name.value === variable && within.length > 0)
        found.add(within.join('.'))
    },
    leave(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) within.pop()
    },
  })
  return [...found]
}
