import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import { readGrid } from '../src/exchange/read-grid.ts'
import type { Steps } from '../src/state/index.ts'
import { gridOfInvented } from './large-grid.ts'

/**
 * `node bench/grid.ts [145000]`: what the grid of the invented chronicle of so many events costs (145,000 have some 50,000
 * items): the processor's time of the thread that writes it, and the longest step; its size plain and as it is sent; how much
 * more memory the process takes meanwhile; and what a page needs to read it and to find a place in it. A Markdown table.
 */
const events = Number(process.argv[2] ?? 145_000)
const write = await gridOfInvented(events)

const rest = process.memoryUsage().rss
let [longest, most] = [0, rest]
const inSteps = async <T>(steps: Steps<T>): Promise<T> => {
  for (;;) {
    const from = threadMs()
    const { done, value } = steps.next()
    longest = Math.max(longest, threadMs() - from)
    if (done === true) return value
  }
}
const from = threadMs()
const parts: string[] = []
for await (const part of await write(inSteps)) {
  parts.push(part)
  most = Math.max(most, process.memoryUsage().rss)
}
const written = threadMs() - from
const text = parts.join('')

const reading = threadMs()
const grid = readGrid(text)
const read = threadMs() - reading
const places = Array.from({ length: 20 }, (_, nth) => nth)
const looking = threadMs()
for (const nth of places) grid.at(-7_000 + nth * 1_000, nth % 2 === 0 ? undefined : nth * 1_000)
const looked = (threadMs() - looking) / places.length

const sizes = [
  text.length,
  await sizeIn(createGzip()),
  await sizeIn(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })),
]
console.log(
  '| events | items | plain, MB | gzip, MB | Brotli, MB | written, s | longest step, ms | more memory, MB | read, ms | a place, ms |',
)
console.log('|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|')
const cells = [
  events.toLocaleString('en'),
  grid.items.length.toLocaleString('en'),
  ...sizes.map((bytes) => (bytes / 1e6).toFixed(2)),
  (written / 1e3).toFixed(1),
  longest.toFixed(1),
  ((most - rest) / 1e6).toFixed(0),
  read.toFixed(0),
  looked.toFixed(1),
]
console.log(`| ${cells.join(' | ')} |`)

/** The processor's time of this thread, ms: what else runs on the machine, and the collector's own threads, do not count. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e3
}

async function sizeIn(encoder: NodeJS.ReadWriteStream): Promise<number> {
  for (const part of parts) encoder.write(part)
  encoder.end()
  let bytes = 0
  for await (const part of encoder) bytes += part.length
  return bytes
}
