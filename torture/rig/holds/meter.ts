import { PerformanceObserver, performance } from 'node:perf_hooks'

/**
 * Loaded before a server (`node --import`): it notes how long the event loop was held at most since it was last asked, and
 * answers whoever started the process. Held is what passes between two ticks of a timer: by the clock, and by the
 * processor time of this thread, which other programs on the machine do not lengthen.
 */
export type Held = {
  readonly clock: number
  readonly processor: number
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

let [clock, processor, garbage] = [0, 0, 0]
let [at, used] = [performance.now(), threadTime()]

function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

setInterval(() => {
  const [now, nowUsed] = [performance.now(), threadTime()]
  clock = Math.max(clock, now - at)
  processor = Math.max(processor, nowUsed - used)
  at = now
  used = nowUsed
}, 1).unref()

const observer = new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) garbage = Math.max(garbage, duration)
})
observer.observe({ entryTypes: ['gc'] })

process.on('message', (message) => {
  if (message === 'collect') globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  for (const { duration } of observer.takeRecords()) garbage = Math.max(garbage, duration)
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage()
  const held: Held = {
    clock,
    processor,
    garbage,
    used: (user + system) / 1000,
    resident: rss,
    heap: heapUsed,
    free: heapTotal - heapUsed,
    external,
  }
  process.send?.(held)
  ;[clock, processor, garbage] = [0, 0, 0]
  ;[at, used] = [performance.now(), threadTime()]
})
process.channel?.unref()
