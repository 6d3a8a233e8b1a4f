/**
 * A process that writes to the ledger at argv[2] until it is killed. It says "open" or the code of its
 * refusal; with "append" as argv[3] it then goes on appending, and says each position it got an answer for.
 */
import { writeSync } from 'node:fs'
import { RegestaError } from '../../src/errors.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { chronicle, eventOf } from '../ledger/events.ts'

const [path = '', task = 'hold'] = process.argv.slice(2)

// A pipe may be gone or full when we are killed; what was written by then was written whole.
const say = (line: string) => writeSync(1, `${line}\n`)

try {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  const { position, recordedAt = 0 } = await ledger.head(chronicle)
  say('open')
  let last = position
  for (let round = 1; task === 'append'; round += 1) {
    // Sizes as sizes go: 1 to 40 events, so that some batches take many pages of the log.
    const size = 1 + ((last * 7) % 40)
    const events = Array.from({ length: size }, (_, index) =>
      eventOf(`${last + 1 + index} ${'long '.repeat(150)}`),
    )
    const head = await ledger.append({
      chronicle,
      name: `${size} events`,
      recordedAt: recordedAt + round,
      events,
    })
    last = head.position
    say(String(last))
  }
  setInterval(() => ledger, 60_000)
} catch (error) {
  say(error instanceof RegestaError ? error.code : String(error))
}
