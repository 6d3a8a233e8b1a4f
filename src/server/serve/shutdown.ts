import type { Logger } from 'pino'
import type { RunningServer } from '../http/server.ts'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** How long requests in progress may take to finish, ms. */
const GRACE = 8_000

/** How much later a second signal counts as one, ms: for one key press, the terminal and npm both send one. */
const SEPARATE = 1_000

/** Resolves with the first signal to stop. It must be called before anything is opened that a stop has to close. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal))
  })
}

type Stoppable = {
  readonly server: RunningServer
  /** Ends open subscriptions, which never finish by themselves. */
  readonly endStreams: () => void
  readonly logger: Logger
}

/** Waits for the signal, then stops gracefully: requests in progress are finished, or cut off by a second signal. */
export async function stopOnSignal(
  signal: Promise<NodeJS.Signals>,
  { server, endStreams, logger }: Stoppable,
): Promise<void> {
  logger.info({ signal: await signal }, 'stopping')
  endStreams()
  await Promise.race([server.stop(GRACE), secondSignal().then(() => server.stop(0))])
}

function secondSignal(): Promise<void> {
  const from = performance.now()
  return new Promise((resolve) => {
    for (const signal of SIGNALS)
      process.on(signal, () => {
        if (performance.now() - from > SEPARATE) resolve()
      })
  })
}
