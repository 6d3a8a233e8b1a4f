import type { TypedDocumentString } from './operations.ts'

/** Where to ask, and with what: `http://127.0.0.1:4000/graphql`, and a token where the server wants one. */
export type Server = { readonly url: string; readonly token?: string }

/** One error of an answer; `code` is stable, the message is for people. */
export type AnswerError = {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions?: { readonly code?: string; readonly argument?: string; readonly requestId?: string }
}

/** What an answer that has errors throws: all of them. */
export class AskError extends Error {
  readonly errors: readonly AnswerError[]
  readonly status: number

  constructor(errors: readonly AnswerError[], status: number) {
    super(errors.map(({ message, extensions }) => `${extensions?.code ?? status} ${message}`).join('\n'))
    this.name = 'AskError'
    this.errors = errors
    this.status = status
  }
}

/** The answer to an operation, typed by its document. Throws {@link AskError} where it has errors. */
export async function ask<Result, Variables>(
  server: Server,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await send(server, document, variables, 'application/graphql-response+json')
  return resultOf<Result>(await response.json(), response.status)
}

/** Every answer of a subscription as it comes, until the caller leaves the loop or the server ends it. */
export async function* listen<Result, Variables>(
  server: Server,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): AsyncGenerator<Result> {
  const response = await send(server, document, variables, 'text/event-stream', signal)
  if (response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream'))
    throw new AskError([{ message: await response.text() }], response.status)
  let pending = ''
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const messages = (pending + text).split('\n\n')
    pending = messages.pop() ?? ''
    for (const message of messages) {
      const event = /^event: ?(.*)$/m.exec(message)?.[1]
      const data = /^data: ?(.*)$/m.exec(message)?.[1]
      if (event === 'complete') return
      if (event === 'next' && data !== undefined) yield resultOf<Result>(JSON.parse(data), response.status)
    }
  }
}

/** A field that is null only with an error, which {@link ask} throws. */
export function given<Value>(value: Value | null | undefined): Value {
  if (value == null) throw new AskError([{ message: 'there is no data in the answer' }], 200)
  return value
}

function send(
  { url, token }: Server,
  document: { toString(): string },
  variables: unknown,
  accept: string,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      accept,
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal === undefined ? {} : { signal }),
  })
}

/** The document vouches for the shape of what the server answers it with. */
function resultOf<Result>(
  answer: { data?: Result; errors?: readonly AnswerError[] },
  status: number,
): Result {
  if (answer.errors !== undefined || answer.data == null)
    throw new AskError(answer.errors ?? [{ message: 'there is no data in the answer' }], status)
  return answer.data
}
