import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { openInvented } from '../../bench/invented.ts'
import { bilateral } from '../../src/domains/index.ts'
import type { Chronicle } from '../../src/engine/index.ts'
import { createSchema } from '../../src/graphql/index.ts'
import { startServer } from '../../src/server/index.ts'

let chronicle: Chronicle
beforeAll(async () => {
  chronicle = await openInvented(400)
})

async function lengthServed(from: number): Promise<() => Promise<string | null>> {
  const server = await startServer({
    apis: [{ schema: createSchema(bilateral), chronicles: new Map([[chronicle.name, chronicle]]) }],
    port: 0,
    readyGrids: { from, rest: 10 },
  })
  onTestFinished(() => server.stop(0))
  const address = new URL(`/feeds/${chronicle.name}/grid.json`, server.url)
  // The head alone: whoever asks for it makes nothing ready.
  return async () =>
    (await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': 'br' } })).headers.get(
      'content-length',
    )
}

test('a server has the grid of a large chronicle ready before anybody asks', async () => {
  const length = await lengthServed(400)
  await vi.waitFor(async () => expect(Number(await length())).toBeGreaterThan(0), {
    timeout: 60_000,
    interval: 100,
  })
})

test('a server makes the grid of a large chronicle anew after a recording', async () => {
  const length = await lengthServed(400)
  const isReady = () =>
    vi.waitFor(async () => expect(Number(await length())).toBeGreaterThan(0), {
      timeout: 60_000,
      interval: 100,
    })
  await isReady()
  const evidence = [{ source: 'source/one-more', locator: 'p. 1', role: 'date' }]
  const payload = { label: 'one more', published: { edtf: '2025-12-31', basis: 'stated' }, absent: [] }
  const event = { type: 'SourceRegistered', subject: 'source/one-more', payload, evidence }
  await chronicle.record({ events: [event] })
  // What was made before is of another position.
  await isReady()
})

test('a server makes the grid of a small chronicle when it is asked for', async () => {
  const length = await lengthServed(100_000)
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(await length()).toBeNull()
})
