import { type ASTNode, Kind, type OperationDefinitionNode, print, stripIgnoredCharacters } from 'graphql'
import { sha256Hex } from '../../event/index.ts'
import type { VisitedFragment } from './fragments.ts'
import type { Visited } from './visit.ts'

/**
 * A query in normal form, the same for all that differ only in white space or comments: reduced to the operation that
 * runs and the fragments that it spreads, printed, and without the tokens that GraphQL ignores.
 */
export type NormalizedQuery = {
  readonly document: string
  /** The same as a value in a query string: every answer gives its address. */
  readonly inAddress: string
  /** Hex SHA-256 of that text. */
  readonly digest: string
  /** Its name, if it has one. */
  readonly name: string | undefined
  /** The variables that it declares; others that are sent are ignored. */
  readonly variables: readonly string[]
  /** Whether it asks for the schema, which no position pins. */
  readonly introspects: boolean
}

/**
 * The normal form of an operation, given all fragments of its document. Definitions stand in the order of the document.
 * Cost: the length of the document.
 */
export function normalizeQuery(
  operation: Visited<OperationDefinitionNode>,
  fragments: readonly VisitedFragment[],
): NormalizedQuery {
  const own = withFragments(operation, fragments)
  const definitions = [...own].map(({ node }) => node).sort((one, other) => startOf(one) - startOf(other))
  const document = stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions }))
  const { name, variableDefinitions = [] } = operation.node
  return {
    document,
    inAddress: encodeInAddress(document),
    digest: sha256Hex(document),
    name: name?.value,
    variables: variableDefinitions.map(({ variable }) => variable.name.value),
    introspects: [...own].some(({ introspects }) => introspects),
  }
}

/** An operation with every fragment that it spreads, directly or not. */
function withFragments(operation: Visited, all: readonly VisitedFragment[]): ReadonlySet<Visited> {
  const fragments = Map.groupBy(all, ({ node }) => node.name.value)
  const found = new Set<Visited>([operation])
  // It grows while it is walked.
  for (const { spreads } of found)
    for (const { name } of spreads) for (const fragment of fragments.get(name) ?? []) found.add(fragment)
  return found
}

function startOf({ loc }: ASTNode): number {
  return loc?.start ?? 0
}

/**
 * A value in a query string: percent-encoded but for characters that RFC 3986 allows there and that do not end a URL in
 * Markdown or a quoted string in a shell, so that it stays readable.
 */
export function encodeInAddress(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replace(/%(3A|2C|2F|40)/g, (code) => decodeURIComponent(code))
}
