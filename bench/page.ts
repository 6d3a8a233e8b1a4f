import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { CDPSession, Page } from 'playwright-core'
import { openBrowser } from '../tests/browser.ts'
import { FIRST, SPAN } from './invented.ts'
import { largeGrid } from './large-grid.ts'

/** Notes when the first marks were painted, when all of the grid was drawn, and when the last of it had come: ms from navigation. */
const WATCH = `
  performance.setResourceTimingBufferSize(2000)
  const noted = globalThis.noted = {}
  const note = (name) => {
    if (noted[name] !== undefined) return
    noted[name] = 0
    requestAnimationFrame(() => setTimeout(() => { noted[name] = performance.now() }))
  }
  const watcher = new MutationObserver(() => {
    if (document.querySelector('.lanes-drawing .marks a') !== null) note('first')
    if (document.querySelector('.cols') === null) return
    note('whole')
    watcher.disconnect()
    const grid = performance.getEntriesByType('resource').find(({ name }) => name.includes('grid.json'))
    noted.come = grid?.responseEnd ?? 0
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

/** How much longer than this a frame that one notices is, ms. */
const FRAME = 50

/**
 * `node --max-old-space-size=8192 bench/page.ts [145000]`: what the page costs a browser over the invented chronicle of so many
 * events (145,000 have some 50,000 items), beside one of 1,450 as control. The grid is served as a server has it ready, compressed.
 * How much is loaded first; from navigation, when the first marks are painted, when the grid has come, and when all of it is drawn
 * with the lists; then the longest task of the page's thread while it loads, while the valid day, the known day and the lanes are
 * dragged, while the lanes are zoomed, while they are dragged where four months are shown, while a word is typed into the search, while
 * the valid day is dragged with the facets open, and while the known day is dragged with a filter on: by the processor's time of that thread (by the clock, which counts what else the machine does). A Markdown table; `--runs 3` gives
 * the median run of each column; `--slowed 2` has the page's thread run at half its speed. The grids are kept in the folder for temporary files.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '1' }, slowed: { type: 'string', default: '1' } },
})
const [given = '145000'] = positionals
const runs = Number(values.runs)
const slowed = Number(values.slowed)
const sizes = [...new Set([1_450, Number(given)])]
// Builds it, unless it is built.
await import('../web/build.ts')
const dist = process.env.PAGE_DIST ?? join(import.meta.dirname, '..', 'web', 'dist')
const COLUMNS = [
  'first picture, ms',
  'grid has come, ms',
  'all drawn, ms',
  'loading',
  'valid day',
  'known day',
  'panning',
  'zooming',
  'panning close',
  'typing',
  'facets',
  'narrowed',
] as const
type Figures = Readonly<Record<(typeof COLUMNS)[number], Longest>>
/** Of the thread's time and of the clock, ms; `over` is how many tasks took longer than {@link FRAME} by the clock. */
type Longest = { readonly thread: number; readonly clock: number }

console.log(`| events | items | grid, KB | first load, KB | ${COLUMNS.join(' | ')} | elements |`)
console.log(`|${'---:|'.repeat(COLUMNS.length + 5)}`)
for (const events of sizes) {
  const grid = await largeGrid(events, join(tmpdir(), `regesta-grid-${events}.json`))
  console.log(`| ${(await rowOf(events, grid)).join(' | ')} |`)
}

async function rowOf(events: number, text: string): Promise<readonly string[]> {
  const served = await serving(events, text)
  const all: Figures[] = []
  let elements = 0
  for (let run = 0; run < runs; run += 1) {
    const measured = await measure(served.origin)
    all.push(measured.figures)
    elements = measured.elements
  }
  served.stop()
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
  return [
    whole.format(events),
    whole.format(text.split('\n').length - 3),
    whole.format(served.gridBytes / 1e3),
    whole.format(served.firstLoad() / runs / 1e3),
    ...COLUMNS.map((column) => {
      const middle = (of: keyof Longest) =>
        all.map((figures) => figures[column][of]).sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
      const [thread, clock] = [middle('thread'), middle('clock')]
      return column.endsWith('ms') ? clock.toFixed(0) : `${thread.toFixed(0)} (${clock.toFixed(0)})`
    }),
    `${elements}`,
  ]
}

/** A server of one grid that is ready in both encodings, and of what the page asks for beside it. */
async function serving(events: number, text: string) {
  const ready = {
    br: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    gzip: gzipSync(text),
  }
  const subjects = [...text.matchAll(/^\[\d+,"(u\d+)"/gm)].map(([, slug]) => `undertaking/${slug}`)
  let bytes = 0
  // As a build leaves its files: compressed before anybody asks.
  const files = new Map<string, Buffer>()
  const packed = (file: string) => {
    const body = files.get(file) ?? brotliCompressSync(readFileSync(join(dist, file)))
    files.set(file, body)
    return body
  }
  for (const file of readdirSync(dist, { recursive: true, withFileTypes: true }))
    if (file.isFile() && extname(file.name) in TYPES)
      packed(join('/', relative(dist, file.parentPath), file.name))
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const json = (value: unknown) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
    if (path === '/chronicles.json') return json(FACTS)
    if (path.endsWith('/grid.json')) {
      const encoding = `${request.headers['accept-encoding']}`.includes('br') ? 'br' : 'gzip'
      response.setHeader('content-encoding', encoding)
      response.setHeader('content-type', 'application/json; charset=utf-8')
      return response.end(ready[encoding])
    }
    if (path === '/graphql')
      return void answered(request, { events, subjects }).then((answer) =>
        answer === undefined ? response.writeHead(404).end() : json(answer),
      )
    if (path.startsWith('/feeds')) return response.writeHead(404).end()
    const file = path.startsWith('/assets/') ? path : '/index.html'
    const body = packed(file)
    bytes += body.length
    response.setHeader('content-encoding', 'br')
    response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    gridBytes: ready.br.length,
    firstLoad: () => bytes,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What a server answers to the questions of the page: its sources, and what a search finds, a hundred at a time; else undefined. */
async function answered(
  request: IncomingMessage,
  { events, subjects }: { readonly events: number; readonly subjects: readonly string[] },
): Promise<unknown> {
  let body = ''
  for await (const part of request) body += part
  const { query: text = '', variables = {} } = JSON.parse(body)
  const query = `${text}`.trimStart()
  const first = Number(variables.after ?? 0)
  const page = <T>(all: number, of: (nth: number) => T) => ({
    pageInfo: { hasNextPage: first + 100 < all, endCursor: `${first + 100}` },
    nodes: Array.from({ length: Math.min(100, all - first) }, (_, nth) => of(first + nth)),
  })
  if (query.startsWith('query SourcesKnown')) {
    const sources = page(Math.floor(events / 20), (nth) => {
      const day = new Date((FIRST + Math.floor(((nth * 20) / events) * SPAN)) * 86_400_000)
      const date = day.toISOString().slice(0, 10)
      return {
        subject: `source/s${nth}`,
        label: `s${nth}`,
        published: { open: false, between: { earliest: date, latest: date } },
      }
    })
    return { data: { chronicle: { id: 'invented', sources } } }
  }
  if (query.startsWith('query Search')) {
    const items = page(subjects.length, (nth) => ({ subject: subjects[nth] }))
    return { data: { chronicle: { id: 'invented', asOf: { items } } } }
  }
  return undefined
}

async function measure(origin: string): Promise<{ readonly figures: Figures; readonly elements: number }> {
  // One that is watched takes longer for each request.
  const browser = await openBrowser([origin], { watched: false })
  const page = await browser.context.newPage()
  const session = await page.context().newCDPSession(page)
  await page.addInitScript(WATCH)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  const loading = await longestOf(session, async () => {
    await page.goto(`${origin}/invented?date=1990-05-01&known=1990-12-31`)
    await page.waitForFunction('globalThis.noted?.whole > 0', undefined, { timeout: 120_000 })
    await page.waitForTimeout(2_000)
  })
  const noted = await page.evaluate<{ first: number; come: number; whole: number }>('globalThis.noted')
  const drag = (selector: string, by: number) => longestOf(session, () => dragged(page, selector, by))
  const ms = (clock: number) => ({ thread: 0, clock })
  const lists = {
    'first picture, ms': ms(noted.first),
    'grid has come, ms': ms(noted.come),
    'all drawn, ms': ms(noted.whole),
    loading,
    'valid day': await drag('[role=slider] >> nth=0', 240),
    'known day': await drag('[role=slider] >> nth=1', -240),
    panning: await drag('.lanes-drawing', -300),
    zooming: await longestOf(session, () => zoomed(page)),
  }
  await goTo(page, '/invented?date=1990-05-01&known=1990-12-31&span=1990-03-01..1990-07-01')
  const close = await drag('.lanes-drawing', -300)
  const elements = Number(await page.evaluate('document.querySelectorAll(".lanes-drawing *").length'))
  const typing = await longestOf(session, async () => {
    await page.locator('.find').pressSequentially('work of', { delay: 120 })
    await page.waitForTimeout(1_500)
    await page.locator('.find').fill('')
    await page.waitForTimeout(1_500)
  })
  const facets = await longestOf(session, async () => {
    await page.locator('.facets summary').click()
    await page.waitForTimeout(500)
    await dragged(page, '[role=slider] >> nth=0', -200)
  })
  const narrowed = await longestOf(session, async () => {
    await page.locator('.facet:nth-of-type(2) .toggle').first().click()
    await page.waitForTimeout(1_000)
    await dragged(page, '[role=slider] >> nth=1', 200)
  })
  await browser.close()
  return { figures: { ...lists, 'panning close': close, typing, facets, narrowed }, elements }
}

/** Goes to another address without loading the page anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`)
  await page.waitForTimeout(1_000)
}

