/** A request as bytes, to be sent as they are: what no client library would send is what matters here. */
export type Hostile = {
  /** What it tries, to be found again. */
  readonly name: string
  readonly bytes: Buffer
}

export type Headers = Readonly<Record<string, string>>

const CLOSING: Headers = { host: 'localhost', connection: 'close' }

/** A question by POST; half of them as legacy clients ask, and half as the specification would have it. */
export function post(name: string, body: string | Buffer | object, headers: Headers = {}): Hostile {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const head = {
    ...CLOSING,
    'content-type': 'application/json',
    accept: 'application/graphql-response+json',
    'content-length': String(bytes.length),
    ...headers,
  }
  return raw(name, 'POST /graphql HTTP/1.1', head, bytes)
}

/** A document by POST. */
export function ask(name: string, query: string, variables?: object): Hostile {
  return post(name, { query, ...(variables && { variables }) })
}

/** An address by GET. */
export function get(name: string, target: string, headers: Headers = {}): Hostile {
  return raw(name, `GET ${target} HTTP/1.1`, { ...CLOSING, accept: 'application/json', ...headers })
}

export function raw(name: string, line: string, headers: Headers, body: Buffer = Buffer.alloc(0)): Hostile {
  const head = [line, ...Object.entries(headers).map(([each, value]) => `${each}: ${value}`), '', ''].join(
    '\r\n',
  )
  return { name, bytes: Buffer.concat([Buffer.from(head, 'latin1'), body]) }
}

/** So many of them, one after the other. */
export function times(count: number, make: (index: number) => string, between = ' '): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(between)
}
