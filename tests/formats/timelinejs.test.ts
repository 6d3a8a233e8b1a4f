import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { timelineJsFormat } from '../../src/exchange/index.ts'
import { browserNeeded, openBrowser } from '../browser.ts'
import { requestFor } from '../exchange/requests.ts'
import { describeWith } from '../require.ts'
import { NASTY, openHardToShow } from './hard-to-show.ts'
import { formats } from './judges.ts'

const DIST = join(import.meta.dirname, 'node_modules', '@knight-lab', 'timelinejs', 'dist')
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', html: 'text/html' }

const PAGE = (data: string) => `<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="/css/timeline.css"><script src="/js/timeline.js"></script>
<div id="timeline" style="width: 1300px; height: 800px"></div>
<script>
fetch('${data}').then((response) => response.json()).then((data) => {
  window.timeline = new TL.Timeline('timeline', data, { font: null, script_path: '/js/' })
})
</script>`

describeWith(
  { name: `${formats.name} and ${browserNeeded.name}`, there: formats.there && browserNeeded.there },
  'TimelineJS',
  () => {
    let server: Server
    let origin: string
    beforeAll(async () => {
      const write = await timelineJsFormat.load()
      const { body } = await write(requestFor(await openHardToShow()))
      const timeline = JSON.parse(String(body))
      // The same without our words, so that the library words the dates itself.
      const bare = JSON.stringify({
        ...timeline,
        events: timeline.events.map(({ display_date: _, ...each }: { display_date: string }) => each),
      })
      server = createServer(async ({ url = '/' }, response) => {
        const made = {
          '/ours.json': String(body),
          '/bare.json': bare,
          '/ours': PAGE('/ours.json'),
          '/bare': PAGE('/bare.json'),
        }
        const own = new Map(Object.entries(made)).get(url)
        const file = own ?? (await readFile(join(DIST, url)).catch(() => undefined))
        const type = url.endsWith('.json')
          ? 'application/json'
          : (TYPES[url.split('.').at(-1) ?? ''] ?? 'text/html')
        response.writeHead(file === undefined ? 404 : 200, { 'content-type': type }).end(file ?? '')
      }).listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const { port } = server.address() as AddressInfo
      origin = `http://127.0.0.1:${port}`
    })
    afterAll(() => {
      server.close()
    })

    /** What the library shows: by headline the date of each slide, and the headlines of the eras. */
    async function drawn(path: string, timezone: string, screenshot?: string) {
      const browser = await openBrowser([origin], { timezone })
      try {
        const page = await browser.context.newPage()
        const errors: string[] = []
        page.on('pageerror', (error) => errors.push(String(error)))
        await page.goto(`${origin}${path}`)
        await page.locator('.tl-timemarker').first().waitFor({ state: 'attached' })
        await page.locator('.tl-slide .tl-headline').first().waitFor({ state: 'attached' })
        const shown = await page.evaluate(() => {
          const textsOf = (selector: string) =>
            [...document.querySelectorAll(selector)].map((each) => each.textContent ?? '')
          return {
            slides: [...document.querySelectorAll('.tl-slide')].map((slide) => [
              slide.querySelector('.tl-headline')?.textContent ?? '',
              slide.querySelector('.tl-headline-date')?.textContent ?? '',
            ]),
            title: document.querySelector('.tl-slide-titleslide .tl-text-content')?.textContent ?? '',
            markers: textsOf('.tl-timemarker .tl-headline'),
            eras: textsOf('.tl-timeera .tl-headline'),
            groups: textsOf('.tl-timegroup-message'),
            message: textsOf('.tl-message-full').join(' '),
            ran: String(Reflect.get(window, 'ran')),
            images: document.querySelectorAll('.tl-slide img, .tl-slide script').length,
          }
        })
        if (screenshot !== undefined) await page.screenshot({ path: screenshot })
        return {
          ...shown,
          dates: new Map(shown.slides.map(([headline = '', date = '']) => [headline, date])),
          errors,
        }
      } finally {
        await browser.close()
      }
    }

    test.each(['Pacific/Kiritimati', 'America/Los_Angeles'])(
      'draws every slide on its day in %s',
      async (timezone) => {
        const { dates, eras, groups, errors, title, ran, images, markers } = await drawn(
          '/ours',
          timezone,
          process.env.REGESTA_SCREENSHOT,
        )
        expect(errors).toEqual([])
        expect(Object.fromEntries(dates)).toMatchObject({
          'Exact talks': '3 March 2025',
          'Talks in a window': 'some day from 3 March 2025 to 9 March 2025',
          'Talks of three days': 'from 30 December 2025 to 1 January 2026',
          'Talks until a day': 'by 9 February 2025',
          'Antique talks': '15 March 44 BC',
          'Talks in 1 BC': '1 June 1 BC',
          'Leap talks': '29 February 2024',
          'planned: Talks ahead': 'one day in May 2026',
        })
        // Names are text, whatever is in them.
        const headlines = [...dates.keys()]
        expect(headlines).toContain(NASTY.markup)
        expect(headlines).toContain(NASTY.bidi)
        expect(headlines).toContain(NASTY.long)
        expect(markers).toContain(NASTY.markup)
        expect([ran, images]).toEqual(['undefined', 0])
        expect(eras.toSorted()).toEqual(['<i>partners</i> (from 1 April 2020 to 30 June 2024)'])
        expect(groups).toContain('Meetings')
        expect(title).toContain('nz-cl at the end of 2030-01-01')
        expect(title).toContain('Left out: 1 thing')
      },
    )

    test.each(['Pacific/Kiritimati', 'America/Los_Angeles'])(
      'reads the same days itself in %s',
      async (timezone) => {
        const { dates } = await drawn('/bare', timezone)
        expect(Object.fromEntries(dates)).toMatchObject({
          'Exact talks': 'March 3, 2025',
          'Talks in a window': 'March 3, 2025 — March 9, 2025',
          'Talks of three days': 'December 30, 2025 — January 1, 2026',
          'Leap talks': 'February 29, 2024',
          'New Year talks': 'January 1, 2025',
          'Antique talks': 'March 15, 44 BCE',
          'Talks in 1 BC': 'June 1, 1 BCE',
          'planned: Talks ahead': 'May 1, 2026 — May 31, 2026',
        })
      },
    )
  },
)
