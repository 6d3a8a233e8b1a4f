import { setTimeout as wait } from 'node:timers/promises'
import { askApi } from './api-client.ts'
import type { ApiServer } from './api-server.ts'

export const CHRONICLE = 'japan-viet-nam'

/** A batch that a server said it recorded. */
export type Acknowledged = {
  readonly ids: readonly string[]
  /** Of the last of its events, as far as the answer tells: at or before it. */
  readonly position: number
  readonly server: ApiServer
  /** Of performance.now(), ms: of the first attempt, and of the answer. */
  readonly asked: number
  readonly answered: number
  /** How often it was sent. */
  readonly tries: number
}

const RECORD = `mutation ($input: RecordEventsInput!) {
  recordEvents(input: $input) {
    __typename
    ... on RecordEventsSuccess { position recorded { id: digest } already { id: digest } }
    ... on ValidationFailed { message }
    ... on Conflict { message }
  }
}`

export type Load = {
  readonly servers: () => readonly ApiServer[]
  readonly token: string
  readonly until: AbortSignal
  /** Between an answer and the next question, ms. */
  readonly pause: number
  readonly acknowledged: (batch: Acknowledged) => void
  readonly refused: (why: string) => void
}

/**
 * Records one batch after the other by one lane, each sent again to the next server until it is acknowledged: what was
 * recorded by a try whose answer was lost is then `already` there. No two lanes record the same.
 */
export async function writeThrough(lane: number, load: Load): Promise<void> {
  let server = lane
  for (let number = 0; !load.until.aborted; number += 1) {
    const events = eventsOf(lane, number, 1 + ((lane + number) % 3))
    const asked = performance.now()
    for (let tries = 1; ; tries += 1) {
      const all = load.servers()
      const at = all[server % all.length]
      if (at === undefined) break
      try {
        const input = { chronicle: CHRONICLE, name: 'load', events }
        const { recordEvents } = await askApi(
          at.url,
          RECORD,
          { input },
          { token: load.token, within: 15_000 },
        )
        const outcome = outcomeOf(recordEvents)
        if ('message' in outcome) load.refused(outcome.message)
        else load.acknowledged({ ...outcome, server: at, asked, answered: performance.now(), tries })
        break
      } catch (error) {
        if (load.until.aborted && tries > 5) return load.refused(`lane ${lane} gave up: ${error}`)
        server += 1
        await wait(100)
      }
    }
    await wait(load.pause)
  }
}

function outcomeOf(result: unknown) {
  const { message, position, recorded, already } = result as {
    readonly message?: string
    readonly position: number
    readonly recorded: readonly { readonly id: string }[]
    readonly already: readonly { readonly id: string }[]
  }
  if (message !== undefined) return { message }
  return { position, ids: [...already, ...recorded].map(({ id }) => id) }
}

/** A document and perhaps what was passed over of it: nothing that other lanes speak of. */
function eventsOf(lane: number, number: number, count: number): readonly object[] {
  const label = `load-${lane}-${number}`
  const source = `source/${label}`
  const registered = {
    type: 'SourceRegistered',
    subject: source,
    payload: { label, published: { edtf: '2026-01-05', basis: 'stated' }, absent: ['everything'] },
    evidence: [{ source, locator: 'p. 1', role: 'date' }],
  }
  const passed = Array.from({ length: count - 1 }, (_, index) => ({
    type: 'PassageSetAside',
    subject: source,
    payload: { reason: 'heading', note: `heading ${index + 1}` },
    evidence: [{ source, locator: `p. ${index + 2}`, role: 'context' }],
  }))
  return [registered, ...passed]
}
