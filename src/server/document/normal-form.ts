import {
  BREAK,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  separateOperations,
  stripIgnoredCharacters,
  visit,
} from 'graphql'
import { sha256Hex } from '../../event/index.ts'

/**
 * A query in normal form, the same for all that differ only in white space or comments: reduced to the operation that
 * runs and the fragments that it spreads, printed, and without the tokens that GraphQL ignores.
 */
export type NormalizedQuery = {
  readonly document: string
  /** Hex SHA-256 of that text. */
  readonly digest: string
  /** Its name, if it has one. */
  readonly name: string | undefined
  /** The variables that it declares; others that are sent are ignored. */
  readonly variables: readonly string[]
  /** Whether it asks for the schema, which no position pins. */
  readonly introspects: boolean
}

/** The normal form of one operation of a document. Cost: the length of the document. */
export function normalizeQuery(document: DocumentNode, operation: OperationDefinitionNode): NormalizedQuery {
  const name = operation.name?.value
  const own = separateOperations(document)[name ?? ''] ?? document
  const text = stripIgnoredCharacters(print(own))
  return {
    document: text,
    digest: sha256Hex(text),
    name,
    variables: (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value),
    introspects: introspects(own),
  }
}

function introspects(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Field({ kind, name: { value } }) {
      if (kind !== Kind.FIELD || (value !== '__schema' && value !== '__type')) return undefined
      found = true
      return BREAK
    },
  })
  return found
}
