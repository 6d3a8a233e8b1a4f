import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  typeFromAST,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { ConcreteRequest } from 'relay-runtime'

/**
 * A document as Relay's runtime takes it, in the form that Relay's compiler writes (its compiler is a binary, and is not
 * installed): of fields, arguments given in the text, and inline fragments on object types.
 */
export function relayRequest(schema: GraphQLSchema, document: DocumentNode): ConcreteRequest {
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected one operation')
  const types = outputTypes(schema, document)
  const selectionsOf = (set: SelectionSetNode): readonly object[] =>
    set.selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        throw new Error('a fragment with a name is not written here')
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition && typeFromAST(schema, selection.typeCondition)
        if (!isObjectType(type)) throw new Error('expected an inline fragment on an object type')
        return {
          kind: 'InlineFragment',
          type: type.name,
          abstractKey: null,
          selections: selectionsOf(selection.selectionSet),
        }
      }
      const own = {
        alias: selection.alias?.value ?? null,
        args: argumentsOf(selection.arguments ?? []),
        name: selection.name.value,
        storageKey: null,
      }
      if (selection.selectionSet === undefined) return { ...own, kind: 'ScalarField' }
      const type = types.get(selection)
      const named = type && getNamedType(type)
      if (type === undefined || !isCompositeType(named)) throw new Error(`what is ${own.name}?`)
      return {
        ...own,
        kind: 'LinkedField',
        concreteType: isObjectType(named) ? named.name : null,
        plural: isListType(getNullableType(type)),
        selections: selectionsOf(selection.selectionSet),
      }
    })
  const name = operation.name?.value ?? 'Question'
  const selections = selectionsOf(operation.selectionSet)
  const root =
    operation.operation === 'query'
      ? 'Query'
      : operation.operation === 'mutation'
        ? 'Mutation'
        : 'Subscription'
  const request: unknown = {
    kind: 'Request',
    fragment: { kind: 'Fragment', name, type: root, metadata: null, argumentDefinitions: [], selections },
    operation: { kind: 'Operation', name, argumentDefinitions: [], selections },
    params: { id: null, cacheID: name, metadata: {}, name, operationKind: operation.operation, text: name },
  }
  if (isRequest(request)) return request
  throw new Error('no request')
}

function isRequest(value: unknown): value is ConcreteRequest {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Request'
}

/** The type of each field of a document. */
function outputTypes(schema: GraphQLSchema, document: DocumentNode): Map<object, GraphQLOutputType> {
  const info = new TypeInfo(schema)
  const types = new Map<object, GraphQLOutputType>()
  visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        const type = info.getType()
        if (type != null) types.set(node, type)
      },
    }),
  )
  return types
}

function argumentsOf(written: readonly ArgumentNode[]): readonly object[] | null {
  if (written.length === 0) return null
  return written
    .map(({ name, value }) => ({ kind: 'Literal', name: name.value, value: valueFromASTUntyped(value) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
