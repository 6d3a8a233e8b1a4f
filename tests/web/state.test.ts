import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isoDay, parseIsoDay } from '../../web/src/days.ts'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from '../server/process.ts'

type Point = { readonly date: string; readonly known: string | undefined }
type Row = { readonly subject: string; readonly certainty: string; readonly headline: string }

const POINTS = Number(process.env.STATE_POINTS ?? 500)

/** Days on which something is likely to turn; the others are any days of about ten years. */
const TURNS = [
  '2021-09-01',
  '2021-11-23',
  '2025-02-10',
  '2025-04-28',
  '2025-12-04',
  '2025-12-31',
  '2026-01-01',
]

/** A generator of numbers from 0 to below 1 that gives the same for a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function randomPoints(count: number, seed: number): readonly Point[] {
  const next = random(seed)
  const day = () => {
    const turn = parseIsoDay(TURNS[Math.floor(next() * TURNS.length)] ?? '') ?? 0
    return isoDay(next() < 0.5 ? turn + Math.floor(next() * 3) - 1 : 17_900 + Math.floor(next() * 3_700))
  }
  return Array.from({ length: count }, () => ({ date: day(), known: next() < 0.1 ? undefined : day() }))
}

describeWith(browserNeeded, 'the state on the page', () => {
  let server: Started
  let browser: Browser

  beforeAll(async () => {
    server = await serve()
    browser = await openBrowser([server.origin])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage()
    await page.goto(server.origin + path)
    await page.locator('.cols').waitFor({ state: 'attached' })
    return page
  }

  /** What the lists say at points one after another, all rows opened; the page is not loaded anew. */
  function rowsAt(page: Page, points: readonly Point[]): Promise<readonly (readonly Row[])[]> {
    const asked = points.map(({ date, known }) => ({
      path: `/japan-viet-nam?date=${date}${known === undefined ? '' : `&known=${known}`}`,
      day: `${parseIsoDay(date)}`,
      knownDay: known === undefined ? undefined : `${parseIsoDay(known)}`,
    }))
    return page.evaluate(async (asked) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const lists = () => document.querySelector<HTMLElement>('.cols')
      const shown = []
      for (const { path, day, knownDay } of asked) {
        history.pushState(null, '', path)
        dispatchEvent(new PopStateEvent('popstate'))
        while (lists()?.dataset.date !== day || lists()?.dataset.known !== knownDay) await frame()
        for (;;) {
          const more = [...document.querySelectorAll<HTMLElement>('.cols .more button')]
          if (more.length === 0) break
          for (const each of more) each.click()
          await frame()
        }
        shown.push(
          [...document.querySelectorAll<HTMLElement>('.cols [data-subject]')].map(({ dataset }) => ({
            subject: dataset.subject ?? '',
            certainty: dataset.certainty ?? '',
            headline: dataset.headline ?? '',
          })),
        )
      }
      return shown
    }, asked)
  }

  type Answer = {
    readonly data: {
      readonly chronicle: {
        readonly asOf: {
          readonly items: {
            readonly nodes: readonly Row[]
            readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
          }
        }
      }
    }
  }

  /** The same by the API. */
  async function asOf({ date, known }: Point): Promise<readonly Row[]> {
    const query = `query ($date: Date!, $known: Date, $after: String) {
      chronicle(id: "japan-viet-nam") { asOf(date: $date, knownAt: $known) {
        items(certainty: [DEFINITELY, POSSIBLY, UNKNOWN], first: 100, after: $after) {
          nodes { subject certainty headline } pageInfo { hasNextPage endCursor } } } } }`
    const rows: Row[] = []
    for (let after: string | null = null; ; ) {
      const response: Response = await fetch(`${server.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables: { date, known, after } }),
      })
      const { data }: Answer = (await response.json()) as Answer
      const { nodes, pageInfo } = data.chronicle.asOf.items
      rows.push(...nodes.map((row) => ({ ...row, certainty: row.certainty.toLowerCase() })))
      if (!pageInfo.hasNextPage) return rows
      after = pageInfo.endCursor
    }
  }

  const inOrder = (rows: readonly Row[]) =>
    rows.toSorted((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0))

  test(`is what asOf() answers, at ${POINTS} random points, and no point asks the server for anything`, async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    // What is read is there all the same where it is not painted, which takes most of the time.
    await page.evaluate(() => document.styleSheets[0]?.insertRule('.cols > * { display: none }'))
    const points = randomPoints(POINTS, 20_250_501)
    const answering = async () => {
      const answers: (readonly Row[])[] = []
      for (const point of points) answers.push(await asOf(point))
      return answers
    }
    const [shown, answered] = await Promise.all([rowsAt(page, points), answering()])
    for (const [index, point] of points.entries())
      expect({ point, rows: inOrder(shown[index] ?? []) }).toEqual({
        point,
        rows: inOrder(answered[index] ?? []),
      })
    expect(asked).toEqual([])
    await page.close()
  })

  test('says on a day that no source tells of which days are near, and leads there', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01&known=2025-12-31&kinds=office')
    await expect
      .poll(() => page.locator('.lede').innerText())
      .toContain('Nothing of what is shown stands on this day.')
    await page.locator('.lede a').last().click()
    await expect.poll(() => page.locator('.lede').innerText()).not.toContain('Nothing of what')
    expect(new URL(page.url()).searchParams.get('known')).toBe('2025-12-31')
    await page.close()
  })

  test('says that it does not understand a kind that there is not, and shows the rest', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01&kinds=foo')
    await expect
      .poll(() => page.locator('aside.faults').innerText())
      .toContain('“kinds” knows nothing of “foo”: there is no such kind here.')
    expect(await page.locator('.lede').innerText()).toContain('Comprehensive Strategic Partnership')
    await page.close()
  })

  test('leads from a day after every source to the last that one tells of, as known by then', async () => {
    const page = await open('/japan-viet-nam')
    const last = page.locator('.narrowed', { hasText: 'Last told of' }).getByRole('link')
    expect(await last.innerText()).toBe('4 December 2025')
    await last.click()
    await page.waitForURL(/date=2025-12-04/)
    await expect
      .poll(() => page.locator('.lede').innerText())
      .toContain('Comprehensive Strategic Partnership')
    await expect.poll(() => last.count()).toBe(0)
    // The line stays, so that nothing moves.
    expect(await page.locator('.narrowed').innerText()).toBe('Last told of: 4 December 2025')
    await page.goto(`${server.origin}/japan-viet-nam?date=2026-01-01&known=2025-05-01`)
    await expect.poll(() => last.innerText()).toBe('29 April 2025')
    await page.close()
  })

  test('lists at the root what a chronicle is, how much it holds and of which days, and where one may begin', async () => {
    const page = await browser.context.newPage()
    await page.goto(`${server.origin}/`)
    const chronicle = page.locator('.chronicles > li')
    await chronicle.getByText('5 sources.').waitFor()
    const text = await chronicle.innerText()
    expect(text).toContain('What stood between Japan and Viet Nam')
    expect(text).toMatch(/\d+ events are recorded\./)
    expect(text).toContain('days from 1 September 2021 on; the newest is of 4 December 2025')
    await chronicle.getByRole('link', { name: 'What changed in the year before that' }).click()
    await page.waitForURL(/compare\?date=2024-12-04&to=2025-12-04/)
    await page.goBack()
    await chronicle.getByRole('link', { name: 'Last told of: 4 December 2025' }).click()
    await page.waitForURL(/japan-viet-nam\?date=2025-12-04/)
    await page.close()
  })

  test('finds by search, says what it finds, and keeps that in the address', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01')
    const all = await page.locator('.cols [data-subject]').count()
    await page.getByRole('searchbox').fill('semiconductor')
    await page.getByText(/^\d+ of \d+ match(es)? “semiconductor”$/).waitFor()
    const found = await page.locator('.cols [data-subject]').count()
    expect(found).toBeGreaterThan(0)
    expect(found).toBeLessThan(all)
    expect(new URL(page.url()).searchParams.get('search')).toBe('semiconductor')
    await page.getByRole('searchbox').fill('no such word anywhere')
    await page.locator('.lede').getByText('Nothing found for “no such word anywhere”').waitFor()
    expect(await page.locator('.lede').innerText()).not.toContain('No source used here')
    await page.getByRole('link', { name: 'Clear the search' }).click()
    await expect.poll(() => page.locator('.cols [data-subject]').count()).toBe(all)
    expect(await page.getByRole('searchbox').inputValue()).toBe('')
    await page.close()
  })

  test('says near its heading how much of how much is shown, on a phone too, and leads out of it', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01')
    await page.setViewportSize({ width: 390, height: 844 })
    const all = await page.locator('.cols [data-subject]').count()
    const narrowed = page.locator('.narrowed', { has: page.locator('strong') })
    await expect.poll(() => narrowed.count()).toBe(0)
    await page.goto(`${server.origin}/japan-viet-nam?date=2025-05-01&search=training&kinds=undertaking`)
    await page.getByText(/^\d+ of \d+ match “training”$/).waitFor()
    const box = await narrowed.boundingBox()
    expect((box?.y ?? 844) + (box?.height ?? 0)).toBeLessThan(400)
    expect(await narrowed.innerText()).toContain('narrowed by kind')
    // The status is not shown: nothing is said of it.
    expect(await page.locator('.lede').innerText()).not.toContain('No status')
    await narrowed.getByRole('link', { name: 'Clear the search' }).click()
    await page.getByText(/^\d+ of \d+ are shown$/).waitFor()
    await narrowed.getByRole('link', { name: 'Stop narrowing' }).click()
    await expect.poll(() => page.locator('.cols [data-subject]').count()).toBe(all)
    await expect.poll(() => narrowed.count()).toBe(0)
    await page.close()
  })

  test('leads to the first list by Enter in the search, once what was found is there', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01')
    await page.getByRole('searchbox').fill('semiconductor')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2')
    expect(await page.getByText(/^\d+ of \d+ match(es)? “semiconductor”$/).count()).toBe(1)
    const top = () => page.evaluate(() => document.activeElement?.getBoundingClientRect().top)
    await expect.poll(top).toBeLessThan(page.viewportSize()?.height ?? 0)
    expect(await top()).toBeGreaterThanOrEqual(0)
    await page.close()
  })

  test('is narrowed by facets, whose counts are what one then sees', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01')
    await page.getByText('Narrow by kind').click()
    const facet = page.locator('.facet').filter({ hasText: 'Topic' }).locator('a.toggle').first()
    const count = Number(await facet.locator('.n').innerText())
    await facet.click()
    await expect
      .poll(async () => {
        for (const more of await page.locator('.cols .more button').all()) await more.click()
        return page.locator('.cols [data-subject]').count()
      })
      .toBe(count)
    expect(new URL(page.url()).searchParams.get('topic')).not.toBeNull()
    await page.getByRole('link', { name: 'Show all' }).click()
    expect(new URL(page.url()).searchParams.get('topic')).toBeNull()
    await page.close()
  })

  test('is handed on by links that open the same, by downloads that are there, by a query and as a brief', async () => {
    const page = await open(
      '/japan-viet-nam?date=2025-05-01&known=2025-12-31&kinds=undertaking&topic=security',
    )
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    const pinned = await page.getByLabel('This view for good').inputValue()
    expect(new URL(pinned).searchParams.get('position')).toMatch(/^\d+$/)
    await page.getByRole('button', { name: 'Download', exact: true }).click()
    const links = await page.locator('.formats a').all()
    expect(links.length).toBeGreaterThan(10)
    for (const link of links) {
      const href = (await link.getAttribute('href')) ?? ''
      const response = await fetch(server.origin + href)
      expect([href, response.status]).toEqual([href, 200])
      await response.arrayBuffer()
    }
    for (const name of ['GraphQL', 'Print']) {
      const href = (await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''
      const response = await fetch(server.origin + href, {
        headers: { accept: 'application/json, text/html;q=0.5' },
      })
      expect([href, response.status]).toEqual([href, 200])
      const text = await response.text()
      expect(text).not.toContain('"errors"')
    }
    await page.getByRole('button', { name: 'Cite', exact: true }).click()
    await page.getByLabel('The answer behind it').waitFor()
    expect(await page.getByLabel('This view', { exact: true }).inputValue()).toContain(
      'as known by 31 December 2025',
    )
    await page.locator('.cited li').first().waitFor()
    await page.close()
  })
})
