import { type PerformanceEntry, PerformanceObserver, performance } from 'node:perf_hooks'

/**
 * Loaded before a server (`node --import`): it notes how long the event loop was held at most since it was last asked, and
 * answers whoever started the process. Held is what passes between two ticks of a timer: by the clock, and by the
 * processor time of this thread, which other programs on the machine do not lengthen.
 */
export type Held = {
  readonly clock: number
  readonly processor: number
  /** Without the garbage that was collected in the same hold, often several times; at least what the work took of the processor. */
  readonly working: number
  /** The longest collection of garbage, ms. */
  readonly garbage: number
  /** Processor time of the whole process since it began, ms. */
  readonly used: number
  /** What the process holds, bytes: the resident set, of this what is used of the heap and free in its pages, and buffers outside it. */
  readonly resident: number
  readonly heap: number
  readonly free: number
  readonly external: number
}

/** When a hold was, by the clock, and the processor time that it took. */
type Hold = { readonly from: number; readonly to: number; readonly took: number }

/** Shorter holds are not looked at one by one. */
const SHORT = 10

let [clock, processor] = [0, 0]
let [holds, collections]: [Hold[], PerformanceEntry[]] = [[], []]
let [at, used] = [performance.now(), threadTime()]

function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

setInterval(() => {
  const [now, nowUsed] = [performance.now(), threadTime()]
  clock = Math.max(clock, now - at)
  const took = nowUsed - used
  processor = Math.max(processor, took)
  if (took > SHORT) holds.push({ from: at, to: now, took })
  at = now
  used = nowUsed
}, 1).unref()

const observer = new PerformanceObserver((list) => collections.push(...list.getEntries()))
observer.observe({ entryTypes: ['gc'] })

/** At least the processor time of the work in a hold: what it took in all, or by the clock without collecting garbage. */
function workingIn({ from, to, took }: Hold): number {
  const collected = collections
    .filter(({ startTime, duration }) => from < startTime + duration && startTime < to)
    .reduce((sum, { duration }) => sum + duration, 0)
  return Math.min(took, to - from - collected)
}

process.on('message', (message) => {
  if (message === 'collect') globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  collections.push(...observer.takeRecords())
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const held: Held = {
    clock,
    processor,
    working: holds.reduce((most, hold) => Math.max(most, workingIn(hold)), Math.min(processor, SHORT)),
    garbage: collections.reduce((most, { duration }) => Math.max(most, duration), 0),
    used: (user + system) / 1000,
    resident: rss,
    heap: heapUsed,
    free: heapTotal - heapUsed,
    external,
  }
  process.send?.(held)
  ;[clock, processor] = [0, 0]
  ;[holds, collections] = [[], []]
  ;[at, used] = [performance.now(), threadTime()]
})
process.channel?.unref()
