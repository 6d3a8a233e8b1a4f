import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from './process.ts'

describeWith(browserNeeded, 'the playground in a browser without a network', () => {
  let server: Started
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    server = await serve()
    browser = await openBrowser([server.origin])
    page = await browser.context.newPage()
    await page.goto(`${server.origin}/`)
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

  test('asked nothing of anyone but the server', () => {
    expect(browser.elsewhere).toEqual([])
  })
})
