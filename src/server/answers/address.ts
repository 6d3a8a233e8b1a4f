/** The longest address that is told, in characters: more than fits into some servers' and readers' lines. */
const LONGEST = 6_000

/** A question as an address has it: by its text, or by the id of a trusted document and the name of an operation. */
export type Asked = (
  | { readonly query: string }
  | { readonly documentId: string; readonly operationName?: string | undefined }
) & {
  /** Canonical JSON; empty where there are none. */
  readonly variables: string
  readonly at: string
}

/** The query of an answer's own address, `?query=…&variables=…&at=…`; undefined where it is too long to be told. */
export function addressOf({ variables, at, ...asked }: Asked): string | undefined {
  const named =
    'query' in asked
      ? [['query', asked.query]]
      : [
          ['documentId', asked.documentId],
          ['operationName', asked.operationName],
        ]
  const pairs = [...named, ['variables', variables], ['at', at]]
  const address = `?${pairs
    .flatMap(([name, value]) => (value === undefined || value === '' ? [] : `${name}=${written(value)}`))
    .join('&')}`
  return address.length > LONGEST ? undefined : address
}

/**
 * A value in a query: percent-encoded but for what RFC 3986 lets stand there and nobody takes for an end, so that it can
 * be read, put into a line of Markdown or between quotes in a shell.
 */
function written(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replace(/%(3A|2C|2F|40)/g, (code) => decodeURIComponent(code))
}
