/**
 * Every event from a position on, as it is recorded; after a cut it goes on behind the last that came:
 *
 *     node examples/listen.ts http://127.0.0.1:4000/graphql 400
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { AskError, listen } from './client/ask.ts'
import { NewEventsDocument } from './client/operations.ts'

const [url = 'http://127.0.0.1:4000/graphql', from = '0'] = process.argv.slice(2)
let after = Number(from)

for (;;) {
  try {
    for await (const { events } of listen({ url }, NewEventsDocument, {
      chronicle: 'japan-viet-nam',
      after,
    })) {
      const { position, event } = events
      after = position
      console.log(`${position} ${event.type} ${event.subject} ${event.valid?.edtf ?? 'undated'}`)
    }
  } catch (error) {
    if (error instanceof AskError) throw error
  }
  console.error(`cut off after ${after}, asking again`)
  await sleep(1_000)
}
