import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { openBrowser } from '../tests/browser.ts'
import { largeGrid } from './large-grid.ts'

/** Notes when the first marks are painted, counted from when the grid had come. */
const WATCH = `
  const watcher = new MutationObserver(() => {
    if (document.querySelector('.lanes-drawing .marks a') === null) return
    watcher.disconnect()
    requestAnimationFrame(() => setTimeout(() => {
      const grid = performance.getEntriesByType('resource').find(({ name }) => name.includes('grid.json'))
      globalThis.picture = performance.now() - (grid === undefined ? 0 : grid.responseEnd)
    }))
  })
  watcher.observe(document, { childList: true, subtree: true })
`

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

const FACTS = {
  program: 'Regesta',
  today: '2026-01-01',
  timezone: 'UTC',
  chronicles: [
    {
      name: 'invented',
      title: 'Invented',
      question: 'What stood in what is invented',
      api: '/graphql',
      position: 1,
      texts: false,
      formats: [],
    },
  ],
}

/**
 * `node --max-old-space-size=8192 bench/page.ts [145000]`: what the page costs a browser over the invented chronicle of so many
 * events (145,000 have some 50,000 items), beside one of 1,450 as control: how much of it is loaded first; how long after the
 * grid came its first picture stands; and the longest task while the valid day, the known day and the lanes are dragged and the
 * lanes are zoomed, by the processor's time of the page's thread (and by the clock, which counts what else the machine does).
 * A Markdown table. The grids are kept in the folder for temporary files.
 */
const sizes = [1_450, Number(process.argv[2] ?? 145_000)]
// Builds it, unless it is built.
await import('../web/build.ts')
const dist = join(import.meta.dirname, '..', 'web', 'dist')
console.log(
  '| events | items | first load, KB | first picture, ms | valid day, ms | known day, ms | panning, ms | zooming, ms | elements |',
)
console.log('|---:|---:|---:|---:|---:|---:|---:|---:|---:|')
for (const events of sizes) {
  const grid = await largeGrid(events, join(tmpdir(), `regesta-grid-${events}.json`))
  console.log(`| ${(await rowOf(events, grid)).join(' | ')} |`)
}

async function rowOf(events: number, grid: string): Promise<readonly string[]> {
  let bytes = 0
  const server = createServer(({ url = '/' }, response) => {
    const path = new URL(url, 'http://localhost').pathname
    if (path === '/chronicles.json') return response.end(JSON.stringify(FACTS))
    if (path.endsWith('/grid.json')) return response.end(grid)
    if (/^\/(feeds|graphql)/.test(path)) return response.writeHead(404).end()
    const file = path.startsWith('/assets/') ? path : '/index.html'
    const body = readFileSync(join(dist, file))
    bytes += brotliCompressSync(body).length
    response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const browser = await openBrowser([origin])
  const page = await browser.context.newPage()
  await page.addInitScript(WATCH)
  await page.goto(`${origin}/invented?date=1990-05-01&known=1990-12-31`)
  await page.waitForFunction('globalThis.picture !== undefined', undefined, { timeout: 120_000 })
  const first = Number(await page.evaluate('globalThis.picture'))
  await page.waitForTimeout(3_000)
  const drag = (selector: string, by: number) => () => dragged(page, selector, by)
  const tasks = [
    await longestOf(page, drag('[role=slider] >> nth=0', 240)),
    await longestOf(page, drag('[role=slider] >> nth=1', -240)),
    await longestOf(page, drag('.lanes-drawing', -300)),
    await longestOf(page, () => zoomed(page)),
  ]
  const elements = Number(await page.evaluate('document.querySelectorAll(".lanes-drawing *").length'))
  await browser.close()
  server.closeAllConnections()
  server.close()
  const items = grid.split('\n').length - 3
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
  return [
    ...[events, items].map((count) => whole.format(count)),
    (bytes / 1e3).toFixed(0),
    first.toFixed(0),
    ...tasks.map(({ thread, clock }) => `${thread.toFixed(0)} (${clock.toFixed(0)})`),
    `${elements}`,
  ]
}

/** Drags by so many pixels, a few at a time. */
async function dragged(page: Page, selector: string, by: number): Promise<void> {
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`nothing at ${selector}`)
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 300)]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + by, y, { steps: 60 })
  await page.mouse.up()
  await page.waitForTimeout(300)
}

async function zoomed(page: Page): Promise<void> {
  const box = await page.locator('.lanes-drawing').boundingBox()
  if (box === null) throw new Error('no lanes')
  await page.mouse.move(box.x + box.width / 2, box.y + 60)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, turn < 12 ? -60 : 60)
  await page.keyboard.up('Control')
  await page.waitForTimeout(600)
}

/** The longest task of the page's thread meanwhile, ms: the processor's time, and that of the clock. */
async function longestOf(page: Page, act: () => Promise<void>) {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) events.push(event)
  })
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'disabled-by-default-devtools.timeline',
        'devtools.timeline',
        '__metadata',
      ],
    },
  })
  await act()
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
  const most = (of: (event: TraceEvent) => number) =>
    tasks.reduce((max, event) => Math.max(max, of(event)), 0) / 1e3
  return { thread: most(({ tdur = 0 }) => tdur), clock: most(({ dur = 0 }) => dur) }
}

type TraceEvent = {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}
