import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from '../server/process.ts'

describeWith(browserNeeded, 'the page in a browser', () => {
  let server: Started
  let framing: Server
  let framed: string
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    server = await serve()
    framing = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
      response.setHeader('content-type', 'text/html')
      response.end(
        `<!doctype html><iframe src="${searchParams.get('of')}" width="900" height="600"></iframe>`,
      )
    })
    await new Promise<void>((resolve) => framing.listen(0, '127.0.0.1', resolve))
    const address: AddressInfo | string | null = framing.address()
    framed = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    browser = await openBrowser([server.origin, framed])
  })
  afterAll(async () => {
    await browser?.close()
    framing?.close()
    await server?.stop()
  })

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage()
    page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${path}: ${message.text()}`)
    })
    await page.goto(path)
    return page
  }

  /** Until a page shows more than that it reads. */
  const drawn = (page: Page | Frame) =>
    page.waitForFunction(() => document.querySelectorAll('#root *').length > 10)

  test.each([
    '/',
    '/japan-viet-nam?date=2025-05-01',
    '/japan-viet-nam/sources',
    '/japan-viet-nam?date=2025-05-01&embed=1',
  ])('draws %s without a complaint, and asks nothing of another host', async (path) => {
    complaints.length = 0
    const page = await open(server.origin + path)
    await drawn(page)
    expect(complaints).toEqual([])
    expect(browser.elsewhere).toEqual([])
    await page.close()
  })

  test.each([
    { width: 1600, height: 1000 },
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])('opens at its top and stays there while the rest of it comes, $width wide', async (size) => {
    const page = await browser.context.newPage()
    await page.setViewportSize(size)
    await page.goto(`${server.origin}/japan-viet-nam?date=2025-05-01&known=2025-12-31&recorded=1`)
    // The ticks of sources and the days of recording come last, each by a request.
    await page.locator('.as-known-by .ks').first().waitFor({ state: 'attached' })
    await page.locator('.as-recorded .ks').first().waitFor({ state: 'attached' })
    await page.locator('.cols li').first().waitFor()
    // What is held in its place is held for some frames.
    await page.evaluate(async () => {
      for (let frame = 0; frame < 12; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
    })
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await page.close()
  })

  test('has the title of its address before any script runs', async () => {
    const page = await open(`${server.origin}/japan-viet-nam?date=2025-05-01&known=2025-12-31`)
    expect(await page.title()).toMatch(/on 1 May 2025, as known by 31 December 2025$/)
    await page.close()
  })

  test('says in its title what stands at the root, before and after its script ran', async () => {
    expect(await (await fetch(`${server.origin}/`)).text()).toContain('<title>Regesta: chronicles</title>')
    const page = await open(`${server.origin}/`)
    await drawn(page)
    expect(await page.title()).toBe('Regesta: chronicles')
    await page.close()
  })

  /** What a page of another origin shows in a frame of it. */
  const framedText = async (path: string) => {
    const page = await open(`${framed}/?of=${encodeURIComponent(server.origin + path)}`)
    const inner = page.frames()[1]
    if (inner === undefined) throw new Error('there is no frame')
    await inner.waitForLoadState()
    const root = inner.locator('#root')
    const isThere = (await root.count()) > 0
    if (isThere) await drawn(inner)
    const text = isThere ? await root.innerText() : ''
    await page.close()
    return text
  }

  test('is shown within a page of another origin where its address says so, and nowhere else', async () => {
    expect(await framedText('/japan-viet-nam?date=2025-05-01&embed=1')).toContain('What stood between')
    complaints.length = 0
    expect(await framedText('/japan-viet-nam?date=2025-05-01')).toBe('')
    expect(complaints.join()).toContain('frame-ancestors')
  })
})
