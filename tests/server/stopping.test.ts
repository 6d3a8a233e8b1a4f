import { describe, expect, test } from 'vitest'
import { serve, temporaryLedger } from './process.ts'
import { connectRaw, halfAQuestion } from './raw.ts'

const { first, rest } = halfAQuestion('{ relationships { id } }')

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

test('a request that never ends is cut off, and the server ends with 0 within ten seconds', async () => {
  const server = await serve()
  const slow = await connectRaw(server.port)
  slow.send(first)
  await expect.poll(async () => (await fetch(`${server.origin}/health`)).status).toBe(200)
  const { code, ms } = await server.stop()
  expect(code).toBe(0)
  expect(ms).toBeGreaterThan(5_000)
  expect(ms).toBeLessThan(10_000)
  expect(await slow.whole).toBe('')
}, 20_000)

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
