import { beforeAll, describe, expect, test } from 'vitest'
import { type Ended, serve, temporaryLedger } from './process.ts'
import { connectRaw, halfAQuestion } from './raw.ts'

const { first, rest } = halfAQuestion('{ relationships { id } }')

/** A server that was told to stop while a request never ends: it waits while the other tests go on. */
let endless: Promise<{ readonly ended: Ended; readonly answer: string }>
beforeAll(async () => {
  const server = await serve()
  const slow = await connectRaw(server.port)
  slow.send(first)
  await fetch(`${server.origin}/health`)
  endless = Promise.all([server.stop(), slow.whole]).then(([ended, answer]) => ({ ended, answer }))
})

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
    const { code, signal: by, ms } = await ended
    expect([code, by]).toEqual([0, null])
    expect(ms).toBeLessThan(5_000)
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
  const { code, ms } = await server.stop('SIGINT')
  expect(code).toBe(0)
  expect(ms).toBeLessThan(2_000)
})

test('the ledger can be opened again at once', async () => {
  const ledger = temporaryLedger()
  for (const _ of [1, 2]) {
    const server = await serve(['--port', '0', '--ledger', ledger])
    expect((await server.stop()).code).toBe(0)
  }
})

test('a request that never ends is cut off, and the server ends with 0 within ten seconds', async () => {
  const { ended, answer } = await endless
  expect(ended.code).toBe(0)
  expect(ended.ms).toBeGreaterThan(5_000)
  expect(ended.ms).toBeLessThan(10_000)
  expect(answer).toBe('')
}, 20_000)
