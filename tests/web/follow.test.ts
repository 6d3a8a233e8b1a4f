import { describe, expect, it } from 'vitest'
import { accepted, backoff, type Trouble, TroubleError, troubleOfRefusal } from '../../web/src/connection.ts'
import { follow, messagesOf, type Recorded } from '../../web/src/follow.ts'

/** What each opening of the stream does in turn; after the last, following ends. */
type Opening = readonly ('open' | number | Trouble | 'cut')[]

async function followed(openings: readonly Opening[]) {
  const controller = new AbortController()
  const [log, openedAfter, waits]: [string[], number[], number[]] = [[], [], []]
  const rest = [...openings]
  await follow({ position: 440, root: 'a' }, controller.signal, {
    async *open({ position }) {
      openedAfter.push(position)
      const opening = rest.shift()
      if (opening === undefined) return controller.abort()
      for (const step of opening)
        if (step === 'cut') throw new TypeError('network error')
        else if (step === 'open') yield step
        else if (typeof step === 'number') yield { position: step, root: `${step}` }
        else throw new TroubleError(step)
    },
    wait: async (ms) => void waits.push(ms),
    recorded: ({ position }: Recorded) => log.push(`${position}`),
    trouble: (trouble) => log.push(trouble?.type ?? 'connected'),
  })
  return { log, openedAfter, waits }
}

describe('follow()', () => {
  it('gives each event once and goes on after the last that came', async () => {
    const { log, openedAfter } = await followed([
      ['open', 441, 442, 'cut'],
      ['open', 443],
    ])
    expect(log).toEqual(['connected', '441', '442', 'connected', '443'])
    expect(openedAfter).toEqual([440, 442, 443])
  })

  it('opens a stream that ended again at once, and says nothing of it', async () => {
    const { log, waits } = await followed([['open'], ['open']])
    expect(log).toEqual(['connected', 'connected'])
    expect(waits[0]).toBe(0)
  })

  it('says that the connection is lost where it cannot be opened again, and waits longer each time', async () => {
    const { log, waits } = await followed([['open', 'cut'], ['cut'], ['cut'], ['cut'], ['open', 441]])
    expect(log).toEqual(['connected', 'gone', 'gone', 'gone', 'connected', '441'])
    expect(waits[0]).toBe(0)
    for (const [nth, ms] of waits.slice(1, 4).entries()) {
      expect(ms).toBeGreaterThanOrEqual(backoff(nth + 2, 0))
      expect(ms).toBeLessThanOrEqual(backoff(nth + 2, 1))
    }
  })

  it('comes back no sooner than a busy server asks for', async () => {
    const { waits } = await followed([[{ type: 'busy', seconds: 120 }]])
    expect(waits).toEqual([120_000])
  })

  it.each(['token', 'forbidden', 'otherHistory', 'notFound'] as const)(
    'ends where it is refused: %s',
    async (type) => {
      const trouble: Trouble =
        type === 'token' ? { type, wasGiven: false } : type === 'notFound' ? { type, message: '' } : { type }
      const { log, openedAfter } = await followed([['open'], [trouble], ['open']])
      expect(log).toEqual(['connected', type])
      expect(openedAfter).toHaveLength(2)
    },
  )
})

describe('backoff()', () => {
  it('grows to half a minute and no further', () => {
    expect(backoff(0, 1)).toBe(500)
    expect(backoff(3, 1)).toBe(4000)
    expect(backoff(50, 1)).toBe(30_000)
    expect(backoff(50, 0)).toBe(15_000)
  })
})

describe('messagesOf()', () => {
  const streamed = (...pieces: string[]) =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece))
          controller.close()
        },
      }),
    )
  const all = async (response: Response) => {
    const messages: unknown[] = []
    for await (const message of messagesOf(response, new AbortController().signal)) messages.push(message)
    return messages
  }

  it('reads messages in pieces of any size, past heartbeats, up to the end', async () => {
    const text =
      ':\n\nid: 1\nevent: next\ndata: {"data":{"a":"ệ"}}\n\n:\n\nevent: next\ndata: {"data":{"a":2}}\n\nevent: complete\ndata:\n\nevent: next\ndata: {"data":3}\n\n'
    expect(await all(streamed(text))).toEqual([{ a: 'ệ' }, { a: 2 }])
    expect(await all(streamed(...text))).toEqual([{ a: 'ệ' }, { a: 2 }])
  })

  it('throws what errors in a message come to', async () => {
    const refusal = (code: string) =>
      all(
        streamed(
          `event: next\ndata: ${JSON.stringify({ errors: [{ message: 'x', extensions: { code } }] })}\n\n`,
        ),
      ).catch((error: unknown) => (error instanceof TroubleError ? error.trouble.type : error))
    expect(await refusal('E_DIVERGED')).toBe('otherHistory')
    expect(await refusal('E_UNAUTHENTICATED')).toBe('token')
    expect(await refusal('E_STOPPING')).toBe('busy')
    expect(await refusal('E_OTHER')).toBe('refused')
  })

  it('ends where not even a heartbeat comes', async () => {
    const silent = new Response(new ReadableStream({ start() {} }))
    for await (const _ of messagesOf(silent, new AbortController().signal, 1)) expect.unreachable()
  })
})

describe('accepted()', () => {
  const refused = async (status: number, body: string, headers: Record<string, string> = {}) =>
    accepted(new Response(body, { status, headers }), true).then(
      () => expect.unreachable(),
      (error: unknown) => (error instanceof TroubleError ? error.trouble : error),
    )

  it('says what a refusal comes to', async () => {
    expect(await refused(401, '')).toEqual({ type: 'token', wasGiven: true })
    expect(await refused(403, 'no')).toEqual({ type: 'forbidden' })
    expect(await refused(503, '', { 'retry-after': '7' })).toEqual({ type: 'busy', seconds: 7 })
    expect(await refused(503, '', { 'retry-after': 'Tue, 1 Dec 2026' })).toEqual({ type: 'busy', seconds: 5 })
    expect(await refused(400, '{"errors":[{"code":"E_POSITION","message":"9 is not"}]}')).toEqual({
      type: 'noPosition',
      message: '9 is not',
    })
    expect(await refused(404, '<html>')).toEqual({ type: 'notFound', message: '<html>' })
    expect(await refused(500, '')).toEqual({ type: 'refused', code: 'HTTP 500', message: '' })
  })

  it('gives an answer back as it is', async () => {
    const response = new Response('ok')
    expect(await accepted(response, false)).toBe(response)
  })

  it('never asks to wait for less than a second or for more than ten minutes', () => {
    expect(troubleOfRefusal(503, {}, { retryAfter: '0' })).toEqual({ type: 'busy', seconds: 5 })
    expect(troubleOfRefusal(503, {}, { retryAfter: '999999' })).toEqual({ type: 'busy', seconds: 600 })
  })
})
