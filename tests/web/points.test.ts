import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Started, serve } from '../server/process.ts'

const AT = '/japan-viet-nam?date=2025-05-01&known=2025-12-31'

describeWith(browserNeeded, 'the two days of the page', () => {
  let server: Started
  let browser: Browser
  const complaints: string[] = []

  beforeAll(async () => {
    server = await serve()
    browser = await openBrowser([server.origin])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  async function open(path = AT): Promise<Page> {
    const page = await browser.context.newPage()
    page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`))
    await page.goto(server.origin + path)
    await slider(page, 'On this day').waitFor()
    return page
  }

  async function boxOf(handle: Locator) {
    await handle.scrollIntoViewIfNeeded()
    const box = await handle.boundingBox()
    if (box === null) throw new Error('there is no handle')
    return box
  }

  /** Which parts of the page are drawn anew from now on, by their classes, until what it returns is called. */
  async function drawnSince(page: Page): Promise<() => Promise<readonly string[]>> {
    const drawn = await page.evaluateHandle(() => {
      const parts = new Set<string>()
      const note = (name: string) => () => parts.add(name)
      const watchers = ['.bar', '.time-axis', '.lane-controls', '.facets', '.lanes-figure', 'title'].map(
        (part) => {
          const watcher = new MutationObserver(note(part.replace('.', '')))
          const element = document.querySelector(part)
          if (element === null) throw new Error(`no ${part}`)
          watcher.observe(element, { subtree: true, childList: true, attributes: true, characterData: true })
          return watcher
        },
      )
      return {
        end() {
          for (const watcher of watchers) watcher.disconnect()
          return [...parts]
        },
      }
    })
    return () => drawn.evaluate((own) => own.end())
  }

  const slider = (page: Page, name: string) => page.getByRole('slider', { name })
  const valid = (page: Page) => slider(page, 'On this day').getAttribute('aria-valuetext')
  const known = (page: Page) => slider(page, 'As known by').getAttribute('aria-valuetext')
  const query = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)

  test('are named in the heading, in the title and by the sliders', async () => {
    const page = await open()
    const sentence = 'What stood between Japan and Viet Nam on 1 May 2025, as known by 31 December 2025'
    expect((await page.getByRole('heading', { level: 1 }).innerText()).replace(/\s+/g, ' ')).toBe(sentence)
    expect(await page.title()).toBe(sentence)
    expect(await valid(page)).toBe('1 May 2025')
    await expect.poll(() => known(page)).toBe('31 December 2025, 4 sources used, 1 possibly')
    await page.close()
  })

  test('are stepped by keys: by day, month, year and change, and to the first and the last that matters', async () => {
    const page = await open()
    await slider(page, 'On this day').focus()
    for (const [key, day] of [
      ['ArrowRight', '2 May 2025'],
      ['ArrowLeft', '1 May 2025'],
      ['PageUp', '1 June 2025'],
      ['PageDown', '1 May 2025'],
      ['Shift+PageUp', '1 May 2026'],
      ['Shift+PageDown', '1 May 2025'],
      ['.', '4 December 2025'],
    ] as const) {
      await page.keyboard.press(key)
      expect(await valid(page), key).toBe(day)
    }
    await page.keyboard.press('Home')
    const first = await valid(page)
    await page.keyboard.press(',')
    expect(await valid(page)).toBe(first)
    await page.keyboard.press('End')
    const last = await valid(page)
    await page.keyboard.press('.')
    expect(await valid(page)).toBe(last)
    await slider(page, 'As known by').focus()
    await page.keyboard.press(',')
    expect(await known(page)).toBe('4 December 2025, 4 sources used, 1 possibly')
    await page.keyboard.press(',')
    expect(await known(page)).toBe('29 April 2025, 3 sources used')
    await expect.poll(() => query(page, 'known')).toBe('2025-04-29')
    await expect.poll(() => page.title()).toContain('as known by 29 April 2025')
    await page.close()
  })

  test('are dragged without a request; the address follows when they are let go', async () => {
    const page = await open()
    const entries = await page.evaluate(() => history.length)
    await expect.poll(() => known(page)).toContain('4 sources')
    await page.waitForLoadState('load')
    for (const [name, parameter] of [
      ['On this day', 'date'],
      ['As known by', 'known'],
    ] as const) {
      const asked: string[] = []
      const listen = (request: { url(): string }) => asked.push(request.url())
      const handle = slider(page, name)
      const box = await boxOf(handle)
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
      const from = query(page, parameter)
      const text = await handle.getAttribute('aria-valuetext')
      page.on('request', listen)
      await page.mouse.move(box.x + 22, box.y + 22)
      await page.mouse.down()
      const drawn = await drawnSince(page)
      for (let step = 1; step <= 20; step++) await page.mouse.move(box.x + 22 - 8 * step, box.y + 22)
      await expect.poll(() => handle.getAttribute('aria-valuetext')).not.toBe(text)
      // What shows nothing of a day that moves is not drawn anew.
      const parts = await drawn()
      expect(parts).toContain('lanes-figure')
      for (const still of ['bar', 'time-axis', 'lane-controls', 'facets', 'title'])
        expect(parts).not.toContain(still)
      const heading = await page.getByRole('heading', { level: 1 }).innerText()
      expect(query(page, parameter)).toBe(from)
      await page.mouse.up()
      await expect.poll(() => query(page, parameter)).not.toBe(from)
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(heading)
      expect(asked).toEqual([])
      // All moves are one step away from where they began.
      expect(await page.evaluate(() => history.length)).toBe(entries + 1)
      page.off('request', listen)
    }
    await page.goBack()
    await expect.poll(() => valid(page)).toBe('1 May 2025')
    expect(query(page, 'known')).toBe('2025-12-31')
    await page.goForward()
    await expect.poll(() => query(page, 'known')).not.toBe('2025-12-31')
    await page.close()
  })

  test('are dragged by the line of the valid day, too, from anywhere in the lanes', async () => {
    const page = await open()
    const lanes = page.locator('.lanes-drawing')
    const box = await boxOf(lanes)
    const handle = await boxOf(slider(page, 'On this day'))
    const span = query(page, 'span')
    // Between two lanes there is nothing else to take hold of.
    const [x, y] = [handle.x + 22, box.y + 30]
    await page.evaluate((top) => scrollBy(0, top - 200), y)
    const shown = (await lanes.boundingBox())?.y ?? 0
    await page.mouse.move(x, shown + 30)
    await page.mouse.down()
    await page.mouse.move(x - 60, shown + 60)
    await page.mouse.move(x - 120, shown + 90)
    await page.mouse.up()
    await expect.poll(() => query(page, 'date')).toMatch(/^2024-|^2025-0[1-3]/)
    expect(query(page, 'span')).toBe(span)
    await page.close()
  })

  test('have a third clock beside them for who wants it: what was recorded, event by event', async () => {
    const page = await open()
    await expect.poll(() => slider(page, 'As recorded').count()).toBe(0)
    await page.getByRole('button', { name: 'As recorded', exact: true }).click()
    await slider(page, 'As recorded').focus()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(', as recorded up to event')
    await page.keyboard.press('ArrowLeft')
    expect(await slider(page, 'As recorded').getAttribute('aria-valuetext')).toBe('event 439')
    await expect.poll(() => query(page, 'position')).toBe('439')
    const box = await boxOf(slider(page, 'As recorded'))
    const grids: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('grid.json')) grids.push(request.url())
    })
    await page.mouse.move(box.x + 22, box.y + 22)
    await page.mouse.down()
    for (let step = 1; step <= 10; step++) await page.mouse.move(box.x + 22 - 20 * step, box.y + 22)
    await expect.poll(() => slider(page, 'As recorded').getAttribute('aria-valuetext')).not.toBe('event 439')
    expect(grids).toEqual([])
    await page.mouse.up()
    await expect.poll(() => query(page, 'position')).not.toBe('439')
    await expect.poll(() => grids.length).toBe(1)
    await page.getByRole('button', { name: /^As recorded event/ }).click()
    await page.getByLabel('As recorded').and(page.locator('input[type="text"]')).fill('9999')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').innerText()).toBe('Events go from 0 to 440.')
    await page.getByRole('button', { name: 'the latest event' }).first().click()
    await expect.poll(() => query(page, 'position')).toBeNull()
    await page.close()
  })

  test('go back to where they were with Escape while they are dragged', async () => {
    const page = await open()
    const box = await boxOf(slider(page, 'On this day'))
    await page.mouse.move(box.x + 22, box.y + 22)
    await page.mouse.down()
    await page.mouse.move(box.x - 100, box.y + 22)
    await expect.poll(() => valid(page)).not.toBe('1 May 2025')
    await page.keyboard.press('Escape')
    expect(await valid(page)).toBe('1 May 2025')
    await page.mouse.up()
    expect(query(page, 'date')).toBe('2025-05-01')
    await page.close()
  })

  test('are typed in any form, and what is not understood is said', async () => {
    const page = await open()
    const button = page.getByRole('button', { name: 'On this day 1 May 2025, change' })
    await button.click()
    const field = page.getByLabel('On this day').and(page.locator('input[type="text"]'))
    await field.fill('5/6/2025')
    await field.press('Enter')
    expect(await page.getByRole('alert').innerText()).toContain('may be two days')
    await field.fill('<b>soon</b>')
    await field.press('Enter')
    expect(await page.getByRole('alert').innerText()).toContain('“<b>soon</b>” was not understood')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill('april 28, 2025')
    await field.press('Enter')
    expect(await valid(page)).toBe('28 April 2025')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'On this day 28 April 2025, change',
    )
    await page.getByRole('button', { name: /^As known by 31 December 2025/ }).click()
    await page.getByLabel('As known by').and(page.locator('input[type="text"]')).fill('all sources')
    await page.keyboard.press('Enter')
    expect(query(page, 'known')).toBeNull()
    await expect
      .poll(() => page.title())
      .toBe('What stood between Japan and Viet Nam on 28 April 2025, by all sources')
    expect(await known(page)).toBe('all sources, 5 sources used')
    // What was typed is a step that one can go back from.
    await page.goBack()
    expect(query(page, 'known')).toBe('2025-12-31')
    expect(await valid(page)).toBe('28 April 2025')
    await page.close()
  })

  test.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])('stand clear of the words beside them, with their frames of focus, $width wide', async (size) => {
    const page = await open(`${AT}&recorded=1`)
    await page.setViewportSize(size)
    // From day to day through three months, past the marks of the axis and the labels of sources.
    for (const [name, words] of [
      ['On this day', '.time-axis .tick text'],
      ['As known by', '.as-known-by .kl, .as-known-by .klo'],
    ] as const) {
      await slider(page, name).focus()
      const touched = new Set<string>()
      for (let step = 0; step < 12; step++) {
        await page.keyboard.press(step === 0 ? 'Shift+PageDown' : 'PageUp')
        const found = await slider(page, name).evaluate((handle, selector) => {
          const box = handle.getBoundingClientRect()
          const frame = getComputedStyle(handle, '::after')
          const inset = (side: 'top' | 'left') => Number.parseFloat(frame[side]) - 2
          const [left, right] = [box.left + inset('left'), box.right - inset('left')]
          const [top, bottom] = [box.top + inset('top'), box.bottom - inset('top')]
          return [...document.querySelectorAll(selector)].flatMap((text) => {
            const own = text.getBoundingClientRect()
            if (getComputedStyle(text).visibility === 'hidden') return []
            // Within the height of its letters.
            const isBeside = own.top + 2 < bottom && own.bottom - 3 > top
            return isBeside && own.left < right && own.right > left ? [text.textContent ?? ''] : []
          })
        }, words)
        for (const text of found) touched.add(text)
      }
      expect({ name, touched: [...touched] }).toEqual({ name, touched: [] })
    }
    await page.close()
  })

  test('have the switch of the third among the other choices, on a phone in the menu', async () => {
    const page = await open()
    const choice = page.getByRole('button', { name: 'As recorded', exact: true })
    expect(await choice.getAttribute('aria-pressed')).toBe('false')
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await choice.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await choice.click()
    await slider(page, 'As recorded').waitFor()
    expect(await choice.getAttribute('aria-pressed')).toBe('true')
    await choice.click()
    await expect.poll(() => slider(page, 'As recorded').count()).toBe(0)
    await page.close()
  })

  test('are stepped by buttons with words', async () => {
    const page = await open()
    await page.getByRole('button', { name: '‹ change before: 4 December 2025' }).click()
    await page.getByRole('button', { name: '‹ change before: 29 April 2025' }).click()
    expect(await known(page)).toBe('29 April 2025, 3 sources used')
    await page.getByRole('button', { name: 'one year later: On this day' }).click()
    expect(await valid(page)).toBe('1 May 2026')
    await page.getByRole('button', { name: 'Use all sources' }).click()
    await expect.poll(() => query(page, 'known')).toBeNull()
    await page.close()
  })

  test.each(['America/Los_Angeles', 'UTC', 'Pacific/Kiritimati'])(
    'are the same days in %s',
    async (timezone) => {
      const abroad = await openBrowser([server.origin], { timezone })
      const page = await abroad.context.newPage()
      await page.goto(server.origin + AT)
      await slider(page, 'On this day').waitFor()
      expect(await valid(page)).toBe('1 May 2025')
      expect(await page.title()).toContain('on 1 May 2025, as known by 31 December 2025')
      await slider(page, 'On this day').focus()
      await page.keyboard.press('.')
      await expect.poll(() => query(page, 'date')).toBe('2025-12-04')
      await abroad.close()
    },
  )

  test('are turned on a phone by a finger sideways, while up and down scrolls', async () => {
    const phone = await openBrowser([server.origin], { phone: true })
    const page = await phone.context.newPage()
    await page.goto(server.origin + AT)
    await slider(page, 'As known by').waitFor()
    const swipe = async (across: number, down: number) => {
      const box = await boxOf(slider(page, 'As known by'))
      const session = await phone.context.newCDPSession(page)
      const at = (step: number) => [{ x: box.x + 22 + across * step, y: box.y + 22 + down * step }]
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
      for (let step = 1; step <= 10; step++)
        await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / 10) })
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    }
    await swipe(-120, 0)
    await expect.poll(() => query(page, 'known')).not.toBe('2025-12-31')
    const there = query(page, 'known')
    const scrolled = await page.evaluate(() => scrollY)
    await swipe(0, -200)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(scrolled)
    expect(query(page, 'known')).toBe(there)
    const width = () => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBeLessThanOrEqual(390)
    // At the last day, the handle is at the edge.
    await page.goto(`${server.origin}/japan-viet-nam`)
    await slider(page, 'As known by').waitFor()
    expect(await width()).toBeLessThanOrEqual(390)
    await phone.close()
  })

  test('draw what comes later dashed, and leave it out where the page stands within another', async () => {
    const page = await open('/japan-viet-nam?date=2025-05-01&known=2025-04-30')
    await expect.poll(() => page.locator('.as-known-by .kso').count()).toBe(2)
    await expect.poll(() => page.locator('.as-known-by .ks').count()).toBe(3)
    await page.goto(`${server.origin}/japan-viet-nam?date=2025-05-01&known=2025-04-30&embed=1`)
    await expect.poll(() => page.locator('.as-known-by .ks').count()).toBe(3)
    await expect.poll(() => page.locator('.as-known-by .kso').count()).toBe(0)
    await page.close()
  })

  test('bring no error with them', () => {
    expect(complaints).toEqual([])
    expect(browser.elsewhere).toEqual([])
  })
})
