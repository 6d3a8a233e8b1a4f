import { setTimeout as wait } from 'node:timers/promises'
import { subscribeApi } from './api-client.ts'
import type { ApiServer } from './api-server.ts'
import { CHRONICLE } from './writer.ts'

const EVENTS = `subscription ($chronicle: ID!, $after: Int!) {
  events(chronicle: $chronicle, after: $after) { position event { id: digest } }
}`

/** What a subscriber was told, in the order in which it came. */
export type Told = { readonly position: number; readonly id: string; readonly at: number }

export type Following = {
  /** Where it begins: all after this position. */
  readonly after: number
  readonly servers: () => readonly ApiServer[]
  /** Which of them it begins with. */
  readonly first: number
  readonly until: AbortSignal
  readonly moved: () => void
  /** Where it puts what it was told. */
  readonly told: Told[]
}

/** Subscribes to every event, at the next server whenever one is lost, from where it was. */
export async function follow({ after, servers, first, until, moved, told }: Following): Promise<void> {
  for (let server = first; !until.aborted; server += 1) {
    const all = servers()
    const at = all[server % all.length]
    const last = told.at(-1)?.position ?? after
    try {
      if (at !== undefined)
        for await (const push of subscribeApi(at.url, EVENTS, { chronicle: CHRONICLE, after: last }, until)) {
          const { position, event } = push.events as { position: number; event: { id: string } }
          told.push({ position, id: event.id, at: performance.now() })
        }
    } catch {
      // Lost, or not there: the next one.
    }
    if (!until.aborted) {
      moved()
      await wait(50)
    }
  }
}
