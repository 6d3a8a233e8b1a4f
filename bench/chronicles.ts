import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { newToken } from '../src/server/access/tokens.ts'
import { openPostgresLedger } from '../src/stores/index.ts'
import { ask as query, startOwnPostgres } from '../tests/stores/postgres-server.ts'
import { inventedEvents } from './invented.ts'

/**
 * `node bench/chronicles.ts [--chronicles 20,200,2000,20000] [--events 50]`: what a server takes that has many chronicles in
 * one PostgreSQL, which is filled before. A Markdown table: until it is ready, a question to a chronicle that is not open,
 * the same question to one that is, and its memory (RSS, garbage collected) when ready and after those questions, over
 * that with the first number of chronicles.
 */
const { values } = parseArgs({
  options: {
    chronicles: { type: 'string', default: '20,200,2000,20000' },
    events: { type: 'string', default: '50' },
  },
})
/** How many questions are timed: each asks another chronicle. */
const QUESTIONS = 200

const MEGABYTE = 1_048_576
const size = Number(values.events)
const recordedAt = Date.parse('2025-01-01T00:00:00Z')
const nameOf = (nth: number) => `c-${String(nth).padStart(6, '0')}`

const postgres = await startOwnPostgres({ fsync: 'off', max_connections: 50 })
const ledger = { url: await postgres.newDatabase(), filled: 0 }
const folder = mkdtempSync(join(tmpdir(), 'regesta-many-'))
const chief = newToken('chief', 'admin')
writeFileSync(join(folder, 'tokens.yaml'), `${chief.line}\n`)

console.log(
  `| chronicles of ${size} events | ready, s | cold, ms (most) | warm, ms (most) | MB when ready | after |`,
)
console.log('|---:|---:|---:|---:|---:|---:|')
let first: { readonly ready: number; readonly after: number } | undefined
for (const count of values.chronicles.split(',').map(Number)) {
  await fillUpTo(count)
  const figures = await measure(count)
  first ??= figures.memory
  const over = (at: 'ready' | 'after') => `${Math.round(figures.memory[at] - (first?.[at] ?? 0))}`
  console.log(
    `| ${count.toLocaleString('en')} | ${figures.ready.toFixed(1)} | ${spread(figures.cold)} | ${spread(figures.warm)} | +${over('ready')} | +${over('after')} |`,
  )
}
const [{ bytes = 0 } = {}] = await query(
  ledger.url,
  'SELECT pg_database_size(current_database())::float8 AS bytes',
)
console.log(`\n${Math.round(Number(bytes) / (ledger.filled * size))} bytes an event in the database`)
await postgres.stop()
process.exit(0)

async function fillUpTo(count: number): Promise<void> {
  const own = await openPostgresLedger({ url: ledger.url, mode: 'write' })
  const fill = async () => {
    while (ledger.filled < count) {
      const chronicle = nameOf(ledger.filled)
      ledger.filled += 1
      await own.append({ chronicle, name: '0001-all', recordedAt, events: inventedEvents(size, chronicle) })
    }
  }
  await Promise.all(Array.from({ length: 4 }, fill))
  await own.close()
}

async function measure(count: number) {
  const from = performance.now()
  const server = await start()
  await answered(`${server.origin}/ready`)
  const ready = (performance.now() - from) / 1000
  await settled()
  const before = memoryOf(server.pid)
  // Those that were opened at the start are at the beginning, if any: the last are asked first.
  const names = Array.from({ length: Math.min(QUESTIONS, count) }, (_, nth) => nameOf(count - 1 - nth))
  await ask(server.origin, nameOf(0), 1)
  const cold: number[] = []
  for (const name of names) cold.push(await ask(server.origin, name, 2))
  const warm: number[] = []
  for (const name of names.slice(-20)) warm.push(await ask(server.origin, name, 3))
  await settled()
  const after = memoryOf(server.pid)
  server.child.kill('SIGTERM')
  await once(server.child, 'close')
  return { ready, cold, warm, memory: { ready: before, after } }
}

/** The time that a question about one chronicle takes, ms; it has another text each time, so that none is kept. */
async function ask(origin: string, name: string, round: number): Promise<number> {
  const query = `{ relationship(id: "${name}") { position asOf(date: "200${round}-06-01") { items(first: 20) { totalCount nodes { subject headline certainty } } } } }`
  const from = performance.now()
  const text = await answered(`${origin}/graphql?${new URLSearchParams({ query })}`)
  const ms = performance.now() - from
  if (!text.includes(`"position":${size}`)) throw new Error(`${name}: ${text}`)
  return ms
}

async function answered(address: string): Promise<string> {
  const response = await fetch(address)
  const text = await response.text()
  if (!response.ok) throw new Error(`${address}: ${response.status} ${text}`)
  return text
}

async function start() {
  const collecting = 'data:text/javascript,setInterval(()=>gc(),500).unref()'
  const main = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')
  const flags = [
    '--port',
    '0',
    '--events',
    folder,
    '--tokens',
    join(folder, 'tokens.yaml'),
    '--reading',
    'open',
  ]
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', collecting, main, 'serve', ...flags, '--ledger', ledger.url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url }: { readonly msg?: unknown; readonly url?: unknown } = JSON.parse(line)
    if (msg !== 'serving') continue
    child.stdout.resume()
    return { child, pid: child.pid ?? 0, origin: new URL(String(url)).origin }
  }
  throw new Error('the server ended before it served')
}

/** After some collections of garbage. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 4_000))
}

function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kilobytes) * 1024) / MEGABYTE
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other)
  const [median = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)]
  return `${median.toFixed(1)} (${most.toFixed(0)})`
}
