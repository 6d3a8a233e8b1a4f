/** The bodies that are sent part by part as they are made, and not read whole before. */
const streamed = new WeakSet<ReadableStream>()

/** A response whose body is sent as it is made: `parts` are asked for one after the other, as its reader takes them. */
export function streamedResponse(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
  init: ResponseInit & { readonly ended?: () => void },
): Response {
  const { ended, ...others } = init
  const each = parts[Symbol.asyncIterator]()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull: async (controller) => {
        try {
          const part = await each.next()
          if (part.done !== true) {
            controller.enqueue(part.value)
            return
          }
          controller.close()
        } catch (error) {
          ended?.()
          throw error
        }
        ended?.()
      },
      cancel: async () => {
        ended?.()
        await each.return?.()
      },
    },
    { highWaterMark: 0 },
  )
  streamed.add(body)
  return new Response(body, others)
}

/** Whether the body of a response is sent as it is made. */
export function isStreamed({ body }: Response): boolean {
  return body !== null && streamed.has(body)
}
