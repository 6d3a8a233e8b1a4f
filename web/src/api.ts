import { accepted } from './connection.ts'
import { messagesOf } from './follow.ts'

/** What a server holds: `GET /chronicles.json`. */
export type Facts = {
  readonly program: string
  /** YYYY-MM-DD, in the zone of the server. */
  readonly today: string
  readonly timezone: string
  readonly chronicles: readonly {
    readonly name: string
    readonly title: string
    readonly question: string
    /** The path of its API. */
    readonly api: string
    readonly position: number
    /** Whether the server has texts of its sources. */
    readonly texts: boolean
    readonly formats: readonly {
      readonly name: string
      readonly path: string
      readonly says: string
      readonly type: string
      /** Which arguments it takes besides the position, the known day and whom one hears. */
      readonly takes?: { readonly date: boolean; readonly filters: 'all' | 'kinds' | 'none' }
    }[]
  }[]
}

/** A request to the server that this page came from, with the credential that the reader gave. */
export function send(url: string, init: RequestInit = {}): Promise<Response> {
  const token = sessionStorage.getItem('token')
  const headers = new Headers(init.headers)
  if (token !== null) headers.set('authorization', `Bearer ${token}`)
  return fetch(url, { ...init, headers })
}

/** An answer that is no refusal. Throws {@link TroubleError}, or what the connection ended with. */
export async function receive(url: string, init: RequestInit = {}): Promise<Response> {
  return accepted(await send(url, init), sessionStorage.getItem('token') !== null)
}

export async function loadFacts(): Promise<Facts> {
  const response = await receive('/chronicles.json')
  return response.json()
}

/** The text of an operation, with the types of its answer and of its variables. */
export type Operation<Result, Variables> = {
  toString(): string
  readonly __apiType?: (variables: Variables) => Result
}

/** What an answer of the API that has errors throws: all of them. */
export class ApiError extends Error {
  readonly errors: readonly { readonly message: string; readonly code: string }[]
  readonly status: number

  constructor(errors: ApiError['errors'], status: number) {
    super(errors.map(({ message }) => message).join('\n'))
    this.name = 'ApiError'
    this.errors = errors
    this.status = status
  }
}

/** The answer to an operation. Throws {@link ApiError} where it has errors. */
export async function ask<Result, Variables>(
  api: string,
  operation: Operation<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await send(api, {
    method: 'POST',
    headers: { accept: 'application/graphql-response+json', 'content-type': 'application/json' },
    body: JSON.stringify({ query: `${operation}`, variables }),
    ...(signal && { signal }),
  })
  const { data, errors = [] }: Answer<Result> = await response.json()
  if (errors.length > 0 || data === undefined || data === null)
    throw new ApiError(
      errors.map(({ message, extensions }) => ({ message, code: extensions?.code ?? 'E_ANSWER' })),
      response.status,
    )
  return data
}

/** The answers of a subscription, once it is open. Throws {@link TroubleError} where it is refused. */
export async function openStream<Result, Variables>(
  api: string,
  operation: Operation<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<AsyncGenerator<Result>> {
  const response = await receive(api, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: `${operation}`, variables }),
    signal,
  })
  return messagesOf<Result>(response, signal)
}

type Answer<Result> = {
  readonly data?: Result | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}
