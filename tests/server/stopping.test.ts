import { beforeAll, describe, expect, test } from 'vitest'
import { type Started, serve, temporaryLedger } from './process.ts'
import { connectRaw, halfAQuestion } from './raw.ts'

const { first, rest } = halfAQuestion('{ relationships { id } }')

/** A server that was told to stop while a request never ends: it waits while the other tests go on. */
let endless: Promise<{ readonly server: Started; readonly answer: string }>
beforeAll(async () => {
  const server = await serve()
  const slow = await connectRaw(server.port)
  slow.send(first)
  await fetch(`${server.origin}/health`)
  endless = Promise.all([slow.whole, server.stop()]).then(([answer]) => ({ server, answer }))
})

/** After how many ms, by its log, a server cut off what was under way. */
const cutOff = ({ log }: Started) => log.filter(({ msg }) => msg === 'cut off').map(({ graceMs }) => graceMs)

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test('finishes what is under way, takes nothing new, and ends with 0', async () => {
    const server = await serve()
    const slow = await connectRaw(server.port)
    slow.send(first)
    const spare = await connectRaw(server.port)
    await fetch(`${server.origin}/health`)
    const ended = server.stop(signal)
    await expect.poll(() => server.log.some(({ msg }) => msg === 'stopping')).toBe(true)
    await expect(fetch(`${server.origin}/health`)).rejects.toThrow()
    expect(await spare.whole).toBe('')
    slow.send(rest)
    expect(await slow.whole).toMatch(/^HTTP\/1\.1 200 [\s\S]*"japan-viet-nam"/)
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(cutOff(server)).toEqual([])
    expect(server.log.at(-1)).toMatchObject({ msg: 'stopped' })
  })
})

test('told once more, a while later, it cuts off at once', async () => {
  const server = await serve()
  const slow = await connectRaw(server.port)
  slow.send(first)
  await fetch(`${server.origin}/health`)
  void server.stop('SIGINT')
  await expect.poll(() => server.log.some(({ msg }) => msg === 'stopping')).toBe(true)
  void server.stop('SIGINT')
  slow.send('')
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  expect(server.log.some(({ msg }) => msg === 'stopped')).toBe(false)
  expect((await server.stop('SIGINT')).code).toBe(0)
  expect(cutOff(server)).toEqual([0])
})

test('the ledger can be opened again at once', async () => {
  const ledger = temporaryLedger()
  for (const _ of [1, 2]) {
    const server = await serve(['--port', '0', '--ledger', ledger])
    expect((await server.stop()).code).toBe(0)
  }
})

test('a request that never ends is cut off after eight seconds, and the server ends with 0', async () => {
  const { server, answer } = await endless
  expect((await server.ended).code).toBe(0)
  expect(cutOff(server)).toEqual([8_000])
  expect(answer).toBe('')
})
