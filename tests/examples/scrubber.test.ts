import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { servePage } from '../../examples/page/serve.ts'
import { parseDay } from '../../src/time/index.ts'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from '../server/process.ts'

describeWith(browserNeeded, 'the scrubber', () => {
  let pages: Server
  let server: Started
  let browser: Browser
  let page: Page
  const asked: string[] = []

  beforeAll(async () => {
    pages = await servePage(0)
    const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`
    server = await serve(['--port', '0', '--origins', origin])
    browser = await openBrowser([server.origin, origin])
    page = await browser.context.newPage()
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${origin}/scrubber/?server=${server.origin}/feeds/japan-viet-nam`)
    await page.locator('#items tr').first().waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    pages?.close()
    await server?.stop()
  })

  /** Moves a slider as a hand does. */
  async function slide(id: string, to: number): Promise<void> {
    await page.locator(`#${id}`).evaluate((input, day) => {
      if (input instanceof HTMLInputElement) input.value = `${day}`
      input.dispatchEvent(new Event('input'))
    }, to)
  }

  /** What the server says of a state, as the page shows it. */
  async function headlines(
    kind: string,
    date: string,
    knownAt: string | undefined,
  ): Promise<readonly string[]> {
    const known = knownAt === undefined ? '' : `, knownAt: "${knownAt}"`
    const query = `{ relationship(id: "japan-viet-nam") { asOf(date: "${date}"${known}) {
      items(first: 100, kinds: ["${kind}"], certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]) { nodes { headline } }
    } } }`
    const answer = await fetch(`${server.origin}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'application/json' },
    })
    const { data } = await answer.json()
    return data.relationship.asOf.items.nodes.map(({ headline }: { headline: string }) => headline).sort()
  }

  test.each([
    ['meeting', '2025-04-30', '2025-05-01'],
    ['meeting', '2024-01-01', '2025-05-01'],
    ['meeting', '2025-04-30', undefined],
    ['instrument', '2025-04-30', undefined],
    ['visit', '2025-12-31', '2025-12-31'],
  ])('shows each %s of %s as known by %s without a further request', async (kind, date, knownAt) => {
    const last = await page.locator('#known').evaluate((input) => (input as HTMLInputElement).max)
    await page.selectOption('#kind', kind)
    await slide('date', parseDay(date))
    await slide('known', knownAt === undefined ? Number(last) : parseDay(knownAt))
    const shown = await page.locator('#items tr td:first-child').allInnerTexts()
    expect(shown.sort()).toEqual(await headlines(kind, date, knownAt))
    expect(shown.length).toBeGreaterThan(2)
    expect(asked.filter((url) => url.startsWith(server.origin))).toHaveLength(1)
    expect(browser.elsewhere).toEqual([])
  })

  test('says what the server refuses', async () => {
    if (process.env.SCRUBBER_PICTURE !== undefined)
      await page.screenshot({ path: process.env.SCRUBBER_PICTURE })
    const refused = await browser.context.newPage()
    const { origin } = new URL(page.url())
    await refused.goto(`${origin}/scrubber/?server=${server.origin}/feeds/nothing`)
    await expect.poll(() => refused.locator('#fault').innerText()).toContain('E_NOT_FOUND')
  })
})
