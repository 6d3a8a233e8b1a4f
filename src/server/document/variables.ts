import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  isInputType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  validateInputValue,
} from 'graphql'
import type { Limits } from '../../graphql/index.ts'
import { namingArgument, publicError } from '../../graphql/index.ts'
import { type Arguments, argumentsOf, argumentsWith } from './argument-names.ts'
import { reportSizes } from './sizes.ts'

/** No more faults of one request are told than this. */
const MOST = 50

/**
 * Every fault of the values that a request gives its variables, each with the variable, the path into it, and
 * the argument that it is put into: `argument "from.date": $from.date: …`.
 */
export function faultyVariables(args: ExecutionArgs, limits: Limits): readonly GraphQLError[] {
  const operation = operationOf(args.document, args.operationName)
  const errors: GraphQLError[] = []
  let all: Arguments | undefined
  const places = (variable: string) => {
    all ??= argumentsOf(args.document)
    return argumentsWith(all, variable)
  }
  for (const definition of operation?.variableDefinitions ?? []) {
    errors.push(...faultsOf(args, definition, limits, places))
    if (errors.length >= MOST) break
  }
  return errors.slice(0, MOST)
}

function faultsOf(
  args: ExecutionArgs,
  definition: VariableDefinitionNode,
  limits: Limits,
  placesOf: (variable: string) => readonly string[],
): readonly GraphQLError[] {
  const name = definition.variable.name.value
  const type = typeFromAST(args.schema, definition.type)
  const value = args.variableValues?.[name]
  if (!isInputType(type) || (value === undefined && mayBeOmitted(definition))) return []
  const errors: GraphQLError[] = []
  const report = (error: GraphQLError, path: readonly (string | number)[]) => {
    if (errors.length >= MOST) return
    const into = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    const shown = publicError(error)
    const located = new GraphQLError(`$${name}${into}: ${shown.message}`, {
      nodes: definition,
      extensions: { ...shown.extensions, variable: `${name}${into}` },
    })
    const places = placesOf(name).map((place) => place + into)
    errors.push(namingArgument(located, places.join(' and ') || undefined))
  }
  reportSizes(value, limits, report)
  if (errors.length === 0) validateInputValue(value, type, report, args.hideSuggestions)
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
