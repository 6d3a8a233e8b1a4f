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
 * A query in the one form of all that differ only in white space, comments and the like: cut down to the operation that
 * is asked and the fragments that it spreads, printed, and without what GraphQL ignores.
 */
export type Question = {
  readonly document: string
  /** Hex SHA-256 of that text. */
  readonly digest: string
  /** Its name, if it has one. */
  readonly name: string | undefined
  /** The variables that it declares: any others that are sent mean nothing. */
  readonly variables: readonly string[]
  /** Whether it asks for the schema itself, which no position pins. */
  readonly introspects: boolean
}

/** The question that an operation of a document asks. Cost: the length of the document. */
export function questionOf(document: DocumentNode, operation: OperationDefinitionNode): Question {
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
