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
import { LIMITS, tooLarge } from './document-limits.ts'
import { namingArgument, publicError } from './errors.ts'

/** No more faults of one request are told than this. */
const MOST = 50

/**
 * Every fault of the values that a request gives its variables, each with the variable, the path into it, and
 * the argument that it is put into: `argument "from.date": $from.date: …`.
 */
export function faultyVariables(args: ExecutionArgs): readonly GraphQLError[] {
  const operation = operationOf(args.document, args.operationName)
  return (operation?.variableDefinitions ?? [])
    .flatMap((definition) => faultsOf(args, definition))
    .slice(0, MOST)
}

function faultsOf(args: ExecutionArgs, definition: VariableDefinitionNode): readonly GraphQLError[] {
  const name = definition.variable.name.value
  const type = typeFromAST(args.schema, definition.type)
  const value = args.variableValues?.[name]
  if (!isInputType(type) || (value === undefined && mayBeOmitted(definition))) return []
  const places = argumentsWith(args.document, name)
  const errors: GraphQLError[] = []
  const report = (error: GraphQLError, path: readonly (string | number)[]) => {
    if (errors.length >= MOST) return
    const into = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
    const shown = publicError(error)
    const located = new GraphQLError(`$${name}${into}: ${shown.message}`, {
      nodes: definition,
      extensions: { ...shown.extensions, variable: `${name}${into}` },
    })
    errors.push(namingArgument(located, places.map((place) => place + into).join(' and ') || undefined))
  }
  checkSize(value, report)
  if (errors.length === 0) validateInputValue(value, type, report)
  return errors
}

/** Reports every string and list that is longer, and all that nests deeper, than a question needs. */
function checkSize(
  value: unknown,
  report: (error: GraphQLError, path: readonly (string | number)[]) => void,
  path: readonly (string | number)[] = [],
): void {
  if (typeof value === 'string' && value.length > LIMITS.string)
    report(tooLarge(`a string has ${value.length} characters`, LIMITS.string), path)
  if (typeof value !== 'object' || value === null) return
  const inside = Object.entries(value)
  if (path.length >= LIMITS.nesting) report(tooLarge('a value nests too deep', LIMITS.nesting), [])
  else if (inside.length > LIMITS.list)
    report(tooLarge(`a list has ${inside.length} things`, LIMITS.list), path)
  else
    for (const [step, each] of inside)
      checkSize(each, report, [...path, Array.isArray(value) ? Number(step) : step])
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
