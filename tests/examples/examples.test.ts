import { execFile, spawn } from 'node:child_process'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AskError, ask, given } from '../../examples/client/ask.ts'
import { OpenUndertakingsDocument } from '../../examples/client/operations.ts'
import { servePage } from '../../examples/page/serve.ts'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { ROOT, type Started, serve } from '../server/process.ts'

const run = promisify(execFile)
let pages: Server
let pageOrigin: string
let server: Started
let url: string

beforeAll(async () => {
  pages = await servePage(0)
  pageOrigin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`
  server = await serve(['--port', '0', '--origins', pageOrigin])
  url = `${server.origin}/graphql`
})
afterAll(async () => {
  pages?.close()
  await server?.stop()
})

async function example(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'examples', name), url, ...args])
  return stdout
}

/** The position up to which a server's chronicle is recorded. */
async function headOf(origin: string): Promise<number> {
  const query = encodeURIComponent('{ relationship(id: "japan-viet-nam") { position } }')
  const response = await fetch(`${origin}/graphql?query=${query}`, {
    headers: { accept: 'application/json' },
  })
  const answer: { readonly data: { readonly relationship: { readonly position: number } } } =
    await response.json()
  return answer.data.relationship.position
}

describe('the typed client', () => {
  test('answers by the types of its documents', async () => {
    const { relationship } = await ask({ url }, OpenUndertakingsDocument, {
      id: 'japan-viet-nam',
      date: '2025-05-01',
      knownAt: null,
    })
    const days: readonly (string | null | undefined)[] = given(relationship?.asOf).undertakings.map(
      ({ due }) => due?.date,
    )
    expect(days).toContain('2025-12-31')
  })

  test('throws every error of an answer, each with its code', async () => {
    const answer = ask({ url }, OpenUndertakingsDocument, { id: 'nowhere', date: null, knownAt: null })
    await expect(answer).rejects.toThrow(AskError)
    await expect(answer).rejects.toMatchObject({ errors: [{ extensions: { code: 'E_NOT_FOUND' } }] })
  })
})

describe('the examples', () => {
  test('a script lists what was open on a day', async () => {
    const printed = await example('open-undertakings.ts', '2025-05-01')
    expect(printed).toMatch(/^Open on 2025-05-01, as of position \d+:$/m)
    expect(printed).toMatch(/^2025-12-31 {2}definitely {2}.+ \[\d+ \d+–\d+\]$/m)
  })

  test('a follower hears every event after a position, in order, and goes on after a cut', async () => {
    const first = await serve(['--port', '0'])
    const head = await headOf(first.origin)
    const heard: string[] = []
    const follower = spawn(process.execPath, [
      join(ROOT, 'examples', 'listen.ts'),
      `${first.origin}/graphql`,
      String(head - 11),
    ])
    createInterface({ input: follower.stdout }).on('line', (line) => heard.push(line.split(' ')[0] ?? ''))
    const standing = Array.from({ length: 11 }, (_, index) => String(head - 10 + index))
    try {
      await expect.poll(() => heard).toEqual(standing)
      await first.stop()
      const again = await serve(['--port', String(first.port)])
      await expect.poll(() => fetch(`${again.origin}/ready`).then(({ ok }) => ok)).toBe(true)
      await sleep(2_000)
      expect(heard).toEqual(standing)
      await again.stop()
    } finally {
      follower.kill()
    }
  })

  test('a notebook plots a comparison', async () => {
    const svg = await example('notebook.ts', '2021-11-30', '2025-12-31')
    expect(svg).toMatch(/^<svg [\s\S]+<\/svg>\n$/)
    expect(svg).toMatch(/>meeting<\/text>(<rect [^>]+><title>[A-Z_]+: \d+<\/title><\/rect>)+/)
    expect(svg).toMatch(/<title>WORLD_CHANGED: [1-9]/)
  })
})

describeWith(browserNeeded, 'the example page', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await openBrowser([server.origin, pageOrigin])
    page = await browser.context.newPage()
    await page.goto(`${pageOrigin}/page/?server=${url}`)
  })
  afterAll(() => browser?.close())

  test('shows what was open and the timeline, page by page', async () => {
    await expect
      .poll(() => page.locator('#open li').allInnerTexts())
      .toContainEqual(expect.stringContaining('by 2025-12-31, definitely'))
    await expect.poll(() => page.locator('#timeline li').count()).toBe(20)
    await page.click('#more')
    await expect.poll(() => page.locator('#timeline li').count()).toBe(40)
    expect(await page.locator('#fault').innerText()).toBe('')
    expect(browser.elsewhere).toEqual([])
  })

  test('shows what the server refuses', async () => {
    await page.goto(`${pageOrigin}/page/?server=${server.origin}/nothing`)
    await expect.poll(() => page.locator('#fault').innerText()).not.toBe('')
  })
})
