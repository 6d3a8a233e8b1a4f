import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserNeeded } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Opened, openPages } from './opened-page.ts'

type Trust = { readonly only?: string[]; readonly without?: string[] }
type Point = {
  readonly date: string
  readonly position?: number
  readonly knownAt?: string
  readonly trusting?: Trust
}
type Counts = Readonly<Record<string, number>>

const A: Point = { date: '2025-04-28', knownAt: '2025-04-30' }
const B: Point = { date: '2025-12-04', knownAt: '2025-12-31' }
const QUERY = 'date=2025-04-28&known=2025-04-30&to=2025-12-04&to-known=2025-12-31'

describeWith(browserNeeded, 'the comparison in a browser', () => {
  let opened: Opened
  let server: Opened['server']
  let browser: Opened['browser']

  beforeAll(async () => {
    opened = await openPages()
    ;({ server, browser } = opened)
  })
  afterAll(() => opened?.close())

  /** Waits until the page shows what its address asks for. */
  async function settled(page: Page): Promise<void> {
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    await page.waitForSelector('.compare[aria-busy=false]')
  }

  async function open(query: string, width = 1280, height = 900): Promise<Page> {
    const page = await browser.context.newPage()
    await page.setViewportSize({ width, height })
    await page.goto(`${server.origin}/japan-viet-nam/compare?${query}`)
    await settled(page)
    return page
  }

  /** What the page lists, after all was unfolded and all further rows were asked for: how each differs, and its key. */
  async function listed(page: Page): Promise<readonly string[]> {
    for (let fold = page.locator('.fold button[aria-expanded=false]'); (await fold.count()) > 0; )
      await fold.first().click()
    for (let more = page.locator('.group > .more button'); (await more.count()) > 0; ) {
      const before = await page.locator('.cmp > li').count()
      await more.first().click()
      await page.waitForFunction((count) => document.querySelectorAll('.cmp > li').length > count, before)
    }
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.cmp > li')].map(
        ({ dataset: { change, subject } }) => `${change} ${subject}`,
      ),
    )
    return rows.toSorted()
  }

  /** The same of what the API gives. */
  async function expected(from: Point, to: Point, kinds?: readonly string[]): Promise<readonly string[]> {
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `query ($from: PointInput!, $to: PointInput!, $kinds: [String!]) { chronicle(id: "japan-viet-nam") {
          compare(from: $from, to: $to) { changes(kinds: $kinds) { change subject } } } }`,
        variables: { from, to, kinds },
      }),
    })
    const { data } = await response.json()
    const changes: readonly { change: string; subject: string }[] = data.chronicle.compare.changes
    return changes.map(({ change, subject }) => `${change} ${subject}`).toSorted()
  }

  const counts = (page: Page): Promise<Counts> =>
    page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>('.group')].map((group) => [
          group.dataset.sort,
          Number.parseInt(group.querySelector('h2 small')?.textContent ?? '', 10),
        ]),
      ),
    )
  const query = (page: Page) => new URL(page.url()).searchParams

  test('lists what the API gives, each once, twenty rows of a group at a time', async () => {
    const page = await open(QUERY)
    await expect.poll(() => page.locator('[data-sort=happened] .cmp > li').count()).toBe(20)
    const rows = await expected(A, B)
    expect(rows.length).toBeGreaterThan(100)
    expect(await listed(page)).toEqual(rows)
    expect(Object.values(await counts(page)).reduce((sum, count) => sum + count)).toBe(rows.length)
    await page.close()
  })

  test('begins with what happened, then what was undertaken and done; folds what is only known better', async () => {
    const page = await open('date=2024-12-31&to=2025-12-31')
    const sorts = Object.keys(await counts(page))
    expect(sorts.slice(0, 2)).toEqual(['happened', 'doneWithin'])
    const [first] = await page.locator('.cmp > li').all()
    expect(await first?.getAttribute('data-subject')).toMatch(/^meeting\//)
    expect(await page.locator('[data-sort=doneWithin]').innerText()).toMatch(
      /Taken on and done in between\s+4/,
    )
    const kept = page.locator('[data-subject="undertaking/hold-first-two-plus-two"] [data-l=B]')
    expect(await kept.innerText()).toContain('done 4 December 2025')
    const folded = page.locator('[data-sort=certainty]')
    await expect.poll(() => folded.locator('li').count()).toBe(0)
    const links = page.getByRole('navigation', { name: 'What differs' }).getByRole('link')
    expect(await links.allInnerTexts()).toContain('4 taken on and done in between')
    await expect.poll(() => links.count()).toBe(sorts.length)
    await links.last().click()
    await expect.poll(() => folded.locator('li').count()).toBeGreaterThan(10)
    expect(await folded.evaluate((group) => group.getBoundingClientRect().top < innerHeight)).toBe(true)
    await page.close()
  })

  test('says of one day as known by two what was learned since', async () => {
    const page = await open('date=2025-12-31&known=2025-05-01&to=2025-12-31')
    const headings = await page.locator('.group h2').allInnerTexts()
    expect(headings[0]).toMatch(/^Learned since/)
    expect(headings[1]).toMatch(/^Held to be otherwise since/)
    expect(headings.join()).not.toMatch(/added|changed|happened/i)
    expect(await page.locator('[data-sort=otherwise]').innerText()).toContain('status: fulfilled')
    await page.close()
  })

  test('says of a row what it was, what it is, why, and the events behind with their sources', async () => {
    const page = await open(QUERY)
    const row = page.locator('[data-subject="undertaking/hold-first-two-plus-two"]')
    const text = (await row.innerText()).replace(/\s+/g, ' ')
    expect(text).toMatch(/status: open .*status: fulfilled/)
    expect(text).toContain('We learned from [002].')
    expect(await page.locator('[data-sort=done] .cap').innerText()).toBe(
      'Of each of these: the world changed.',
    )
    expect(await row.locator('.behind .src a').allInnerTexts()).toEqual(
      expect.arrayContaining(['[004]', '[002]']),
    )
    const made = row.locator('.behind a', { hasText: 'undertaking made' })
    expect(await made.innerText()).toMatch(/^undertaking made\s+event \d+$/)
    await made.click()
    const opened = row.locator('.opened .event-body')
    await opened.waitFor()
    // What a source says of it comes before how it is recorded.
    const parts = await opened.evaluate((body) => [...body.children].map(({ className }) => className))
    expect(parts.indexOf('words')).toBe(0)
    expect(parts.indexOf('parts')).toBeGreaterThan(0)
    await page.close()
  })

  test('says of what was planned how, and what came of it', async () => {
    const page = await open('date=2025-04-28&to=2025-12-31')
    const held = page.locator('[data-sort=doneWithin] .cmp > li, [data-sort=happened] .cmp > li', {
      hasText: 'planned for some day from 28 April',
    })
    expect(await held.locator('[data-l=A]').innerText()).toContain(
      'planned for some day from 28 April 2025 to 31 December 2025',
    )
    expect(await held.locator('[data-l=B]').innerText()).toContain('4 December 2025')
    await page.goto(`${server.origin}/japan-viet-nam/compare?date=2025-04-01&to=2025-04-28`)
    await settled(page)
    const planned = page.locator('[data-sort=planned] .cmp > li')
    const text = (await planned.innerText()).replace(/\s+/g, ' ')
    expect(text).toMatch(
      /no plan that counts on this day .*planned for some day from 28 April 2025 to 31 December 2025/,
    )
    await page.close()
  })

  test('says what there is none of', async () => {
    const page = await open(QUERY)
    expect(await page.locator('.nothing').innerText()).toContain(
      'Nothing that stood at A is excluded at B by any source.',
    )
    await page.goto(
      `${server.origin}/japan-viet-nam/compare?date=2025-05-01&known=2025-05-01&to=2025-05-01&to-known=2025-05-01`,
    )
    await settled(page)
    expect(await counts(page)).toEqual({})
    expect(await page.locator('.nothing').innerText()).toBe('Nothing differs between A and B.')
    await page.close()
  })

  test('hears a source at both points or at B alone, and shows what falls if it falls', async () => {
    const page = await open(QUERY)
    await page.getByRole('checkbox', { name: '[002]' }).uncheck()
    await page.waitForURL(/to-without=002/)
    await settled(page)
    expect(query(page).get('without')).toBe('002')
    const without = { trusting: { without: ['002'] } }
    expect(await listed(page)).toEqual(await expected({ ...A, ...without }, { ...B, ...without }))
    await page.getByRole('checkbox', { name: '[002]' }).check()
    await page.waitForURL((url) => !url.searchParams.has('to-without'))
    await page.getByRole('radio', { name: 'at A only' }).check()
    await page.getByRole('checkbox', { name: '[001]' }).uncheck()
    await page.waitForURL((url) => url.searchParams.get('without') === '001')
    await settled(page)
    expect(query(page).has('to-without')).toBe(false)
    expect(await listed(page)).toEqual(await expected({ ...A, trusting: { without: ['001'] } }, B))
    await page.getByRole('checkbox', { name: '[001]' }).check()
    await page.waitForURL((url) => !url.searchParams.has('without'))
    await page.getByRole('radio', { name: 'at B only' }).check()
    await page.getByRole('checkbox', { name: '[004]' }).uncheck()
    await page.waitForURL(/to-without=004/)
    await settled(page)
    expect(query(page).has('without')).toBe(false)
    expect(await listed(page)).toEqual(await expected(A, { ...B, trusting: { without: ['004'] } }))

    await page.goto(`${server.origin}/japan-viet-nam/compare?${QUERY}`)
    await settled(page)
    await page.getByRole('link', { name: 'what falls if [002] falls' }).click()
    await page.waitForURL(/to-without=002/)
    await settled(page)
    expect(query(page).get('date')).toBe(B.date)
    const fallen = await listed(page)
    expect(fallen).toEqual(await expected(B, { ...B, ...without }))
    expect(fallen.some((each) => each.startsWith('GONE'))).toBe(true)
    await page.close()
  })

  test('swaps its points, and goes to the same valid or known day', async () => {
    const page = await open(QUERY)
    const before = await listed(page)
    await page.getByRole('button', { name: 'Swap A and B' }).click()
    await page.waitForURL(/to=2025-04-28/)
    await settled(page)
    const after = await listed(page)
    const mirror = new Map([
      ['ADDED', 'GONE'],
      ['GONE', 'ADDED'],
      ['ATTESTED', 'UNATTESTED'],
      ['UNATTESTED', 'ATTESTED'],
    ])
    const mirrored = before.map((each) => each.replace(/^\w+/, (change) => mirror.get(change) ?? change))
    expect(after).toEqual(mirrored.toSorted())
    await page.goBack()
    await page.waitForURL(/to=2025-12-04/)
    await page.getByRole('button', { name: 'B on A’s day' }).click()
    await page.waitForURL(/to=2025-04-28/)
    await settled(page)
    expect(await listed(page)).toEqual(await expected(A, { ...B, date: A.date }))
    await page.close()
  })

  test('is narrowed by kinds, and the address says so', async () => {
    const page = await open(QUERY)
    await page.locator('[data-sort=happened] h2 a').first().click()
    await page.waitForURL(/kinds=/)
    await settled(page)
    const kinds = query(page).get('kinds')?.split(',') ?? []
    expect(await listed(page)).toEqual(await expected(A, B, kinds))
    await page.reload()
    await settled(page)
    expect(await listed(page)).toEqual(await expected(A, B, kinds))
    await page.close()
  })

  test('is narrowed by what only some domains can be narrowed by, as the API of the domain does', async () => {
    const page = await open(QUERY)
    await page.locator('.facets summary').click()
    const facet = page.locator('.facet', { has: page.getByRole('heading', { name: 'Topic' }) })
    await facet.locator('a').first().click()
    await page.waitForURL(/topic=/)
    await settled(page)
    const topic = query(page).get('topic') ?? ''
    const rows = await listed(page)
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `query ($from: PointInput!, $to: PointInput!, $topic: String) { relationship(id: "japan-viet-nam") {
          compare(from: $from, to: $to) { changes(topic: $topic) { change subject } } } }`,
        variables: { from: A, to: B, topic },
      }),
    })
    const { data } = await response.json()
    const changes: readonly { change: string; subject: string }[] = data.relationship.compare.changes
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.toSorted()).toEqual(changes.map(({ change, subject }) => `${change} ${subject}`).toSorted())
    expect(Object.values(await counts(page)).reduce((sum, count) => sum + count)).toBe(rows.length)
    await page.getByRole('link', { name: 'Show all', exact: true }).click()
    await page.waitForURL((url) => !url.searchParams.has('topic'))
    await settled(page)
    expect((await listed(page)).length).toBeGreaterThan(rows.length)
    await page.getByRole('searchbox').fill('training')
    await page.keyboard.press('Enter')
    await page.waitForURL(/compare.*search=training/)
    await settled(page)
    expect((await listed(page)).length).toBeLessThan(60)
    await page.close()
  })

  test('moves its handles by keys and by dragging; the old rows stay until the new have come', async () => {
    const page = await open(QUERY)
    let asked = 0
    page.on('request', (request) => {
      if (/Comparison|Differences/.test(request.postData() ?? '')) asked++
    })
    const handle = page.getByRole('slider', { name: 'B, on this day' })
    await handle.focus()
    await page.keyboard.press('PageDown')
    await page.waitForURL(/to=2025-11-04/)
    await settled(page)
    expect(await handle.getAttribute('aria-valuetext')).toBe('4 November 2025')
    expect(await listed(page)).toEqual(await expected(A, { ...B, date: '2025-11-04' }))

    await page.evaluate(() => scrollTo(0, 0))
    const box = await page.locator('[data-point=from][data-clock=date] .touch').boundingBox()
    if (box === null) throw new Error('there is no handle')
    const before = asked
    const rows = await page.locator('.cmp > li').count()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + 120, box.y + box.height / 2, { steps: 5 })
    expect(asked).toBe(before)
    await expect.poll(() => page.locator('.cmp > li').count()).toBe(rows)
    expect(query(page).get('date')).toBe(A.date)
    await page.mouse.up()
    await page.waitForURL((url) => url.searchParams.get('date') !== A.date)
    await expect.poll(() => page.locator('.cmp > li').count()).toBeGreaterThan(0)
    await settled(page)
    expect(asked).toBeGreaterThan(before)
    await page.close()
  })

  test('takes a day that is typed, in the forms in which people write them', async () => {
    const page = await open(QUERY)
    await page.getByRole('button', { name: 'A, on this day: 28 April 2025' }).click()
    await page.getByRole('textbox').first().fill('1 may 2025')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\?date=2025-05-01/)
    await settled(page)
    await page.getByRole('button', { name: 'B, as known by: 31 December 2025' }).click()
    await page.getByRole('textbox').first().fill('all sources')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => !url.searchParams.has('to-known'))
    await settled(page)
    expect(await listed(page)).toEqual(await expected({ ...A, date: '2025-05-01' }, { date: B.date }))
    await page.close()
  })

  test('sets for each point up to which event it is recorded', async () => {
    const page = await open('date=2025-12-31&to=2025-12-31')
    await page.getByRole('button', { name: 'As recorded' }).click()
    await page.getByRole('button', { name: 'A, as recorded up to: the latest event' }).click()
    await page.getByRole('textbox').first().fill('300')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\bposition=300/)
    await settled(page)
    expect(query(page).has('to-position')).toBe(false)
    const date = '2025-12-31'
    expect((await listed(page)).toSorted()).toEqual(
      (await expected({ date, position: 300 }, { date })).toSorted(),
    )
    await page.getByRole('button', { name: 'B, as recorded up to: the latest event' }).click()
    await page.getByRole('textbox').first().fill('300')
    await page.keyboard.press('Enter')
    await page.waitForURL(/to-position=300/)
    await settled(page)
    expect(await listed(page)).toEqual([])
    await page.close()
  })

  test.each([
    ['kinds=nonsense&without=999&to-sides=nobody&position=99999999', /no kind “nonsense”.*|no source “999”/],
    [`source=${'x'.repeat(2000)}`, /no source “x{60}…”/],
    ['to-only=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', /no source “<img src=x onerror=alert\(1\)>”/],
  ])('says what is not understood of %s, and shows the rest', async (nonsense, said) => {
    const page = await open(`${QUERY}&${nonsense}`)
    await page.locator('.narrowed').waitFor()
    expect(await page.locator('.narrowed').innerText()).toMatch(said)
    // At a position that is not there, there is no grid by which kinds are ordered.
    expect((await listed(page)).toSorted()).toEqual((await expected(A, B)).toSorted())
    await page.close()
  })

  test.each([
    [390, 844],
    [1280, 900],
  ])('fits into %d pixels', async (width, height) => {
    const page = await open(QUERY, width, height)
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
    await page.close()
  })

  test('asks nothing of another host', () => expect(browser.elsewhere).toEqual([]))
})
