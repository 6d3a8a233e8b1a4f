import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserNeeded } from '../browser.ts'
import { describeWith } from '../require.ts'
import { type Opened, openPages } from './opened-page.ts'

/** The least height and width of what one taps, px: WCAG 2.2, 2.5.8. */
const LEAST = 24

/** Views, each with what is there once all is. */
const VIEWS = [
  ['/', '.chronicles .begin li:nth-child(4)'],
  ['/japan-viet-nam?date=2025-05-01&kinds=undertaking,office,meeting,label,place', '.cols li a'],
  ['/japan-viet-nam?date=2026-05-01&search=training', '.narrowed strong'],
  ['/japan-viet-nam/compare?date=2024-12-31&to=2025-12-31', '.cmp .behind a'],
  ['/japan-viet-nam/sources', 'table.sources a'],
  ['/japan-viet-nam/meeting/2025-04-28-summit', 'figure.words, .claims a'],
  ['/japan-viet-nam/source/hanoi-2025-04-29', 'ol.passages summary'],
] as const

describeWith(browserNeeded, 'what one taps', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openPages()
  })
  afterAll(() => opened?.close())

  test.each(VIEWS)('is large enough in %s, on a wide screen and on a phone', async (view, there) => {
    const page = await opened.open(view)
    await page.locator(there).first().waitFor({ state: 'attached' })
    for (const [width, height] of [
      [1280, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height })
      const small = await page.evaluate(
        (least) =>
          [...document.querySelectorAll('a[href], button, summary')]
            // A mark of a drawing has its table, and a link in a sentence its line.
            .filter((each) => each.closest('svg, .lede, .ans, .sr, .skip') === null)
            .flatMap((each) => {
              const rectangles = [...each.getClientRects()].filter(({ width }) => width > 0)
              if (rectangles.length === 0) return []
              const [wide, high] = [
                Math.max(...rectangles.map(({ width }) => width)),
                Math.min(...rectangles.map(({ height }) => height)),
              ]
              return wide < least || high < least ? [`${each.textContent} ${wide} × ${high}`] : []
            }),
        LEAST,
      )
      expect(small).toEqual([])
    }
    await page.close()
  })
})
