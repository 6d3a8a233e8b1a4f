import type { Api } from '../../src/server/index.ts'

/** One event of a stream, as a browser would dispatch it; comments are heartbeats, with neither name nor data. */
export type Sent = { readonly id?: string; readonly event?: string; readonly data?: string }

/** What a stream sends, one event after the other, read by the rules of the HTML standard. */
export async function* sentBy(
  body: ReadableStream<Uint8Array> | null,
): AsyncGenerator<Sent, void, undefined> {
  if (body === null) throw new Error('there is no stream')
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of body) {
    text += decoder.decode(part, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) yield fieldsOf(block)
  }
  if (text !== '') throw new Error(`the stream broke off in ${JSON.stringify(text)}`)
}

function fieldsOf(block: string): Sent {
  const fields = block.split('\n').flatMap((line) => {
    const at = line.indexOf(':')
    return at === 0 ? [] : [[line.slice(0, at), line.slice(at + 1).replace(/^ /, '')] as const]
  })
  return Object.fromEntries(fields)
}

/** A subscription that is open: its answers as they come, and an end. */
export type Subscribed = {
  readonly response: Response
  /** The next answer; undefined at the end. */
  next(): Promise<Answer | undefined>
  /** Every answer that comes within so long, ms. */
  within(ms: number): Promise<readonly Answer[]>
  leave(): void
}

export type Answer = {
  readonly id: string | undefined
  readonly data: unknown
  readonly errors: readonly unknown[]
}

/** How a request is sent: by a server, or by the API alone. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Subscribes as graphql-sse's clients do, in distinct connections. */
export async function subscribe(
  fetching: Fetch,
  query: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Subscribed> {
  const leaving = new AbortController()
  const response = await fetching('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: leaving.signal,
  })
  const sent = sentBy(response.body)
  let coming: Promise<Answer | undefined> | undefined
  const read = async (): Promise<Answer | undefined> => {
    for (;;) {
      const { done, value } = await sent.next()
      if (done === true || value.event === 'complete') return undefined
      if (value.event !== 'next') continue
      const { data, errors = [] }: { data?: unknown; errors?: unknown[] } = JSON.parse(value.data ?? '')
      return { id: value.id, data, errors }
    }
  }
  const next = (): Promise<Answer | undefined> => {
    coming ??= read().finally(() => {
      coming = undefined
    })
    return coming
  }
  return {
    response,
    next,
    async within(ms) {
      const answers: Answer[] = []
      const until = performance.now() + ms
      for (;;) {
        const left = Math.max(0, until - performance.now())
        const late = new Promise<'late'>((resolve) => setTimeout(resolve, left, 'late' as const))
        const answer = await Promise.race([next(), late])
        if (answer === 'late' || answer === undefined) return answers
        answers.push(answer)
      }
    },
    leave: () => leaving.abort(),
  }
}

export function fetchBy(api: Api): Fetch {
  return async (url, init) => api.fetch(url, init)
}
