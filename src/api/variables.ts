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
import { argumentsWith } from './argument-names.ts'
import { namingArgument, publicError } from './errors.ts'

/**
 * Every fault of the values that a request gives its variables, each with the variable, the path into it, and
 * the argument that it is put into: `argument "from.date" ($from.date)`.
 */
export function faultyVariables(args: ExecutionArgs): readonly GraphQLError[] {
  const operation = operationOf(args.document, args.operationName)
  return (operation?.variableDefinitions ?? []).flatMap((definition) => faultsOf(args, definition))
}

function faultsOf(args: ExecutionArgs, definition: VariableDefinitionNode): readonly GraphQLError[] {
  const name = definition.variable.name.value
  const type = typeFromAST(args.schema, definition.type)
  const value = args.variableValues?.[name]
  if (!isInputType(type) || (value === undefined && mayBeOmitted(definition))) return []
  const errors: GraphQLError[] = []
  validateInputValue(value, type, (error, path) => {
    const into = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    const places = argumentsWith(args.document, name).map((place) => `${place}${into}`)
    const shown = publicError(error)
    const located = new GraphQLError(`$${name}${into}: ${shown.message}`, {
      nodes: definition,
      extensions: { ...shown.extensions, variable: `${name}${into}` },
    })
    errors.push(namingArgument(located, places.join(' and ') || undefined))
  })
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
