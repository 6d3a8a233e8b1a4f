import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { en as strings } from '../../../web/src/strings.ts'
import { browserNeeded } from '../../browser.ts'
import { describeWith, SOURCES, texts } from '../../require.ts'
import { type Opened, openPages } from '../opened-page.ts'

const UNDERTAKING = '/japan-viet-nam/undertaking/training-and-employment-memorandum'
const AT = '?date=2026-02-01&known=2026-02-01'
const both = { name: `${browserNeeded.name} and ${texts.name}`, there: browserNeeded.there && texts.there }

/** The texts by the labels of their sources, which their files begin with. */
async function textsByLabel(): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(SOURCES)).filter((name) => name.endsWith('.txt'))
  return new Map(
    await Promise.all(
      files.map(async (name) => [name.slice(0, 3), await readFile(join(SOURCES, name), 'utf8')] as const),
    ),
  )
}

/** Of each sentence that a page shows: the label of its source, the cited characters, what is lit, and all of it. */
function sentencesOn(page: Page) {
  return page.locator('figure.words').evaluateAll((figures) =>
    figures.map((figure) => ({
      caption: figure.querySelector('figcaption')?.textContent ?? '',
      lit: [...figure.querySelectorAll('mark')].map(({ textContent }) => textContent ?? ''),
      sentence: figure.querySelector('.sen')?.textContent ?? '',
    })),
  )
}

describeWith(both, 'a thing, where the server has the texts', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openPages(['--sources', SOURCES])
  })
  afterAll(() => opened?.close())

  test('is open and overdue on the record only, and says what that silence rests on', async () => {
    const page = await opened.open(UNDERTAKING + AT)
    await expect
      .poll(() => page.locator('.ans strong').textContent())
      .toContain('overdue since 1 January 2026')
    expect(await page.locator('.ans').textContent()).toContain('none is newer than 4 December 2025')
    // Its mark is that of the table below: what it is, is certain.
    expect(await page.locator('.ans .sr').textContent()).toBe('definitely: ')
    await expect.poll(() => page.locator('.ans svg .pt').count()).toBe(1)
    await page.close()
  })

  test('says of what is open that it was done later, with a link, where sources known by then say so', async () => {
    const path = '/japan-viet-nam/undertaking/hold-first-two-plus-two?date=2025-06-01'
    const page = await opened.open(path)
    const later = page.locator('.ans .why a')
    await expect.poll(() => later.textContent()).toMatch(/^Done later: 4 December 2025 .*\[002\]/)
    expect(await page.locator('.ans').textContent()).not.toContain('No source')
    await later.click()
    await expect.poll(() => page.locator('.ans strong').textContent()).toContain('Done 4 December 2025')
    await page.goto(`${opened.server.origin}${path}&known=2025-06-01`)
    await expect
      .poll(() => page.locator('.ans').textContent())
      .toContain('No source out by 1 June 2025 says that it was done')
    expect(await later.count()).toBe(0)
    await page.close()
  })

  test.each([UNDERTAKING, '/japan-viet-nam/person/kano-koji', '/japan-viet-nam/source-of/none'])(
    'lights in %s the very characters that are cited',
    async (path) => {
      const page = await opened.open(path + AT)
      const byLabel = await textsByLabel()
      if (!path.includes('none')) await page.locator('figure.words').first().waitFor()
      const sentences = await sentencesOn(page)
      expect(sentences.length > 0).toBe(!path.includes('none'))
      for (const { caption, lit, sentence } of sentences) {
        const [, label = '', places = ''] = /\[(\d+)\], characters ([\d–, ]+) of/.exec(caption) ?? []
        const text = byLabel.get(label) ?? ''
        const cited = places.split(', ').map((place) => text.slice(...place.split('–').map(Number)))
        expect(lit).toEqual(cited)
        expect(text).toContain(sentence)
      }
      await page.close()
    },
  )

  test('opens an event in place, by the keyboard alone', async () => {
    const page = await opened.open(UNDERTAKING + AT)
    const summary = page.locator('details.event > summary').first()
    await summary.waitFor()
    await summary.focus()
    await page.keyboard.press('Enter')
    await page.locator('.event-body').first().waitFor()
    expect(await page.locator('.event-body').first().textContent()).toContain('Recorded')
    await page.close()
  })

  test('names both sides in the fields of an event, where each is named elsewhere', async () => {
    const page = await opened.open('/japan-viet-nam/meeting/2025-12-04-reception')
    await page.locator('details.event > summary').first().click()
    const sides = page.locator('.event-body').first().locator('dl.parts div:has(> dt:text-is("Side")) > dd')
    await expect.poll(() => sides.allInnerTexts()).toEqual(['Japan', 'Viet Nam', 'Viet Nam'])
    await page.close()
  })

  test('draws its history on both clocks, in words and as a table too', async () => {
    const page = await opened.open(UNDERTAKING + AT)
    const drawing = page.locator('.plane svg')
    await drawing.waitFor()
    expect(await drawing.getAttribute('aria-label')).toContain('overdue, as far as sources say')
    await page.locator('details.as-table > summary').click()
    expect(await page.locator('details.as-table table').textContent()).toContain('from 1 January 2026 on')
    await page.close()
  })

  test('says where it is to be found, where nothing that is heard speaks of it', async () => {
    const page = await opened.open(`${UNDERTAKING}?date=2025-02-01&known=2025-02-01`)
    const elsewhere = page.getByRole('link', { name: 'on 28 April 2025, as known by 29 April 2025' })
    await elsewhere.click()
    await expect.poll(() => page.url()).toContain('date=2025-04-28&known=2025-04-29')
    await expect.poll(() => page.locator('.ans strong').textContent()).toContain('due 31 December 2025')
    await page.close()
  })

  test('proposes names that are near one that nobody knows', async () => {
    const page = await opened.open('/japan-viet-nam/undertaking/employment-memorandum')
    await page
      .getByRole('link', { name: /memorandum of understanding about cooperation/ })
      .first()
      .waitFor()
    await page.close()
  })

  test('says that there is no such kind, in plain words, and leads to those that there are', async () => {
    const page = await opened.open('/japan-viet-nam/blah/blub')
    await expect.poll(() => page.locator('h1').textContent()).toBe('There is no kind “blah” here.')
    const meetings = page.locator('article.missing').getByRole('link', { name: 'Meetings' })
    await meetings.waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/Error|argument/)
    await meetings.click()
    await page.waitForURL(/kinds=meeting/)
    await page.close()
  })

  test('offers nothing of a chronicle that does not exist', async () => {
    const page = await opened.open('/no-such-chronicle', { width: 390, height: 844 })
    await expect.poll(() => page.locator('h1').textContent()).toBe('There is no such chronicle')
    expect(await page.locator('header.bar').innerText()).toBe('Regesta')
    const other = page.getByRole('link', { name: 'Japan – Viet Nam' })
    await other.waitFor()
    // It stands in one line, on a phone too.
    expect(await other.evaluate((link) => link.getClientRects().length)).toBe(1)
    await page.close()
  })

  test('finds a source by its label, as the address of the page says', async () => {
    const page = await opened.open('/japan-viet-nam/source/004')
    await page.locator('ol.passages > li').first().waitFor()
    expect(await page.locator('.kick').innerText()).toContain('[004]')
    await page.goto(`${opened.server.origin}/japan-viet-nam/source/nobody-wrote-this`)
    await page.locator('article.missing').waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/Error|argument/)
    await page.getByRole('link', { name: 'All sources', exact: true }).waitFor()
    await page.close()
  })

  test('folds under a dateline what it only dates', async () => {
    const page = await opened.open('/japan-viet-nam/source/hanoi-2025-04-29')
    const dateline = page.locator('ol.passages > li').first()
    await dateline.getByText(/^Dates or places \d\d facts$/).waitFor()
    await expect.poll(() => dateline.locator('.facts li:visible').count()).toBe(0)
    expect(await page.locator('ol.passages > li').nth(1).locator('.facts li:visible').count()).toBe(4)
    await page.close()
  })

  test('shows what a source says in the order of its text, each passage in its own words', async () => {
    const page = await opened.open('/japan-viet-nam/source/vns-2025-02-11?known=2025-12-31')
    await page.locator('ol.passages > li').first().waitFor()
    const passages = await page.locator('ol.passages > li').evaluateAll((items) =>
      items.map((item) => ({
        words: item.querySelector('blockquote')?.textContent ?? '',
        place: item.textContent ?? '',
      })),
    )
    const text = (await textsByLabel()).get('001') ?? ''
    const places = passages.map(({ words, place }) => {
      const [, from, to] = /Characters (\d+)–(\d+)/.exec(place) ?? []
      expect(words).toBe(text.slice(Number(from), Number(to)))
      return Number(from)
    })
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places.length).toBeGreaterThan(10)
    await page.close()
  })

  test('says of a source without a day that it is heard only possibly, and hears it where no known day is asked', async () => {
    const page = await opened.open('/japan-viet-nam/sources?known=2026-02-01')
    const row = page.locator('table.sources').last().locator('tbody tr')
    await expect.poll(() => row.textContent()).toContain('possibly used')
    await row.locator('th a').first().click()
    await expect.poll(() => page.locator('.ans strong').textContent()).toContain('for certain by no day')
    await page.close()
  })

  test('makes no complaint and asks nothing of another host', () => {
    expect(opened.complaints.filter((line) => !line.includes('404'))).toEqual([])
    expect(opened.browser.elsewhere).toEqual([])
  })
})

