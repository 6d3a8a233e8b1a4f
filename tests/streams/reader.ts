import { get, type IncomingMessage } from 'node:http'

/** An event of a stream as it came whole: its id, the position in that, and its data as text. */
export type Came = { readonly id: string; readonly position: number; readonly data: string }

/** One connection to a stream, read as the bytes come, and cut off whenever its reader likes. */
export type Reading = {
  /** Whole events so far, in the order in which they came. */
  readonly came: readonly Came[]
  /** Whether the other side ended it as it should. */
  readonly completed: boolean
  /** The status that it was answered with; 0 before it was. */
  readonly status: number
  /** Resolves once no more can come. */
  readonly closed: Promise<void>
  cut(): void
}

/** Opens a stream by GET, as a browser does: with the id of the last event that came, if one did. */
export function readStream(port: number, query: string, lastEventId: string | undefined): Reading {
  const came: Came[] = []
  const state = { completed: false, status: 0, text: '' }
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const request = get(
    {
      port,
      host: '127.0.0.1',
      path: `/graphql?query=${encodeURIComponent(query)}`,
      headers: {
        accept: 'text/event-stream',
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      },
      agent: false,
    },
    (response: IncomingMessage) => {
      state.status = response.statusCode ?? 0
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        state.text += part
        const blocks = state.text.split('\n\n')
        state.text = blocks.pop() ?? ''
        for (const block of blocks) take(block)
      })
      response.on('error', () => undefined)
      response.on('close', resolve)
    },
  )
  request.on('error', () => resolve())
  request.on('close', resolve)

  const take = (block: string) => {
    if (block.startsWith('event: complete')) state.completed = true
    const [, id, data] = /^id: (\d+\.[0-9a-f]{16})\nevent: next\ndata: (.*)$/.exec(block) ?? []
    if (id !== undefined && data !== undefined) came.push({ id, position: Number.parseInt(id, 10), data })
  }
  return {
    came,
    closed,
    get completed() {
      return state.completed
    },
    get status() {
      return state.status
    },
    cut: () => void request.destroy(),
  }
}
