import { setTimeout as sleep } from 'node:timers/promises'
import type { Chronicle, Snapshot } from '../../chronicle/index.ts'

/** How often it is looked whether another day has begun, ms. */
const DAYBREAK = 30_000

/**
 * A chronicle at one moment after the other: now, and again each time that something was recorded or another day has
 * begun, at most once in `pace` ms. What comes in between is passed over, never what came last.
 */
export async function* moments(
  chronicle: Chronicle,
  { pace, ending }: { readonly pace: number; readonly ending: AbortSignal },
): AsyncGenerator<Snapshot, void, undefined> {
  while (!ending.aborted) {
    const snapshot = chronicle.snapshot()
    yield snapshot
    await Promise.all([moved(chronicle, snapshot, ending), passed(pace, ending)])
  }
}

/** Resolves once the chronicle stands elsewhere than a snapshot of it, or it is over. */
async function moved(chronicle: Chronicle, { pin }: Snapshot, ending: AbortSignal): Promise<void> {
  while (!ending.aborted && chronicle.position === pin.position) {
    const looking = new AbortController()
    const look = () => looking.abort()
    const timer = setTimeout(look, DAYBREAK).unref()
    ending.addEventListener('abort', look)
    await chronicle.growth(pin.position, looking.signal)
    ending.removeEventListener('abort', look)
    clearTimeout(timer)
  }
}

/** Resolves after so long, or once it is over. */
async function passed(ms: number, ending: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: ending, ref: false }).catch(() => undefined)
}
