import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { bounded, wait } from './bounded.ts'
import { connectRaw } from './raw.ts'

const HASTY = { headersTime: 1_000, requestTime: 2_000, idleTime: 500, patience: 700 }
const GET = 'GET /health HTTP/1.1\r\nhost: localhost\r\n'
const POST = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'
const LARGE = 24 * 1024 * 1024
const large = () => new Response('x'.repeat(LARGE))

/** An API whose answers are streams that never end, with or without more to come; and when the first was let go. */
function endless(beats = true) {
  const ended = Promise.withResolvers<void>()
  const stream = () => {
    let timer: NodeJS.Timeout | undefined
    return new ReadableStream({
      start(controller) {
        const beat = () => controller.enqueue(new TextEncoder().encode(':\n\n'))
        beat()
        if (beats) timer = setInterval(beat, 100)
      },
      cancel() {
        clearInterval(timer)
        ended.resolve()
      },
    })
  }
  const api = () => new Response(stream(), { headers: { 'content-type': 'text/event-stream' } })
  return { api, ended: ended.promise }
}

describe('a client that is slow to send', () => {
  test('its headers is told so and let go', async () => {
    const { port } = await bounded({ limits: { ...HASTY, requestTime: 20_000 } })
    const raw = await connectRaw(port)
    raw.send(GET)
    const drip = setInterval(() => raw.send('a'), 100)
    expect(await raw.whole).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"E_SLOW"/)
    clearInterval(drip)
  })

  test('anything at all is let go', async () => {
    const { port } = await bounded({ limits: HASTY })
    expect(await (await connectRaw(port)).whole).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('its body is told so and let go, and what came of it is held no more', async () => {
    const { port, logged } = await bounded({ limits: HASTY })
    const raw = await connectRaw(port)
    raw.send(`${POST}content-length: 1000000\r\n\r\n`)
    const drip = setInterval(() => raw.send('x'), 100)
    expect(await raw.whole).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"E_SLOW"/)
    clearInterval(drip)
    await expect
      .poll(() => logged.filter(({ msg }) => msg === 'request'))
      .toMatchObject([{ finished: false }])
  })

  test('its next request is let go after a while', async () => {
    const { port } = await bounded({ limits: HASTY })
    const raw = await connectRaw(port)
    raw.send(`${GET}\r\n`)
    expect(await raw.whole).toMatch(/^HTTP\/1\.1 200 [\s\S]*alive"\}$/)
  })
})

describe('a client that reads', () => {
  test('nothing of a large answer is let go', async () => {
    const { port, logged } = await bounded({ limits: HASTY, api: large })
    const socket = connect(port, '127.0.0.1')
    socket.write(`${POST}content-length: 2\r\n\r\n{}`)
    socket.pause()
    await expect
      .poll(() => logged.find(({ msg }) => msg === 'answer cut off'))
      .toMatchObject({ level: 40, err: { code: 'E_SLOW' } })
    socket.destroy()
  })

  test('slowly, but goes on reading, gets all of it', async () => {
    const limits = { ...HASTY, patience: 1_500 }
    const { port } = await bounded({ limits, api: large })
    const socket = connect(port, '127.0.0.1')
    socket.write(`${POST}connection: close\r\ncontent-length: 2\r\n\r\n{}`)
    let got = 0
    const from = performance.now()
    for await (const part of socket) {
      got += part.length
      await wait(10)
    }
    expect(got).toBeGreaterThan(LARGE)
    expect(performance.now() - from).toBeGreaterThan(limits.patience * 2)
  })

  test('fast gets it with its length', async () => {
    const { origin } = await bounded({ api: large })
    const response = await fetch(`${origin}/graphql`)
    expect(response.headers.get('content-length')).toBe(String(LARGE))
    expect((await response.text()).length).toBe(LARGE)
  })
})

describe('a stream', () => {
  test('stays open longer than a request may take to come', async () => {
    const { api } = endless()
    const { port } = await bounded({ limits: { ...HASTY, requestTime: 500, headersTime: 500 }, api })
    const raw = await connectRaw(port)
    raw.send('GET /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n')
    let beats = 0
    raw.socket.on('data', (part) => {
      beats += String(part).split(':\n\n').length - 1
    })
    // One comes every tenth of a second, and it is looked for slow requests every second.
    await expect.poll(() => beats).toBeGreaterThan(22)
    expect(raw.socket.destroyed).toBe(false)
    raw.socket.destroy()
  })

  test('ends with its reader, whether or not more would have come', async () => {
    const { api, ended } = endless(false)
    const { port, logged } = await bounded({ api })
    const raw = await connectRaw(port)
    raw.send('GET /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await once(raw.socket, 'data')
    raw.socket.destroy()
    await ended
    await expect.poll(() => logged.some(({ msg }) => msg === 'request')).toBe(true)
    expect(logged.some(({ level }) => Number(level) > 30)).toBe(false)
  })
})

describe('a connection that is half open', () => {
  test('once all was asked counts as gone: nothing more is worked out for it', async () => {
    const gone = Promise.withResolvers<void>()
    const { port } = await bounded({
      api: ({ signal }) => {
        signal.addEventListener('abort', () => gone.resolve())
        return new Promise(() => {})
      },
    })
    const raw = await connectRaw(port)
    raw.send(`${POST}content-length: 2\r\n\r\n{}`)
    await wait(200)
    raw.socket.end()
    await gone.promise
    expect(await raw.whole).toBe('')
  })

  test('before that is closed without waiting for the rest', async () => {
    const { port } = await bounded()
    const raw = await connectRaw(port)
    raw.send(`${POST}content-length: 200\r\n\r\n{}`)
    raw.socket.end()
    // Had the rest been waited for in vain, the answer would be 408.
    expect(await raw.whole).toMatch(/^HTTP\/1\.1 400 /)
  })
})

test('hundreds of connections that are idle, silent, half sent or streaming do not hold up a healthy one', async () => {
  const { api } = endless()
  const calm = { headersTime: 60_000, requestTime: 60_000, idleTime: 60_000 }
  const { port, origin } = await bounded({ limits: calm, api })
  const kinds = [
    '',
    `${GET}\r\n`,
    GET,
    `${POST}content-length: 9\r\n\r\n{`,
    'GET /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n',
  ]
  const open = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {}).resume()
      await once(socket, 'connect')
      socket.write(kinds[index % kinds.length] ?? '')
      return socket
    }),
  )
  await wait(500)
  for (let time = 0; time < 20; time += 1) expect((await fetch(`${origin}/health`)).status).toBe(200)
  expect(open.filter(({ destroyed }) => destroyed)).toEqual([])
  for (const socket of open) socket.destroy()
})
