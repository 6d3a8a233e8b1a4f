import { backoff, mayPass, type Trouble, TroubleError, troubleOf, troubleOfRefusal } from './connection.ts'

/** An event of the ledger as it comes: where it stands, and what covers the ledger up to it. */
export type Recorded = { readonly position: number; readonly root: string }

export type Following = {
  /** Opens the stream of what comes after a position; its first message says that it is open. */
  readonly open: (after: Recorded, signal: AbortSignal) => AsyncIterable<'open' | Recorded>
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** What was recorded, each once and in order. */
  readonly recorded: (event: Recorded) => void
  /** Undefined when connected. */
  readonly trouble: (trouble: Trouble | undefined) => void
}

/**
 * Follows a ledger from a position until it is aborted, or refused for good. A stream that ends is opened again at once; where
 * that fails, after longer and longer, and what was missed comes by its position.
 */
export async function follow(from: Recorded, signal: AbortSignal, following: Following): Promise<void> {
  let last = from
  let failures = 0
  while (!signal.aborted) {
    let trouble: Trouble = { type: 'gone' }
    let wasOpen = false
    try {
      for await (const message of following.open(last, signal)) {
        if (signal.aborted) return
        if (message === 'open') {
          wasOpen = true
          following.trouble(undefined)
        } else {
          failures = 0
          last = message
          following.recorded(message)
        }
      }
    } catch (error) {
      trouble = troubleOf(error)
    }
    if (signal.aborted) return
    if (!mayPass(trouble)) return following.trouble(trouble)
    // One end of a stream that was open is no loss yet: proxies cut what is open for long.
    failures += 1
    if (!wasOpen) following.trouble(trouble)
    const ms = wasOpen && failures === 1 ? 0 : backoff(failures, Math.random())
    await following.wait(trouble.type === 'busy' ? Math.max(ms, trouble.seconds * 1000) : ms, signal)
  }
}

/** After how long a stream from which nothing comes, not even a heartbeat, is taken for lost, ms. */
const SILENCE = 40_000

/**
 * The messages of a stream of server-sent events (WHATWG HTML, 9.2) of GraphQL. Throws {@link TroubleError} for an answer with
 * errors, and what the connection ends with.
 */
export async function* messagesOf<Result>(
  response: Response,
  signal: AbortSignal,
  silence = SILENCE,
): AsyncGenerator<Result> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) return
  const cancel = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', cancel, { once: true })
  let pending = ''
  try {
    for (;;) {
      const timer = setTimeout(cancel, silence)
      const { done, value } = await reader.read().finally(() => clearTimeout(timer))
      if (done) return
      const messages = (pending + value.replaceAll('\r\n', '\n')).split('\n\n')
      pending = messages.pop() ?? ''
      for (const message of messages) {
        const event = /^event: ?(.*)$/m.exec(message)?.[1]
        const data = /^data: ?(.*)$/m.exec(message)?.[1]
        if (event === 'complete') return
        if (event === 'next' && data !== undefined) yield resultOf<Result>(JSON.parse(data))
      }
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
  }
}

type Answer<Result> = {
  readonly data?: Result | null
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

function resultOf<Result>({ data, errors: [error] = [] }: Answer<Result>): Result {
  if (error === undefined && data !== undefined && data !== null) return data
  const { message = '', extensions } = error ?? {}
  throw new TroubleError(
    troubleOfRefusal(200, { message, ...(extensions?.code !== undefined && { code: extensions.code }) }),
  )
}
