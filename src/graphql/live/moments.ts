import { setTimeout as sleep } from 'node:timers/promises'
import type { Chronicle, Snapshot } from '../../engine/index.ts'
import type { Stream } from './streams.ts'

/**
 * A chronicle at one moment after the other: now, and again each time that something was recorded or another day has
 * begun, at most once in `pace` ms. What comes in between is passed over, never what came last.
 */
export async function* moments(
  chronicle: Chronicle,
  stream: Stream,
  pace: number,
): AsyncGenerator<Snapshot, void, undefined> {
  while (!stream.ending.aborted) {
    const snapshot = chronicle.snapshot()
    yield snapshot
    await Promise.all([moved(chronicle, snapshot, stream), passed(pace, stream)])
  }
}

/** Resolves once the chronicle stands elsewhere than a snapshot of it, or it is over. */
async function moved(chronicle: Chronicle, { pin }: Snapshot, { ending, heartbeat }: Stream): Promise<void> {
  const isThere = () => chronicle.position === pin.position && chronicle.clock.today() === pin.today
  while (!ending.aborted && isThere()) {
    // The day is looked at as often as the stream gives a sign of life.
    const looking = new AbortController()
    const look = () => looking.abort()
    const timer = setTimeout(look, heartbeat).unref()
    ending.addEventListener('abort', look)
    await chronicle.growth(pin.position, looking.signal)
    ending.removeEventListener('abort', look)
    clearTimeout(timer)
  }
}

/** Resolves after so long, or once it is over. */
async function passed(ms: number, { ending }: Stream): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: ending, ref: false }).catch(() => undefined)
}
