import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../require.ts'
import { type Started, serve } from './process.ts'

const CHROMIUM = process.env.REGESTA_CHROMIUM || '/usr/bin/chromium'
const ARGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

/** What would end the script that it is written into, were it written as it is. */
const HOSTILE = '</script><script>window.taken = true</script>'

describeWith(
  { name: 'chromium', there: existsSync(CHROMIUM) },
  'the address of an answer, opened in a browser',
  () => {
    let server: Started
    let browser: Browser
    let address: string

    beforeAll(async () => {
      server = await serve()
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
      const response = await fetch(`${server.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query:
            'query ToBeShown($on: Date) { relationship(id: "japan-viet-nam") { asOf(date: $on) { point { date position } } } }',
          variables: { on: '2025-05-01' },
        }),
      })
      address = /<([^>]*)>/.exec(response.headers.get('link') ?? '')?.[1] ?? ''
    })
    afterAll(async () => {
      await browser?.close()
      await server?.stop()
    })

    /** In a browser that remembers nothing of the pages before. */
    async function opened(search: string): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 } })
      const page = await context.newPage()
      await page.goto(`${server.origin}/graphql${search}`)
      await page.waitForSelector('.graphiql-query-editor .view-line, .graphiql-query-editor .CodeMirror-line')
      return page
    }

    async function textOf(page: Page, place: string): Promise<string> {
      return (await page.locator(place).allInnerTexts()).join('\n').replaceAll('\u00a0', ' ')
    }

    test('shows the question, laid out, with its variables, beside the examples', async () => {
      const page = await opened(address)
      await expect
        .poll(() => textOf(page, '.graphiql-query-editor'))
        .toContain('query ToBeShown($on: Date) {')
      expect(await textOf(page, '.graphiql-query-editor')).toMatch(/\n +point \{/)
      await expect.poll(() => textOf(page, '.graphiql-editor-tool')).toContain('"on": "2025-05-01"')
      const tabs = await page.locator('.graphiql-tab-button').allInnerTexts()
      expect(tabs.map((each) => each.trim())).toEqual(expect.arrayContaining(['ToBeShown', 'WhatStood']))
    })

    test('and asks it where the address stands, which the page says', async () => {
      const pinned = address.replace(/at=[^&]*/, 'at=2019-05-05,japan-viet-nam:7')
      const page = await opened(pinned)
      await expect.poll(() => textOf(page, '#place')).toContain('at 2019-05-05,japan-viet-nam:7')
      await page.locator('.graphiql-execute-button').click()
      await expect.poll(() => textOf(page, '.result-window')).toContain('"position": 7')
      expect(await page.locator('#place a', { hasText: 'now' }).getAttribute('href')).not.toContain('at=')
    })

    test('a question of now leads to the address of its answer, and to its citation', async () => {
      const page = await opened('')
      await page.locator('.graphiql-execute-button').click()
      const link = page.locator('#place a', { hasText: 'Link to this answer' })
      await link.waitFor()
      const href = (await link.getAttribute('href')) ?? ''
      const answer = await fetch(`${server.origin}/graphql${href}`, {
        headers: { accept: 'application/json' },
      })
      expect(answer.headers.get('cache-control')).toContain('immutable')
      const cited = (await page.locator('#place a', { hasText: 'Cite it' }).getAttribute('href')) ?? ''
      const citation = await fetch(new URL(cited, server.origin))
      expect(await citation.text()).toContain('japan-viet-nam')
      if (process.env.REGESTA_SCREENSHOT) await page.screenshot({ path: process.env.REGESTA_SCREENSHOT })
    })

    test.each(['query', 'variables', 'at'])('nothing in %s runs in the page', async (parameter) => {
      const search = new URLSearchParams({ query: '{ relationships { id } }', [parameter]: HOSTILE })
      const page = await opened(`?${search}`)
      await page.waitForTimeout(500)
      expect(await page.evaluate('window.taken')).toBeUndefined()
      const said = { query: '.graphiql-query-editor', variables: '.graphiql-editor-tool', at: '#place' }[
        parameter
      ]
      await expect.poll(() => textOf(page, said ?? '')).toContain('window.taken')
    })
  },
)
