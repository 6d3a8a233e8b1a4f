import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atLength } from '../../torture/rig/thorough.ts'
import { browserNeeded } from '../browser.ts'
import { describeWith } from '../require.ts'
import { listen, type Opened, openPages } from './opened-page.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const AT = 'date=2025-05-01&known=2025-12-31'
const VIEWS = [
  '/',
  `/japan-viet-nam?${AT}`,
  `/japan-viet-nam?${AT}&recorded=1&topic=security&search=security`,
  `/japan-viet-nam?${AT}&embed=1`,
  '/japan-viet-nam?date=1950-01-01&known=1960-01-01',
  '/japan-viet-nam?date=yesterday&lanes=nonsense&x=1',
  `/japan-viet-nam/compare?date=2025-04-28&known=2025-04-30&to=2025-12-04&to-known=2025-12-31`,
  `/japan-viet-nam/compare?date=2025-04-01&to=2025-12-31&topic=security&recorded=1`,
  `/japan-viet-nam/sources?${AT}`,
  `/japan-viet-nam/meeting/2025-04-28-summit?${AT}`,
  `/japan-viet-nam/source/004?${AT}`,
  '/no-such-chronicle',
  '/japan-viet-nam/meeting/no-such-thing',
]

declare const window: { readonly axe: typeof axe }

describeWith(browserNeeded, 'the page by axe', () => {
  let opened: Opened
  let server: Opened['server']
  let browser: Opened['browser']

  beforeAll(async () => {
    opened = await openPages()
    ;({ server, browser } = opened)
  })
  afterAll(() => opened?.close())

  async function violations(page: Page, ofColours = false) {
    await page.evaluate(AXE)
    const { violations } = await page.evaluate(
      ([values, ofColours]) => {
        // Lists off the screen are not laid out, and would be measured where none of them will ever be seen.
        for (const section of document.querySelectorAll('section'))
          section.style.contentVisibility = 'visible'
        const rules = window.axe
          .getRules(['cat.color'])
          .filter(({ tags }) => tags.some((tag) => values.includes(tag)))
        return window.axe.run(document, {
          runOnly: ofColours
            ? { type: 'rule', values: rules.map(({ ruleId }) => ruleId) }
            : { type: 'tag', values },
          resultTypes: ['violations'],
        })
      },
      [RULES, ofColours] as const,
    )
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes
        .slice(0, 4)
        .map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary ?? ''}`),
    }))
  }

  test.each([
    { width: 1280, height: 900 },
    { width: 390, height: 844 },
  ])(
    'has no violation of WCAG 2.2 AA, light or dark, and complains of nothing, $width wide',
    async (size) => {
      const page = await browser.context.newPage()
      await page.setViewportSize(size)
      const all: unknown[] = []
      const complaints: string[] = []
      listen(page, complaints)
      for (const path of VIEWS) {
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
        await page.goto(server.origin + path)
        await page.locator('h1').first().waitFor()
        // What comes by its own requests has come.
        await page.waitForTimeout(700)
        for (const found of await violations(page)) all.push({ path, ...found })
        // In the dark its colours are others, and nothing else is.
        await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
        for (const found of await violations(page, atLength(false, true)))
          all.push({ path, colorScheme: 'dark', ...found })
      }
      expect(all).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    },
  )

  test('has no violation in what the bar opens', async () => {
    const page = await browser.context.newPage()
    await page.goto(`${server.origin}/japan-viet-nam?${AT}`)
    for (const name of ['Link', 'Cite', 'Download']) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.waitForTimeout(500)
      expect({ name, violations: await violations(page) }).toEqual({ name, violations: [] })
    }
    await page.close()
  })
})
