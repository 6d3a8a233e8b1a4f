import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bilateral } from '../src/domains/index.ts'
import { openChronicle } from '../src/engine/index.ts'
import { openSqliteLedger } from '../src/stores/index.ts'
import { fixedClock } from '../src/time/index.ts'
import { startLargeServer } from '../torture/rig/holds/run.ts'
import { type Held, soak } from '../torture/rig/holds/soak.ts'
import { inventedEvents, writeLedger } from './invented.ts'

/**
 * `node bench/memory.ts questions [10000]`: what a server over 10⁵ events takes more than at rest once it has answered so many
 * questions, each of any class at a random point, beside the budget of what it may keep; both once its garbage is collected.
 * The answers themselves, which have a budget of their own, are not kept. The first server keeps hardly anything: what it takes
 * more is compiled code, half-filled pages and the like, which are in no budget.
 *
 * `node bench/memory.ts [100000 1000000]`: what an open chronicle takes at rest, in bytes an event: the resident set of a
 * process that opened it over SQLite, collected its garbage and gave back what is free, less that of one that opened an empty ledger. And what
 * opening it takes of the processor, against `JSON.parse` of the same bodies: from the events, and from the columns that were saved
 * then. Each figure is of a process of its own.
 */
const NAME = 'invented'
/** MiB that may be kept, of how many events, and to what share of the questions: first hardly any, which leaves code and pages. */
const SERVERS = [
  { budget: 1, events: 17_000, share: 0.1 },
  { budget: 128, events: 100_000, share: 1 },
  { budget: 32, events: 100_000, share: 0.1 },
]
const ROLES: Readonly<Record<string, (path: string, size: number) => Promise<readonly number[]>>> = {
  write,
  rest,
  opening,
}

const [role = '', path = '', size = '0'] = process.argv.slice(2)
const act = ROLES[role]
if (role === 'questions') await afterQuestions(Number(path || 10_000))
else if (act === undefined) await table(process.argv.slice(2).map(Number))
else console.log(JSON.stringify(await act(path, Number(size))))

async function afterQuestions(count: number): Promise<void> {
  console.log(
    '| budget, MiB | asked | refused | resident | more | more in the heap | more free in its pages | more in buffers | median, ms |',
  )
  console.log('|---:|---:|---:|---:|---:|---:|---:|---:|')
  for (const { budget, events, share } of SERVERS) {
    const server = await startLargeServer(events, ['--view-cache', String(budget), '--cache', '0'])
    let rest: Held | undefined
    await soak(server, { count: count * share, costlyOneIn: 500, seed: 1 }, (held) => {
      rest ??= held
      const { asked, refused, ms } = held
      const measures = ['resident', 'heap', 'free', 'external'] as const
      const more = measures.map((measure) => mebibytes(held[measure] - (rest?.[measure] ?? 0)))
      console.log(
        `| ${[budget, asked, refused, mebibytes(held.resident), ...more, ms.toFixed(1)].join(' | ')} |`,
      )
    })
    await server.stop()
  }
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}

async function table(sizes: readonly number[]): Promise<void> {
  console.log(
    '| events | bytes an event | of these in the heap | opening, µs an event | / JSON.parse | from columns / JSON.parse |',
  )
  console.log('|---:|---:|---:|---:|---:|---:|')
  const folder = await mkdtemp(join(tmpdir(), 'regesta-memory-'))
  try {
    for (const size of sizes.length === 0 ? [100_000, 1_000_000] : sizes) {
      const [empty, whole] = [join(folder, 'empty.sqlite'), join(folder, `${size}.sqlite`)]
      await inOwnProcess('write', whole, size)
      const [least = 0, leastHeap = 0] = await inOwnProcess('rest', empty, 0)
      const [resident = 0, heap = 0] = await inOwnProcess('rest', whole, size)
      const [micros = 0, ratio = 0, again = 0] = await inOwnProcess('opening', whole, size)
      const each = [resident - least, heap - leastHeap].map((bytes) => Math.round(bytes / size))
      console.log(`| ${[size, ...each, micros.toFixed(1), ratio.toFixed(1), again.toFixed(2)].join(' | ')} |`)
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function inOwnProcess(role: string, path: string, size: number): Promise<readonly number[]> {
  const args = ['--max-old-space-size=12000', import.meta.filename, role, path, String(size)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const printed: unknown = JSON.parse(await text(child.stdout))
  return Array.isArray(printed) ? printed.map(Number) : []
}

async function write(path: string, size: number): Promise<readonly number[]> {
  await writeLedger(path, NAME, inventedEvents(size, NAME))
  return []
}

/** The resident set and the heap once it is open and the garbage is collected. */
async function rest(path: string): Promise<readonly number[]> {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  const chronicle = await openOver(ledger)
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('this Node cannot be told to collect garbage')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { rss, heapUsed } = process.memoryUsage()
  await ledger.close()
  return chronicle.position < 0 ? [] : [rss, heapUsed]
}

/** Processor time of opening, µs an event; that as a ratio to parsing the bodies; and so of opening again. */
async function opening(path: string, size: number): Promise<readonly number[]> {
  const ledger = await openSqliteLedger({ path, mode: 'read' })
  const bodies: string[] = []
  for await (const { body } of ledger.read(NAME)) bodies.push(body)
  const parse = await micros(() => bodies.map((body): unknown => JSON.parse(body)).length)
  await ledger.sideFiles?.remove(NAME)
  const open = await micros(() => openOver(ledger))
  const again = await micros(() => openOver(ledger))
  await ledger.close()
  return [open / size, open / parse, again / parse]
}

async function micros(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function openOver(ledger: Awaited<ReturnType<typeof openSqliteLedger>>) {
  const clock = fixedClock('2026-01-01T00:00:00Z')
  return openChronicle({ name: NAME, vocabulary: bilateral.vocabulary, ledger, clock })
}
