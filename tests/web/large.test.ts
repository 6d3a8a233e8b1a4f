import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type Grid, readGrid } from '../../src/exchange/read-grid.ts'
import { isoDay } from '../../web/src/days.ts'
import { narrowedSteps } from '../../web/src/filter.ts'
import { atOnce } from '../../web/src/in-steps.ts'
import { facetSteps } from '../../web/src/search/facets.ts'
import { stateOf } from '../../web/src/state/state-groups.ts'
import { strings } from '../../web/src/strings.ts'
import { ItemTable, TakenItems, tableOf } from '../../web/src/timeline/item-table.ts'
import { type Browser, browserNeeded, openBrowser } from '../browser.ts'
import { describeWith } from '../require.ts'
import { drawnText, type WrittenItem } from './drawn-grid.ts'

/** So many that all is worked out between frames, and a part of the grid is shown before the whole. */
const MANY = 5_000
const TODAY = 20_500

/** Duties of many days, of which half were done some time, and posts that are attested. */
function manyItems(count: number): readonly WrittenItem[] {
  return Array.from({ length: count }, (_, nth): WrittenItem => {
    const day = (nth * 7_919) % 9_000
    const known = day + (nth % 400)
    const topics = [`topic ${nth % 12}`, ...(nth % 5 === 0 ? ['rare'] : [])]
    if (nth % 10 === 9)
      return {
        subject: `post/p${nth}`,
        known: [known, null],
        topics,
        exists: [[day, day + 300, 'definitely', known]],
        marks: [['lasting', true, [day, day], [day + 299, day + 299], null]],
      }
    const due = day + 900
    return {
      subject: `duty/d${nth}`,
      known: [known, null],
      topics,
      exists: [
        [null, day, 'no', known],
        [day, null, nth % 7 === 0 ? 'possibly' : 'definitely', known],
      ],
      marks: [['happened', true, [day, day], 'once', null]],
      task: [
        [null, day + 500, ['open', true, [due, due]], known],
        [day + 500, null, [nth % 2 === 0 ? 'done' : 'open', true, [due, due]], known],
      ],
    }
  })
}

const text = drawnText(manyItems(MANY))
const grid = readGrid(text)

/** What stands at a point, by the grid alone. */
function namesAt(of: Grid, date: number, known: number): ReadonlyMap<string, string> {
  const there = of.at(date, known).filter(({ exists }) => exists !== 'no')
  return new Map(there.map(({ subject, exists }) => [subject, exists]))
}

describe('stateOf()', () => {
  it('has what the grid has, the newest first; what is due by its day; the next due and how many are over', () => {
    const [date, known] = [6_000, 7_000]
    const state = stateOf(grid, grid.items, { date, known })
    const rows = state.groups.flatMap(({ parts }) => parts.flatMap((part) => part.rows.slice()))
    expect(new Map(rows.map(({ subject, exists }) => [subject, exists]))).toEqual(namesAt(grid, date, known))
    expect(state.count).toBe(rows.length)
    const [duties, posts] = state.groups
    const begin = (row: (typeof rows)[number]) => row.item.marks(known)[0]?.begin.latest ?? Number.NaN
    const days = posts?.parts
      .flatMap((part) => part.rows.slice())
      .filter(({ exists }) => exists === 'definitely')
    expect(days?.map(begin)).toEqual(days?.map(begin).sort((a, b) => b - a))
    const due = duties?.parts.find(({ name }) => name === 'due')?.rows.slice() ?? []
    const sure = due
      .filter(({ exists }) => exists === 'definitely')
      .map((row) => row.task?.due[0]?.latest ?? 0)
    expect(sure.length).toBeGreaterThan(100)
    expect(sure).toEqual([...sure].sort((a, b) => a - b))
    expect(duties?.nextDue).toBe(sure.find((day) => day >= date))
    expect(duties?.overdue).toBe(due.filter((row) => (row.task?.due[0]?.latest ?? 0) < date).length)
  })

  it('says which days are near where nothing stands', () => {
    const days = grid.changeDays('valid', 9_400)
    expect(stateOf(grid, grid.items, { date: -100, known: 9_400 }).near).toEqual({
      before: undefined,
      after: days[0],
    })
    expect(stateOf(grid, grid.items, { date: 6_000, known: 9_400 }).near).toBeUndefined()
  })
})

describe('facetSteps()', () => {
  it.each<Readonly<Record<string, readonly string[]>>>([
    {},
    { topic: ['Rare'] },
    { topic: ['rare', 'topic 3'], kinds: ['duty'] },
  ])('counts what the other filters keep: %j', (words) => {
    const [date, known] = [6_000, 7_000]
    const filters = { search: '', words }
    const found = new Set(grid.items.filter((_, nth) => nth % 3 > 0).map(({ subject }) => subject))
    for (const { name, values } of atOnce(facetSteps(grid, filters, found, { date, known }))) {
      const others = Object.fromEntries(Object.entries(words).filter(([each]) => each !== name))
      const kept = atOnce(narrowedSteps(grid, { search: '', words: others }, found, known))
      const there = namesAt(grid, date, known)
      for (const { value, count, isOn } of values) {
        const one = { search: '', words: { [name]: [value] } }
        const those = new Set(atOnce(narrowedSteps(grid, one, undefined, known)))
        expect(kept.filter((item) => those.has(item) && there.has(item.subject)).length).toBe(count)
        expect(isOn).toBe((words[name] ?? []).some((word) => word.toLowerCase() === value))
      }
    }
  })
})

