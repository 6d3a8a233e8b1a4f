import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closeAfterLinger, type Linger } from '../../src/server/http/listen.ts'
import { bounded } from './bounded.ts'

const MEGABYTE = 'x'.repeat(1_000_000)
const POST = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'

/** What a client reads that first sends everything and only then begins to read. */
async function answerAfterSending(port: number, parts: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  for (const part of parts)
    await new Promise((resolve) => {
      socket.write(part, resolve)
      socket.once('close', resolve)
    })
  let answer = ''
  socket.on('data', (part) => {
    answer += part
  })
  if (!socket.closed) await once(socket, 'close')
  return answer
}

describe('a client that sends all before it reads gets its refusal', () => {
  test.each([
    ['a header of eight megabytes', ['GET / HTTP/1.1\r\na: ', ...Array(8).fill(MEGABYTE)], 431, 'E_HEADERS'],
    ['eight megabytes that are no HTTP', ['hello\r\n\r\n', ...Array(8).fill(MEGABYTE)], 400, 'E_REQUEST'],
    [
      'a length beyond the limit',
      [`${POST}content-length: 8000000\r\n\r\n`, ...Array(8).fill(MEGABYTE)],
      413,
      'E_BODY',
    ],
    [
      'chunks beyond the limit',
      [
        `${POST}transfer-encoding: chunked\r\n\r\n`,
        ...Array(8).fill(`${MEGABYTE.length.toString(16)}\r\n${MEGABYTE}\r\n`),
      ],
      413,
      'E_BODY',
    ],
    [
      'too many headers and a body',
      [`${POST}${'a: b\r\n'.repeat(120)}content-length: 8000000\r\n\r\n`, ...Array(8).fill(MEGABYTE)],
      431,
      'E_HEADERS',
    ],
    [
      'a body to a path that is none',
      [
        'PUT /nowhere HTTP/1.1\r\nhost: localhost\r\ncontent-length: 8000000\r\n\r\n',
        ...Array(8).fill(MEGABYTE),
      ],
      404,
      'E_PATH',
    ],
    ['a tunnel', ['CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n', ...Array(8).fill(MEGABYTE)], 405, 'E_METHOD'],
  ])('of %s', async (_, parts, status, code) => {
    const { port } = await bounded()
    const answer = await answerAfterSending(port, parts)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain(`"code":"${code}"`)
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })
})

describe('closeAfterLinger()', () => {
  /** Both ends of a connection that was closed so, whose client ends its side only when told to. */
  async function lingering(linger: Linger): Promise<{ readonly here: Socket; readonly client: Socket }> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const client = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true })
    const [here]: Socket[] = await once(server, 'connection')
    if (here === undefined) throw new Error('no connection')
    onTestFinished(() => {
      client.destroy()
      server.close()
    })
    client.on('error', () => {}).resume()
    closeAfterLinger(here, 'bye', linger)
    return { here, client }
  }
  const AMPLE = { bytes: 1_000_000_000, ms: 1_000_000 }

  test('ends our side at once and closes when the client ends its own', async () => {
    const { here, client } = await lingering(AMPLE)
    await once(client, 'end')
    expect(here.destroyed).toBe(false)
    client.end('and so on')
    await once(here, 'close')
  })

  test('closes on a client that sends more than it may', async () => {
    const { here, client } = await lingering({ ...AMPLE, bytes: 1_000 })
    client.write('x'.repeat(1_000))
    await expect.poll(() => here.bytesRead).toBe(1_000)
    expect(here.destroyed).toBe(false)
    client.write('x')
    await once(here, 'close')
  })

  test('closes on a client that never ends', async () => {
    const { here } = await lingering({ ...AMPLE, ms: 20 })
    await once(here, 'close')
  })

  test('says its last word once', async () => {
    const { here, client } = await lingering(AMPLE)
    let got = ''
    client.on('data', (part) => {
      got += part
    })
    closeAfterLinger(here, 'again', AMPLE)
    await once(client, 'end')
    expect(got).toBe('bye')
  })
})