describeWith(browserNeeded, 'a thing, where the server has no texts', () => {
  let opened: Opened
  beforeAll(async () => {
    opened = await openPages()
  })
  afterAll(() => opened?.close())

  test('says where to look instead of the words', async () => {
    const page = await opened.open(UNDERTAKING + AT)
    const place = page.locator('div.words').first()
    await place.waitFor()
    expect(await place.textContent()).toContain(
      'The words are not on this server. Source [004], characters 2257–2423 of 2424.',
    )
    expect(await place.textContent()).toContain('Where to look:')
    await expect.poll(() => page.locator('mark').count()).toBe(0)
    await page.close()
  })

  test('lists what a source says by its places', async () => {
    const page = await opened.open('/japan-viet-nam/source/vns-2025-02-11?known=2025-12-31')
    const first = page.locator('ol.passages > li').first()
    await first.waitFor()
    expect(await first.textContent()).toMatch(/Characters \d+–\d+/)
    await expect.poll(() => page.locator('ol.passages blockquote').count()).toBe(0)
    await page.close()
  })

  describe.each([
    { width: 390, height: 844 },
    { width: 1280, height: 900 },
  ])('at $width', (size) => {
    test.each([
      UNDERTAKING + AT,
      '/japan-viet-nam/sources',
      '/japan-viet-nam/source/vns-2025-02-11',
      `/japan-viet-nam/person/${'x'.repeat(2000)}`,
      '/japan-viet-nam/person/%3Cimg%20src=x%20onerror=alert(1)%3E',
    ])('%.60s is no wider than the window', async (path) => {
      const page = await opened.open(path, size)
      await expect.poll(() => page.getByText(strings.loading).count()).toBe(0)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(size.width)
      await page.close()
    })
  })

  test('runs nothing that an address holds', () => {
    expect(opened.complaints.filter((line) => line.includes('a script asked'))).toEqual([])
  })
})
