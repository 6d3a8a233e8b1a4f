import type { ExecutionResult } from 'graphql'
import type { StreamLimits } from '../limits/streams.ts'

/** The key of the id of an answer; a symbol, so that it is not sent. */
export const STREAM_ID: unique symbol = Symbol('id of a server-sent event')

/** An answer of a stream, with the id that it is sent by. */
export type Identified = ExecutionResult & { readonly [STREAM_ID]?: string }

/**
 * Answers as server-sent events, in the distinct connections mode of graphql-sse: `next` for each answer, with the
 * id that a browser sends back when it reconnects, `complete` at the end, and a comment as heartbeat.
 * Backpressure: the next answer is computed only once the reader has taken the one before. A reader that takes nothing for
 * `patience` ms is disconnected.
 */
export function eventStream(
  answers: AsyncIterable<Identified>,
  { heartbeat, patience }: Pick<StreamLimits, 'heartbeat' | 'patience'>,
): Response {
  const iterator = answers[Symbol.asyncIterator]()
  const end = () => void Promise.try(() => iterator.return?.()).catch(() => {})
  let opened = false
  let pending: Promise<IteratorResult<Identified, unknown>> | undefined
  let stalled: NodeJS.Timeout | undefined

  /** The next text to send; undefined at the end. The first one is a heartbeat, which shows that the stream is open. */
  const next = async (): Promise<string | undefined> => {
    if (!opened) {
      opened = true
      return HEARTBEAT
    }
    pending ??= iterator.next()
    const arrived = await orTimeout(heartbeat, pending)
    if (arrived === undefined) return HEARTBEAT
    pending = undefined
    return arrived.done === true ? undefined : eventText(arrived.value)
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(stalled)
        const text = await next()
        controller.enqueue(ENCODER.encode(text ?? COMPLETE))
        if (text === undefined) return controller.close()
        stalled = setTimeout(() => {
          end()
          controller.error(new Error(`the reader took nothing for ${patience} ms`))
        }, patience)
      },
      cancel() {
        clearTimeout(stalled)
        end()
      },
    },
    // Nothing is computed before the reader asks for it.
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Tells proxies not to buffer.
      'x-accel-buffering': 'no',
    },
  })
}

const ENCODER = new TextEncoder()
const HEARTBEAT = ':\n\n'
const COMPLETE = 'event: complete\ndata:\n\n'

/** The value of a promise, or undefined after `ms`. */
async function orTimeout<T>(ms: number, pending: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([pending, late])
  } finally {
    clearTimeout(timer)
  }
}

function eventText(answer: Identified): string {
  const { [STREAM_ID]: id } = answer
  return `${id === undefined ? '' : `id: ${id}\n`}event: next\ndata: ${JSON.stringify(answer)}\n\n`
}