/** Drags by so many pixels, a few at a time, as fast as the page takes it. */
async function dragged(page: Page, selector: string, by: number): Promise<void> {
  const place = page.locator(selector).first()
  // In the middle, where nothing that floats covers it.
  await place.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  const box = await place.boundingBox()
  if (box === null) throw new Error(`nothing at ${selector}`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + by, y, { steps: 60 })
  await page.mouse.up()
  await page.waitForTimeout(1_000)
}

async function zoomed(page: Page): Promise<void> {
  const box = await page.locator('.lanes-drawing').boundingBox()
  if (box === null) throw new Error('no lanes')
  await page.mouse.move(box.x + box.width / 2, box.y + 60)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 20; turn += 1) await page.mouse.wheel(0, turn < 12 ? -60 : 60)
  await page.keyboard.up('Control')
  await page.waitForTimeout(1_000)
}

/** The longest task of the page's thread meanwhile, ms: the processor's time, and that of the clock. */
async function longestOf(session: CDPSession, act: () => Promise<void>): Promise<Longest> {
  const events: TraceEvent[] = []
  const take = ({ value }: { readonly value: readonly object[] }) => {
    for (const event of value as readonly TraceEvent[]) events.push(event)
  }
  session.on('Tracing.dataCollected', take)
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'],
    },
  })
  await act()
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await complete
  session.off('Tracing.dataCollected', take)
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`))
  if (process.env.PAGE_TASKS !== undefined)
    console.error(
      tasks
        .filter(({ dur = 0 }) => dur > FRAME * 1_000)
        .map(({ dur = 0, tdur = 0 }) => `${(tdur / 1e3).toFixed(0)} (${(dur / 1e3).toFixed(0)})`)
        .join(', '),
    )
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
