import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from '../server/process.ts'

const AT = '/japan-viet-nam?date=2025-05-01&known=2025-12-31'

describeWith(browserNeeded, 'the timeline of the page', () => {
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

  async function open(path = AT, size = { width: 1280, height: 900 }): Promise<Page> {
    const page = await browser.context.newPage()
    await page.setViewportSize(size)
    await page.goto(server.origin + path)
    await page.locator('.marks a').first().waitFor({ state: 'attached' })
    return page
  }

  const span = (page: Page) => new URL(page.url()).searchParams.get('span')
  const days = (page: Page) => {
    const [from = '', to = ''] = span(page)?.split('..') ?? []
    return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  }
  async function middle(page: Page) {
    const box = await page.locator('.lanes-drawing').boundingBox()
    if (box === null) throw new Error('there are no lanes')
    return { x: box.x + box.width / 2, y: box.y + 60 }
  }

  test('is looked at closer and wider by keys and steps, and the address says which days are shown', async () => {
    const page = await open()
    await page.locator('.marks a[tabindex="0"]').focus()
    await page.keyboard.press('+')
    await expect.poll(() => span(page)).not.toBeNull()
    const once = days(page)
    await page.keyboard.press('+')
    await expect.poll(() => days(page)).toBe(Math.round(once / 2))
    for (let press = 0; press < 14; press += 1) await page.keyboard.press('+')
    await expect.poll(() => days(page)).toBe(7)
    await page.getByRole('button', { name: 'wider', exact: true }).click()
    await expect.poll(() => days(page)).toBe(14)
    const before = span(page)
    await page.getByRole('button', { name: 'later', exact: true }).click()
    await expect.poll(() => span(page)).not.toBe(before)
    expect(days(page)).toBe(14)
    await page.getByRole('button', { name: 'all', exact: true }).click()
    await expect.poll(() => span(page)).toBeNull()
    await page.close()
  })

  test('goes from centuries to single days', async () => {
    const centuries = await open(`${AT}&span=1500-01-01..2100-12-31`)
    expect(await centuries.locator('.time-axis .tick.strong').first().textContent()).toMatch(/^1[56]\d\d$/)
    await centuries.close()
    const week = await open(`${AT}&span=2025-04-26..2025-05-02`)
    expect(await week.locator('.time-axis').textContent()).toMatch(/27 Apr[\s\S]*28 Apr[\s\S]*1 May/)
    await week.close()
  })

  test('moves by dragging, and zooms about the place of the pointer by a wheel with Control', async () => {
    const page = await open(`${AT}&span=2025-01-01..2025-12-31`)
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 100, y, { steps: 5 })
    await page.mouse.up()
    await expect.poll(() => span(page)).toMatch(/^2025-02-\d\d\.\.2026-0/)
    expect(days(page)).toBe(365)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -30)
    await page.keyboard.up('Control')
    await expect.poll(() => days(page)).toBeLessThan(340)
    await page.close()
  })

  test('lets a bare wheel scroll the page', async () => {
    const page = await open()
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, 300)
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(100)
    expect(span(page)).toBeNull()
    await page.close()
  })

  test('shows the days that are chosen by dragging over them, unless that is given up', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'choose days', exact: true }).click()
    await page.evaluate('scrollTo(0, 0)')
    const { x, y } = await middle(page)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 200, y, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => span(page)).not.toBeNull()
    expect(days(page)).toBeGreaterThan(300)
    expect(days(page)).toBeLessThan(500)
    await expect.poll(() => page.locator('.brush .overlay').count()).toBe(0)
    await page.close()
  })

  test('is one stop of the tabulator; arrows go from mark to mark, and Enter opens the thing', async () => {
    const page = await open()
    expect(await page.locator('.marks a:not([tabindex="-1"])').count()).toBe(1)
    await page.locator('.marks a[tabindex="0"]').focus()
    const names: (string | null)[] = []
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'End', 'Home', 'ArrowUp']) {
      await page.keyboard.press(key)
      names.push(await page.evaluate('document.activeElement.getAttribute("aria-label")'))
    }
    expect(names[0]).toMatch(
      /^Comprehensive Strategic Partnership: begun .* likely 4 December 2023; held until 4 December 2025/,
    )
    expect(new Set(names).size).toBeGreaterThan(4)
    await expect.poll(() => page.locator('.marks a[tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/japan-viet-nam\/[a-z]+\/[a-z0-9-]+$/)
    await page.close()
  })

  test('opens a thing by its name, too', async () => {
    const page = await open()
    await page.locator('.lanes text', { hasText: 'Comprehensive Strategic Partnership' }).click()
    await expect
      .poll(() => new URL(page.url()).pathname)
      .toBe('/japan-viet-nam/label/comprehensive-strategic-partnership')
    await page.close()
  })

  test('opens the list of what is drawn as one, by its name and by Enter, and Escape goes back to the mark', async () => {
    const page = await open()
    const names = page.locator('.lanes text[data-of]', { hasText: /^\d+: / })
    const count = Number((await names.first().textContent())?.split(':')[0])
    expect(count).toBeGreaterThan(2)
    await names.first().click()
    const list = page.getByRole('dialog')
    await list.waitFor()
    await expect.poll(() => list.locator('li').count()).toBe(count)
    expect(await list.locator('p').first().textContent()).toMatch(/^[A-Z][a-z]+: \d+,? .*\d{4}$/)
    await page.keyboard.press('Escape')
    await expect.poll(() => list.count()).toBe(0)
    const mark = await page.evaluate('document.activeElement.getAttribute("data-id")')
    expect(mark).toMatch(new RegExp(` ${count}$`))
    await page.keyboard.press('Enter')
    await list.waitFor()
    await page.mouse.click(5, 5)
    await expect.poll(() => list.count()).toBe(0)
    await names.first().click()
    const first = list.locator('li a').first()
    const name = await first.textContent()
    await first.click()
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/japan-viet-nam\/[a-z-]+\/./)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(name ?? '')
    await page.close()
  })

  test('leads by the label of a stack, the name of a lane and a list to the lists, where one goes on', async () => {
    const page = await open()
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    const stacked = page.locator('.lanes a', { hasText: /^\d+ since / }).first()
    const count = Number.parseInt((await stacked.textContent()) ?? '', 10)
    await stacked.click()
    const list = page.getByRole('dialog')
    await list.waitFor()
    expect(await list.locator('li').count()).toBe(count)
    await page.keyboard.press('Escape')
    await expect
      .poll(() => page.evaluate('document.activeElement.getAttribute("aria-haspopup")'))
      .toBe('dialog')
    await page.keyboard.press('Enter')
    await list.getByRole('link', { name: 'Show this day in the lists' }).click()
    await expect.poll(focused).toMatch(/^Undertakings \d+ definitely/)
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(200)
    expect(new URL(page.url()).searchParams.get('kinds')).toBe('undertaking')
    await page.goto(server.origin + AT)
    await page.locator('.lanes a', { hasText: /^Offices$/ }).click()
    await expect.poll(focused).toMatch(/^Offices /)
    // Whoever opens the address begins there, too.
    await page.reload()
    await expect.poll(focused).toMatch(/^Offices /)
    await page
      .locator('.lanes text[data-of]', { hasText: /^\d+: / })
      .first()
      .click()
    await page.getByRole('link', { name: 'Show this day in the lists' }).click()
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H2')
    expect(new URL(page.url()).searchParams.get('date')).not.toBe('2025-05-01')
    await page.close()
  })

  test.each(['kind', 'side', 'topic', 'source'])(
    'has by %s a table of each lane that holds what is drawn',
    async (by) => {
      const page = await open(`${AT}&lanes=${by}`)
      await page.getByText('The lanes as tables').click()
      // They are worked out between frames.
      await page.locator('.lane-tables table tbody tr').first().waitFor()
      const listed = await page
        .locator('.lane-tables table tbody tr')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-subject')))
      const links = await page.locator('.marks a[data-id]').evaluateAll((marks) =>
        marks.map((mark) => ({
          subject: new URL(mark.getAttribute('href') ?? '', location.href).pathname
            .split('/')
            .slice(2)
            .join('/'),
          count: Number(mark.getAttribute('data-id')?.split(' ')[2]),
        })),
      )
      const single = new Set(links.filter(({ count }) => count === 1).map(({ subject }) => subject))
      expect(single.size).toBeGreaterThan(10)
      const missing = [...single].filter((subject) => !listed.includes(subject))
      expect(missing).toEqual([])
      const grouped = links.reduce((sum, { count }) => sum + (count > 1 ? count : 0), 0)
      expect(new Set(listed).size).toBeLessThanOrEqual(single.size + grouped)
      await page.close()
    },
  )

  test.each([
    ['wide', { width: 1600, height: 1000 }],
    ['in between', { width: 1280, height: 900 }],
    ['on a phone', { width: 390, height: 844 }],
  ])(
    'is drawn for its width, %s: no text under 12 px, none across the line, none over another',
    async (_, size) => {
      const page = await open(AT, size)
      const faults = await page.evaluate(() => {
        const texts = [...document.querySelectorAll('.lanes-drawing text')]
        const line = document.querySelector('.lanes-drawing .vl')?.getBoundingClientRect()
        const boxes = texts.map((text) => ({
          text: text.textContent,
          box: text.getBoundingClientRect(),
          text2: text,
        }))
        const found: string[] = []
        for (const [nth, { text, box, text2 }] of boxes.entries()) {
          if (Number.parseFloat(getComputedStyle(text2).fontSize) < 12) found.push(`${text}: small`)
          if (box.left < 0 || box.right > innerWidth) found.push(`${text}: outside of the page`)
          const isFlag = text2.classList.contains('fl')
          if (
            line !== undefined &&
            !isFlag &&
            text2.classList.contains('tl') &&
            box.left < line.left &&
            box.right > line.right
          )
            found.push(`${text}: across the line`)
          for (const other of boxes.slice(nth + 1)) {
            const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
            const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
            if (across > 1 && down > 5) found.push(`${text} over ${other.text}`)
          }
        }
        return found
      })
      expect(faults).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.close()
    },
  )
})
