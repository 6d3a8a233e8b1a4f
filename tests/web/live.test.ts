import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { temporaryFolder } from '../cli/small-chronicle.ts'
import { describeWith } from '../require.ts'
import { type Started, serve, temporaryLedger } from '../server/process.ts'

const NAME = 'japan-viet-nam'
const desk = newToken('press-desk', 'recorder')
const reader = newToken('reader', 'reader')

describeWith(browserNeeded, 'the page while something is recorded', () => {
  let server: Started
  let browser: Browser
  const ledger = temporaryLedger()
  const complaints: string[] = []

  /** A server that everyone may read; at its second start it is where it was. */
  const start = (port = 0, reading = 'open') => {
    const tokens = join(temporaryFolder(), 'tokens.yaml')
    writeFileSync(tokens, `${desk.line}\n${reader.line}\n`)
    return serve(['--port', `${port}`, '--tokens', tokens, '--reading', reading, '--ledger', ledger])
  }

  beforeAll(async () => {
    server = await start()
    browser = await openBrowser([server.origin])
  })
  beforeEach(() => {
    complaints.length = 0
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage()
    page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
    await page.goto(server.origin + path)
    return page
  }

  const headOf = async () => {
    const response = await fetch(`${server.origin}/chronicles.json`)
    const { chronicles }: { chronicles: readonly { position: number }[] } = await response.json()
    return chronicles[0]?.position ?? Number.NaN
  }

  /** Registers a source; its day in EDTF. */
  async function record(name: string, published = '2025-05-03'): Promise<void> {
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${desk.token}` },
      body: JSON.stringify({
        query: `mutation { registerSource(input: { chronicle: "${NAME}", id: "source/${name}", label: "${name}", absent: [],
          published: { edtf: "${published}", basis: STATED }, evidence: [{ locator: "page 1", role: TITLE }] })
          { __typename } }`,
      }),
    })
    expect(await response.text()).toContain('RegisterSourceSuccess')
  }

  const ready = (page: Page) => page.getByRole('slider', { name: 'On this day' }).waitFor()
  const notices = (page: Page) => page.getByRole('complementary', { name: 'What is new' })

  test('takes in what others record, and moves nothing that one reads', async () => {
    const page = await open(`/${NAME}?date=2025-05-01`)
    await ready(page)
    const before = await headOf()
    // Something far down is read, and has the focus.
    const link = page.locator('main ul a').nth(25)
    await link.scrollIntoViewIfNeeded()
    await link.focus()
    // Not all browsers keep what is read in its place by themselves.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('* { overflow-anchor: none }')
      document.adoptedStyleSheets = [sheet]
    })
    const height = await page.locator('.as-known-by').evaluate((band) => band.clientHeight)
    const seen = await link.boundingBox()
    const words = await link.innerText()
    // Without a date, it takes a row more under the band, far above.
    await record('wire-1', '[2025-05-03..]')
    await notices(page).getByText('1 event was recorded since').waitFor()
    await expect
      .poll(() => page.getByRole('slider', { name: 'As known by' }).getAttribute('aria-valuetext'))
      .toContain('6 sources')
    expect(await page.locator('.as-known-by').evaluate((band) => band.clientHeight)).toBeGreaterThan(height)
    // The browser scrolls by whole pixels; a row is many.
    const now = await link.boundingBox()
    expect(Math.abs((now?.y ?? Number.NaN) - (seen?.y ?? Number.NaN))).toBeLessThanOrEqual(1)
    expect(now?.x).toBe(seen?.x)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(words)
    await record('wire-2')
    await notices(page).getByText('2 events were recorded since').waitFor()
    const compare = await notices(page).getByRole('link').getAttribute('href')
    expect(compare).toContain(`/${NAME}/compare?`)
    expect(compare).toContain(`position=${before}`)
    expect(compare).toContain(`to-position=${before + 2}`)
    await notices(page).getByRole('button', { name: 'Close' }).click()
    expect(await notices(page).innerText()).toBe('')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('follows nothing where its address names a position', async () => {
    const page = await browser.context.newPage()
    const asked: (string | null)[] = []
    page.on('request', (request) => asked.push(request.postData()))
    await page.goto(`${server.origin}/${NAME}?date=2025-05-01&position=440`)
    await ready(page)
    await record('wire-3')
    await page.waitForLoadState('networkidle')
    expect(asked.filter((body) => body?.includes('subscription'))).toEqual([])
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/as recorded up to\sevent\s440/)
    expect(await notices(page).innerText()).toBe('')
    await page.close()
  })

  test('says that the connection is lost and since when, keeps what it shows, and catches up when the server is back', async () => {
    const page = await open(`/${NAME}?date=2025-05-01`)
    await ready(page)
    const head = await headOf()
    const { port } = server
    await server.stop('SIGKILL')
    await notices(page)
      .getByText(
        new RegExp(`Not connected since \\d\\d:\\d\\d\\. What you see is as recorded up to event ${head}\\.`),
      )
      .waitFor()
    await page.getByRole('slider', { name: 'On this day' }).focus()
    await page.keyboard.press('.')
    await expect.poll(() => page.locator('main ul a').count()).toBeGreaterThan(10)
    server = await start(port)
    await record('wire-4')
    await notices(page).getByText('1 event was recorded since').waitFor({ timeout: 40_000 })
    expect(await page.getByText('Not connected').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('says so where nothing answers as it opens, and opens once the server is back', async () => {
    const page = await browser.context.newPage()
    let isGone = true
    await page.route('**/chronicles.json', (route) => (isGone ? route.abort() : route.continue()))
    await page.goto(`${server.origin}/${NAME}`)
    await page.getByText('The server does not answer.').waitFor()
    isGone = false
    await page.getByRole('button', { name: 'Try now' }).click()
    await ready(page)
    expect(await page.getByText('does not answer').count()).toBe(0)
    await page.close()
  })

  test('comes back to a busy server when that asks for it', async () => {
    const page = await browser.context.newPage()
    let refused = 0
    await page.route('**/grid.json*', (route) =>
      refused++ === 0 ? route.fulfill({ status: 503, headers: { 'retry-after': '1' } }) : route.continue(),
    )
    await page.goto(`${server.origin}/${NAME}`)
    await page.getByText('The server is busy. This page tries again in a second.').waitFor()
    await ready(page)
    await page.close()
  })

  test('says of a cut answer nothing but that it tries again, and shows what came', async () => {
    const page = await browser.context.newPage()
    let tries = 0
    await page.route('**/grid.json*', async (route) => {
      if (tries++ > 0) return route.continue()
      const text = await (await route.fetch()).text()
      await route.fulfill({
        status: 200,
        contentType: 'application/json',
        body: text.slice(0, text.length / 2),
      })
    })
    await page.goto(`${server.origin}/${NAME}`)
    await ready(page)
    expect(tries).toBeGreaterThan(1)
    await page.close()
  })

  test('says which chronicles there are where there is none of a name, and which position there is', async () => {
    const page = await open('/nothing')
    await page.getByText('There is no chronicle of the name “nothing” here.').waitFor()
    await page.getByRole('link', { name: 'Japan – Viet Nam' }).last().click()
    await ready(page)
    await page.goto(`${server.origin}/${NAME}?position=99999`)
    await page.getByText('The server does not have this event').waitFor()
    await page.getByRole('link', { name: 'Show what is recorded here by now' }).click()
    await ready(page)
    await page.close()
  })

  test('asks for a token where the server wants one, and keeps it to itself', async () => {
    const closed = await serve(['--port', '0', '--tokens', await tokensFile(), '--reading', 'token'])
    const own = await openBrowser([closed.origin])
    const page = await own.context.newPage()
    // Of each view, and of the list of all.
    for (const path of [
      '/',
      `/${NAME}/sources`,
      `/${NAME}/compare`,
      `/${NAME}/a/b`,
      `/${NAME}?date=2025-05-01`,
    ]) {
      await page.goto(closed.origin + path)
      await page.getByText('shows its chronicles to those who have a token').waitFor()
    }
    await page.getByText('shows its chronicles to those who have a token').waitFor()
    await page.getByLabel('Token').fill('not-one')
    await page.keyboard.press('Enter')
    await page.getByText('does not know this token').waitFor()
    await page.getByLabel('Token').fill(reader.token)
    await page.keyboard.press('Enter')
    await ready(page)
    expect(page.url()).not.toContain(reader.token)
    expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([1, 0])
    await own.close()
    await closed.stop()
  })

  async function tokensFile(): Promise<string> {
    const file = join(temporaryFolder(), 'tokens.yaml')
    writeFileSync(file, `${desk.line}\n${reader.line}\n`)
    return file
  }
})
