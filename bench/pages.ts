import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatDay } from '../src/time/index.ts'
import { type Asker, askerOf, MAIN, post, type Started, serverOf } from './http.ts'
import { FIRST, inventedEvents, SPAN, writeLedger } from './invented.ts'
import { compareMeasured, type Figure } from './pairs.ts'

/** Requests of a sample. */
const TIMES = 200
const PAIRS = 9
const NAME = 'invented'

/** A server of the invented chronicle of some size, and one that asks it over 8 connections. */
type Served = {
  readonly size: number
  readonly pid: number
  readonly ask: (request: () => Buffer) => Asker
}

export type SizedFigure = { readonly size: number; readonly figure: Figure }

/**
 * What pages, counts, the timeline and searches of the invented chronicle take over HTTP, each at a point never asked
 * about, against a request that asks for nothing: medians with 8 connections, the servers keeping no answers, for the anchor
 * would otherwise not be worked out. Then how each grows from the first of the sizes to the last. In a folder that is given,
 * the ledgers stay, and those that are there already are used.
 */
export async function pageFigures(
  sizes: readonly number[],
  ledgers?: string,
): Promise<readonly SizedFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-pages-'))
  const started: Started[] = []
  try {
    const servers: Served[] = []
    for (const size of sizes) {
      const ledger = join(ledgers ?? folder, `${size}.sqlite`)
      if (!existsSync(ledger)) await writeLedger(ledger, NAME, inventedEvents(size, NAME))
      const server = await serverOf(join(folder, `${size}.log`), (port) => [
        '--max-old-space-size=8000',
        MAIN,
        ...['serve', '--port', `${port}`, '--events', join(folder, 'none'), '--ledger', ledger],
        ...['--cache', '0', '--http-requests', '2147483647'],
      ])
      started.push(server)
      servers.push({
        size,
        pid: server.process.pid ?? 0,
        ask: (request) => askerOf(server.port, request),
      })
    }
    const figures: SizedFigure[] = []
    for (const server of servers) figures.push(...(await againstNothing(server)))
    const [first, last] = [servers[0], servers.at(-1)]
    if (first !== undefined && last !== undefined && first !== last)
      figures.push(...(await growthOf(first, last)))
    return figures
  } finally {
    for (const { process } of started) process.kill()
    await rm(folder, { recursive: true })
  }
}

async function againstNothing(server: Served): Promise<readonly SizedFigure[]> {
  const figures: SizedFigure[] = []
  for (const [name, request] of Object.entries(questionsOf(server.size))) {
    await askFirst(server, name, request)
    const [asker, nothing] = [server.ask(request), server.ask(() => NOTHING)]
    await asker.ask(TIMES)
    await nothing.ask(TIMES)
    const [before, asked] = [processorMs(server.pid), asker.asked]
    const figure = await compareMeasured(
      `${name} / nothing`,
      () => nothing.ask(TIMES),
      () => asker.ask(TIMES),
      PAIRS,
    )
    const spent = processorMs(server.pid) - before
    figures.push({ size: server.size, figure })
    console.error(
      `${server.size}, ${name}: ${((spent * 1000) / (asker.asked - asked)).toFixed()} µs of the processor, with twice as many that ask nothing`,
    )
  }
  return figures
}

async function growthOf(first: Served, last: Served): Promise<readonly SizedFigure[]> {
  const figures: SizedFigure[] = []
  const ofLast = questionsOf(last.size)
  for (const [name, request] of Object.entries(questionsOf(first.size))) {
    const requestOfLast = ofLast[name] ?? request
    await askFirst(first, name, request)
    await askFirst(last, name, requestOfLast)
    const [few, many] = [first.ask(request), last.ask(requestOfLast)]
    await few.ask(TIMES)
    await many.ask(TIMES)
    const figure = await compareMeasured(
      `${name} / the same of ${first.size}`,
      () => few.ask(TIMES),
      () => many.ask(TIMES),
      PAIRS,
    )
    figures.push({ size: last.size, figure })
  }
  return figures
}

/** Asks a question for the first time, until it is answered. */
async function askFirst({ size, ask }: Served, name: string, request: () => Buffer): Promise<void> {
  const from = performance.now()
  for (let answered = false; !answered; )
    try {
      await ask(request).ask(1)
      answered = true
    } catch (error) {
      // What it is worked out from is still being indexed: asking again goes on with that.
      if (!String(error).includes('E_TIME')) throw error
    }
  console.error(`${size}, ${name}, the first time: ${(performance.now() - from).toFixed()} ms`)
}

const NOTHING = post({ query: '{ __typename }' })

/** Questions by their names; each call gives a request at a point that was not asked about before. */
function questionsOf(size: number): Readonly<Record<string, () => Buffer>> {
  let asked = Math.floor(SPAN / 3) + size
  /** Every day of the chronicle once, in no order. */
  const day = (step: number) => formatDay(FIRST + ((asked * step) % SPAN))
  /** Of an undertaking or of a source that is there; no other begins with it, and no year is called so. */
  const number = () => Math.floor((1 + ((asked * 7_919) % 80) / 100) * (size / 48))
  const inState = (fields: string, names = '', clock = '', variables: () => object = () => ({})) => {
    const query = `query ($date: Date!${names}) { relationship(id: "${NAME}") { asOf(date: $date${clock}) { ${fields} } } }`
    return () => {
      asked += 1
      return post({ query, variables: { date: day(7_919), ...variables() } })
    }
  }
  const page = (args = '') => `items(first: 20${args}) { totalCount nodes { subject headline certainty } }`
  const timeline = (names = '', args = '', variables: () => object = () => ({})) => {
    const query = `query ($known: Date!${names}) { relationship(id: "${NAME}") { timeline(knownAt: $known${args}) { totalCount nodes { id } } } }`
    return () => {
      asked += 1
      return post({ query, variables: { known: day(9_973), ...variables() } })
    }
  }
  const rare = () => ({ search: `kind ${number()}` })
  const SEARCH = [', $search: String!', ', search: $search'] as const
  return {
    'a page, new date': inState(page()),
    'a page, new known day': inState(page(), ', $known: Date!', ', knownAt: $known', () => ({
      known: day(9_973),
    })),
    'a page in reverse, new date': inState(page(', order: VALID_DESC')),
    'a count, new date': inState('count(kind: "meeting") { definite possible }'),
    'facets by kind, new date': inState('facets { kinds { key count { definite possible } } }'),
    "the timeline's first page, new known day": timeline(),
    'a page, searched by a rare word': inState(page(SEARCH[1]), SEARCH[0], '', rare),
    'a page, searched by a common word': inState(page(', search: "minister"')),
    'a page, searched by two common words': inState(page(', search: "work goes"')),
    'the timeline, searched by a rare word': timeline(SEARCH[0], SEARCH[1], rare),
    'the timeline, searched by a common word': timeline('', ', search: "minister"'),
    'a page, of a source': inState(page(', source: $source'), ', $source: ID!', '', () => ({
      source: `s${number()}`,
    })),
  }
}

/** What a process has taken of the processor, ms. */
function processorMs(pid: number): number {
  const [user = 0, system = 0] =
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? []
  return (user + system) * 10
}