describe('TakenItems', () => {
  it('make the table of what came so far, which stays as it is while more comes', () => {
    const part = grid.first(1_234)
    const taken = new TakenItems()
    taken.take(part.items)
    const table = new ItemTable(part, taken)
    expect(table).toEqual(new ItemTable(part))
    const rows = (of: ItemTable) =>
      structuredClone([of.exists, of.tasks, of.marks, of.due, of.knownDays, of.days])
    const before = rows(table)
    expect(tableOf(grid, taken)).toEqual(new ItemTable(grid))
    expect(rows(table)).toEqual(before)
  })
})

describeWith(browserNeeded, `the page of ${MANY} items`, () => {
  let server: Server
  let origin: string
  let browser: Browser
  /** Sends the rest of a grid that is on its way. */
  let goOn: (() => void) | undefined

  beforeAll(async () => {
    server = createServer(({ url = '/' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://localhost')
      if (pathname === '/chronicles.json') return response.end(JSON.stringify(FACTS))
      if (pathname.endsWith('/grid.json')) {
        const half = searchParams.has('position') ? Math.floor(text.length / 2) : text.length
        response.write(text.slice(0, half))
        goOn = () => response.end(text.slice(half))
        if (half === text.length) goOn()
        return
      }
      const dist = join(import.meta.dirname, '..', '..', 'web', 'dist')
      const file = pathname.startsWith('/assets/') ? pathname : '/index.html'
      if (!existsSync(join(dist, file)) || pathname.startsWith('/graphql'))
        return response.writeHead(404).end()
      response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain')
      response.end(readFileSync(join(dist, file)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    browser = await openBrowser([origin])
  })
  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
  })

  async function open(path: string): Promise<Page> {
    const page = await browser.context.newPage()
    await page.goto(origin + path)
    return page
  }

  /** The days of what the lists show, and its subjects, once they show where one stands. */
  async function listed(page: Page, date: number, known: number): Promise<readonly string[]> {
    await page.locator(`.cols[data-date="${date}"][data-known="${known}"]`).waitFor({ state: 'attached' })
    return page.$$eval('.cols [data-subject]', (rows) =>
      rows.map((row) => `${(row as HTMLElement).dataset.subject} ${(row as HTMLElement).dataset.certainty}`),
    )
  }

  test('ends up with the state of the last point, however one dragged; the heading and the line follow at once', async () => {
    const [date, known] = [6_000, 7_000]
    const page = await open(`/drawn?date=${isoDay(date)}&known=${isoDay(known)}`)
    await listed(page, date, known)
    for (const [nth, by] of [
      [0, 180],
      [1, -120],
    ] as const) {
      const slider = page.getByRole('slider').nth(nth)
      await slider.evaluate((element) => element.scrollIntoView({ block: 'center' }))
      const box = await slider.boundingBox()
      if (box === null) throw new Error('no slider')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + by, y, { steps: 30 })
      // The heading and the handle are of the same day, whether or not the lists have followed.
      const now = Number(await slider.getAttribute('aria-valuenow'))
      expect(now).not.toBe(nth === 0 ? date : known)
      const clock = page.locator(`h1 [data-clock=${nth === 0 ? 'date' : 'known'}]`)
      expect((await clock.innerText()).replaceAll('\u00a0', ' ')).toBe(strings.day(now))
      await page.mouse.up()
    }
    const address = new URL(await page.evaluate('location.href'))
    const day = (name: string) => Date.parse(`${address.searchParams.get(name)}T00:00:00Z`) / 86_400_000
    const shown = await listed(page, day('date'), day('known'))
    const there = namesAt(grid, day('date'), day('known'))
    expect(shown.length).toBeGreaterThan(20)
    for (const row of shown) {
      const [subject = '', certainty] = row.split(' ')
      expect(there.get(subject)).toBe(certainty)
    }
    const all = stateOf(grid, grid.items, { date: day('date'), known: day('known') })
    for (const { kind, parts } of all.groups)
      expect(shown.filter((row) => row.startsWith(kind.name))).toEqual(
        parts.flatMap(({ rows }) => rows.slice(0, 20)).map(({ subject, exists }) => `${subject} ${exists}`),
      )
    await page.close()
  })

  test('draws what came of a grid, and says that there is more to come', async () => {
    const page = await open(`/drawn?date=${isoDay(6_000)}&position=1`)
    await page.locator('.lanes-drawing .marks a').first().waitFor({ state: 'attached' })
    expect(await page.locator('.lede').innerText()).toMatch(/[\d,]+ items so far/)
    await expect.poll(() => page.locator('.cols').count()).toBe(0)
    goOn?.()
    await page.locator('.cols').waitFor({ state: 'attached' })
    expect(await page.locator('.lede').first().innerText()).not.toContain('so far')
    await page.close()
  })
})

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const FACTS = {
  program: 'Regesta',
  today: isoDay(TODAY),
  timezone: 'UTC',
  chronicles: [
    {
      name: 'drawn',
      title: 'Drawn',
      question: 'What stood in what is drawn',
      api: '/graphql',
      position: 1,
      texts: false,
      formats: [],
    },
  ],
}
