import {
  type ASTNode,
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  isInputType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  validateInputValue,
  visit,
} from 'graphql'
import { namingArgument, publicError } from '../../graphql/index.ts'
import { pathText } from './sizes.ts'

/** The most faults that are reported for one request. */
const MAX_FAULTS = 50

/**
 * Every fault in the values of the variables, each with the variable, the path into it, and the argument that it is used
 * for: `argument "from.date": $from.date: …`.
 */
export function faultyVariables(args: ExecutionArgs): readonly GraphQLError[] {
  const operation = operationOf(args.document, args.operationName)
  const errors: GraphQLError[] = []
  let all: Arguments | undefined
  const places = (variable: string) => {
    all ??= argumentsOf(args.document)
    return argumentsWith(all, variable)
  }
  for (const definition of operation?.variableDefinitions ?? []) {
    errors.push(...faultsOf(args, definition, places))
    if (errors.length >= MAX_FAULTS) break
  }
  return errors.slice(0, MAX_FAULTS)
}

function faultsOf(
  args: ExecutionArgs,
  definition: VariableDefinitionNode,
  placesOf: (variable: string) => readonly string[],
): readonly GraphQLError[] {
  const name = definition.variable.name.value
  const type = typeFromAST(args.schema, definition.type)
  const value = args.variableValues?.[name]
  if (!isInputType(type) || (value === undefined && mayBeOmitted(definition))) return []
  const errors: GraphQLError[] = []
  const report = (error: GraphQLError, path: readonly (string | number)[]) => {
    if (errors.length >= MAX_FAULTS) return
    const into = pathText(path)
    const shown = publicError(error)
    const located = new GraphQLError(`$${name}${into}: ${shown.message}`, {
      nodes: definition,
      extensions: { ...shown.extensions, variable: `${name}${into}` },
    })
    const places = placesOf(name).map((place) => place + into)
    errors.push(namingArgument(located, places.join(' and ') || undefined))
  }
  validateInputValue(value, type, report, args.hideSuggestions)
  return errors
}

function mayBeOmitted({ type, defaultValue }: VariableDefinitionNode): boolean {
  return type.kind !== Kind.NON_NULL_TYPE || defaultValue !== undefined
}

function operationOf(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .find((operation) => name == null || operation.name?.value === name)
}

/** The arguments of a document, each with its position, its path like `from.date`, and the variables in it. */
export type Arguments = readonly {
  readonly start: number
  readonly end: number
  readonly path: string
  readonly variables: readonly string[]
}[]

/** The arguments of a document and the fields of their values, outer ones first. Cost: one visit. */
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

/** The path of the argument around a node, like `from.date`; undefined if it is in none. */
export function argumentAround(all: Arguments, node: ASTNode | undefined): string | undefined {
  const at = node?.loc?.start
  if (at === undefined || node?.kind === Kind.FIELD) return undefined
  return all.findLast(({ start, end }) => start <= at && at < end)?.path
}

/** The paths of the arguments that use a variable, each once. */
export function argumentsWith(all: Arguments, variable: string): readonly string[] {
  const paths = all.filter(({ variables }) => variables.includes(variable)).map(({ path }) => path)
  return [...new Set(paths)]
}
