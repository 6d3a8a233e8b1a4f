import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from './process.ts'

describeWith(browserNeeded, 'the playground in a browser without a network', () => {
  let server: Started
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    server = await serve()
    browser = await openBrowser([server.origin])
    page = await browser.context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    await page.goto(`${server.origin}/graphql`)
    await page.waitForSelector('.graphiql-query-editor .view-line, .graphiql-query-editor .CodeMirror-line')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  /** What a reader sees there; the editors write their spaces as ones that do not break. */
  async function textOf(place: string): Promise<string> {
    return (await page.locator(place).allInnerTexts()).join('\n').replaceAll('\u00a0', ' ')
  }

  test('opens with the commented example', async () => {
    await expect
      .poll(() => textOf('.graphiql-query-editor'))
      .toMatch(/# What stood on 1 May 2025\?[^{]*query WhatStood \{/)
  })

  test('offers the other examples, each in a tab with a name', async () => {
    const tabs = await page.locator('.graphiql-tab-button').allInnerTexts()
    expect(tabs.map((each) => each.trim())).toEqual(['WhatStood', 'WhatChanged', 'WhoSaysSo'])
  })

  test('runs the example and shows the real answer', async () => {
    await page.locator('.graphiql-execute-button').click()
    await expect.poll(() => textOf('.result-window')).toMatch(/"date": "2025-12-31"/)
    expect(await textOf('.result-window')).not.toContain('errors')
    if (process.env.REGESTA_SCREENSHOT) await page.screenshot({ path: process.env.REGESTA_SCREENSHOT })
  })

  test.each([
    ['WhatChanged', '"change": "ADDED"'],
    ['WhoSaysSo', '"start": 153'],
  ])('turns to %s at the first click of the mouse, and runs that one', async (name, shown) => {
    const tab = page.locator('.graphiql-tab-button', { hasText: name })
    const box = await tab.boundingBox()
    if (box === null) throw new Error('the tab is not to be seen')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.up()
    await expect.poll(() => textOf('.graphiql-query-editor')).toContain(`query ${name}`)
    // GraphiQL reads the names of the operations a moment after a tab is turned to.
    await page.waitForTimeout(1_000)
    await page.locator('.graphiql-execute-button').click()
    await expect.poll(() => textOf('.result-window')).toContain(shown)
  })

  test('shows the link and the citation of the answer beside them, and of no other', async () => {
    const links = () => page.locator('#place a').allInnerTexts()
    const turnTo = (name: string) => page.locator('.graphiql-tab-button', { hasText: name }).click()
    const both = ['Link to this answer', 'Cite it']
    await expect.poll(links).toEqual(both)
    await page.locator('[aria-label="New tab"]').click()
    await expect.poll(links).toEqual([])
    await turnTo('WhoSaysSo')
    await expect.poll(links).toEqual(both)
    await expect.poll(() => textOf('.result-window')).toContain('"start": 153')
    await write(page, '{ relationship(id: "nowhere") { id } }')
    await expect.poll(() => page.url()).toContain('nowhere')
    expect(await links()).toEqual(both)
    await page.locator('.graphiql-execute-button').click()
    await expect.poll(() => textOf('.result-window')).toContain('E_NOT_FOUND')
    expect(await links()).toEqual([])
    await turnTo('WhatStood')
    await expect.poll(() => textOf('.result-window')).toContain('"date": "2025-12-31"')
    await expect.poll(links).toEqual(both)
  })

  test('asked nothing of anyone but the server, and nothing that its policy forbids', () => {
    expect(browser.elsewhere).toEqual([])
    expect(complaints).toEqual([])
  })
})

describeWith(browserNeeded, 'a link into the playground', () => {
  const QUERY = `query Told($date: Date) { relationship(id: "japan-viet-nam") { asOf(date: $date) { point { date } } } }`
  let server: Started
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    server = await serve()
    browser = await openBrowser([server.origin])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  beforeEach(async () => {
    page = await browser.context.newPage()
  })

  const open = (search: Record<string, string>) =>
    page.goto(`${server.origin}/graphql?${new URLSearchParams(search)}`)
  const shown = async () =>
    (await page.locator('.result-window').allInnerTexts()).join().replaceAll('\u00a0', ' ')

  test('runs its question, as does the link to the answer that this shows', async () => {
    await open({ query: QUERY, variables: '{"date":"2021-05-01"}' })
    await expect.poll(shown).toContain('"date": "2021-05-01"')
    const link = page.locator('#place a', { hasText: 'Link to this answer' })
    const address = await link.evaluate((anchor) => (anchor instanceof HTMLAnchorElement ? anchor.href : ''))
    expect(address).toContain('at=')
    await page.goto(address)
    await expect.poll(shown).toContain('"date": "2021-05-01"')
  })

  test('is the address of the page, which follows the query and the variables that are edited', async () => {
    await open({ query: QUERY, variables: '{"date":"2021-05-01"}', operationName: 'Told' })
    await expect.poll(shown).toContain('"date": "2021-05-01"')
    await write(page, QUERY.replace('{ date }', '{ date knownAt }'))
    await write(page, '{"date":"2022-06-02"}', '.graphiql-editor-tool')
    const now = () => new URL(page.url()).searchParams
    await expect.poll(() => now().get('variables')).toBe('{"date":"2022-06-02"}')
    expect([now().get('query'), now().get('operationName')]).toEqual([
      expect.stringContaining('knownAt'),
      null,
    ])
    await page.reload()
    await expect.poll(shown).toMatch(/"date": "2022-06-02",\s+"knownAt": null/)
  })

  test.each([
    ['a mutation', 'mutation { beginChronicle(input: { name: "a-b" }) { __typename } }'],
    ['a subscription', 'subscription { events(chronicle: "japan-viet-nam") { position } }'],
    ['two queries', 'query One { sources { subject } } query Two { relationships { id } }'],
  ])('with %s only shows it', async (_, query) => {
    const asked = () =>
      server.log.filter(({ path, method }) => path === '/graphql' && method === 'POST').length
    const before = asked()
    await open({ query })
    await page.waitForSelector('.graphiql-query-editor .view-line')
    // Longer than it takes to run a query.
    await page.waitForTimeout(1_500)
    expect([asked() - before, (await shown()).trim()]).toEqual([0, ''])
  })
})

/** Replaces what an editor of the playground holds. */
async function write(page: Page, text: string, editor = '.graphiql-query-editor'): Promise<void> {
  await page.locator(`${editor} .view-lines`).first().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(text)
}

describeWith(browserNeeded, 'the playground in a browser that keeps what it loaded', () => {
  let server: Started
  let browser: Browser
  beforeAll(async () => {
    server = await serve()
    browser = await openBrowser([server.origin], { watched: false })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  test('is loaded again with less than 5 KB: the page, and that the schema is as it was', async () => {
    const page = await browser.context.newPage()
    const session = await browser.context.newCDPSession(page)
    await session.send('Network.enable')
    const addresses = new Map<string, string>()
    let bytes = 0
    session.on('Network.requestWillBeSent', ({ requestId, request }) => addresses.set(requestId, request.url))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (addresses.get(requestId)?.startsWith('http')) bytes += encodedDataLength
    })
    const asked = (status: number) =>
      server.log.filter((line) => line.path === '/graphql' && line.status === status).length
    const parts = () => server.log.filter(({ path }) => String(path).startsWith('/playground/')).length
    const loaded = () => page.waitForSelector('.graphiql-query-editor .view-line')

    await page.goto(`${server.origin}/graphql`)
    await loaded()
    await expect.poll(() => [asked(200), parts()]).toEqual([2, 7])
    await expect.poll(() => bytes).toBeGreaterThan(1_000_000)
    // A part that is still on its way when the page is left is not kept, and loaded once more.
    const again = async () => {
      const [before, pages, unchanged] = [parts(), asked(200), asked(304)]
      bytes = 0
      await page.reload()
      await loaded()
      await expect.poll(() => [asked(200), asked(304)]).toEqual([pages + 1, unchanged + 1])
      return parts() - before
    }
    await expect.poll(again, { timeout: 60_000 }).toBe(0)
    expect(bytes).toBeLessThan(5_000)
  })
})
