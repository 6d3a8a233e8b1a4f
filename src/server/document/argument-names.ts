import { type ASTNode, type DocumentNode, Kind, visit } from 'graphql'

/** Where the arguments of a document stand: each with its names, as in `from.date`, and the variables put into it. */
export type Arguments = readonly {
  readonly start: number
  readonly end: number
  readonly path: string
  readonly variables: readonly string[]
}[]

/** The arguments of a document and the fields of their values, outer ones first. Cost: one look at each node. */
export function argumentsOf(document: DocumentNode): Arguments {
  const found: { start: number; end: number; path: string; variables: string[] }[] = []
  const within: typeof found = []
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) {
        const outer = within.at(-1)?.path
        const { start = 0, end = 0 } = node.loc ?? {}
        const path = outer === undefined ? node.name.value : `${outer}.${node.name.value}`
        const argument = { start, end, path, variables: [] }
        found.push(argument)
        within.push(argument)
      } else if (node.kind === Kind.VARIABLE) within.at(-1)?.variables.push(node.name.value)
    },
    leave(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) within.pop()
    },
  })
  return found
}

/** The argument in which a node stands, as in `from.date`; nothing where it stands in none. */
export function argumentAround(all: Arguments, node: ASTNode | undefined): string | undefined {
  const at = node?.loc?.start
  if (at === undefined || node?.kind === Kind.FIELD) return undefined
  return all.findLast(({ start, end }) => start <= at && at < end)?.path
}

/** The arguments that a variable is put into, each once, as in `from.date`. */
export function argumentsWith(all: Arguments, variable: string): readonly string[] {
  const paths = all.filter(({ variables }) => variables.includes(variable)).map(({ path }) => path)
  return [...new Set(paths)]
}
