import type { ExecutionResult } from 'graphql'
import type { StreamLimits } from '../limits/streams.ts'

/** Under what an answer of a stream carries how far it goes: as a symbol it is not sent with it. */
export const POSITION: unique symbol = Symbol('position')

/** An answer of a stream, and the position that it goes up to. */
export type Positioned = ExecutionResult & { readonly [POSITION]?: number }

/**
 * Answers as server-sent events, in the way of graphql-sse's distinct connections: `next` for each, with its position as
 * the id that a browser sends back when it comes again; `complete` at the end; a comment whenever nothing was sent for
 * the time of a heartbeat. The next answer is asked for only once the one before was taken, so that nothing is heaped up
 * for a slow reader; one who takes nothing for longer than its patience is let go.
 */
export function eventStream(
  answers: AsyncIterable<Positioned>,
  { heartbeat, patience }: Pick<StreamLimits, 'heartbeat' | 'patience'>,
): Response {
  const iterator = answers[Symbol.asyncIterator]()
  const end = () => void Promise.try(() => iterator.return?.()).catch(() => {})
  let begun = false
  let coming: Promise<IteratorResult<Positioned, unknown>> | undefined
  let untaken: NodeJS.Timeout | undefined

  /** What is to be sent next; nothing at the end. The first word tells that the stream is open. */
  const next = async (): Promise<string | undefined> => {
    if (!begun) {
      begun = true
      return HEARTBEAT
    }
    coming ??= iterator.next()
    const arrived = await within(heartbeat, coming)
    if (arrived === undefined) return HEARTBEAT
    coming = undefined
    return arrived.done === true ? undefined : written(arrived.value)
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(untaken)
        const text = await next()
        controller.enqueue(ENCODER.encode(text ?? COMPLETE))
        if (text === undefined) return controller.close()
        untaken = setTimeout(() => {
          end()
          controller.error(new Error(`the reader took nothing for ${patience} ms`))
        }, patience)
      },
      cancel() {
        clearTimeout(untaken)
        end()
      },
    },
    // Nothing is made before it is asked for.
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // Proxies that gather answers before they pass them on are asked not to.
      'x-accel-buffering': 'no',
    },
  })
}

const ENCODER = new TextEncoder()
const HEARTBEAT = ':\n\n'
const COMPLETE = 'event: complete\ndata:\n\n'

/** What it gives, or undefined where that takes longer, ms. */
async function within<T>(ms: number, coming: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined)
  })
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
  }
}

function written(answer: Positioned): string {
  const { [POSITION]: position } = answer
  const id = position === undefined ? '' : `id: ${position}\n`
  return `${id}event: next\ndata: ${JSON.stringify(answer)}\n\n`
}
