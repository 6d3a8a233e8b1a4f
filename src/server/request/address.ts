/** The longest address that is given, in characters: many servers and readers accept no longer one. */
const MAX_LENGTH = 6_000

/** A query in an address: by its text, or by the id of a trusted document and the name of an operation. */
type AddressedQuery = (
  | { readonly query: string }
  | { readonly documentId: string; readonly operationName?: string | undefined }
) & {
  /** Canonical JSON; empty if there are none. */
  readonly variables: string
  readonly at: string
}

/** The query of an answer's own address, `?query=…&variables=…&at=…`; undefined if it would be too long. */
export function addressOf({ variables, at, ...query }: AddressedQuery): string | undefined {
  const named =
    'query' in query
      ? [['query', query.query]]
      : [
          ['documentId', query.documentId],
          ['operationName', query.operationName],
        ]
  const pairs = [...named, ['variables', variables], ['at', at]]
  const address = `?${pairs
    .flatMap(([name, value]) => (value === undefined || value === '' ? [] : `${name}=${encoded(value)}`))
    .join('&')}`
  return address.length > MAX_LENGTH ? undefined : address
}

/**
 * A value in a query string: percent-encoded but for characters that RFC 3986 allows there and that do not end a URL in
 * Markdown or a quoted string in a shell, so that it stays readable.
 */
function encoded(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replace(/%(3A|2C|2F|40)/g, (code) => decodeURIComponent(code))
}
