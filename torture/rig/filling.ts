/**
 * Fills the disk of the folder argv[2] through a ledger, as the process of a server would: appends until it is refused,
 * reads on, tries again, and then stays until it is killed, or with "close" as argv[3] closes. argv[4] is the size of an
 * event. Says `acknowledged N`, `refused CODE`, `readable N`, `closed`.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { RegestaError } from '../../src/errors.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, readAll } from '../../tests/ledger/events.ts'

const [folder = '', end, size = '800'] = process.argv.slice(2)
const say = (line: string) => writeSync(1, `${line}\n`)
const codeOf = (error: unknown) => (error instanceof RegestaError ? error.code : `FAULT ${String(error)}`)

try {
  const ledger = await openSqliteLedger({ path: join(folder, 'ledger.sqlite'), mode: 'write' })
  let { position, recordedAt = 0 } = await ledger.head(chronicle)
  for (let refusals = 0; refusals < 3; ) {
    const texts = Array.from(
      { length: 1 + (position % 9) },
      (_, index) => `${position + index} ${'x'.repeat(Number(size))}`,
    )
    recordedAt += 1
    try {
      position = (await ledger.append(batchOf(0, texts, { name: `${texts.length} events`, recordedAt })))
        .position
      say(`acknowledged ${position}`)
    } catch (error) {
      refusals += 1
      say(`refused ${codeOf(error)}`)
      say(`readable ${(await readAll(ledger)).length}`)
    }
  }
  if (end === 'close') {
    await ledger.close()
    say('closed')
  } else {
    say('full')
    setInterval(() => undefined, 60_000)
  }
} catch (error) {
  say(`refused ${codeOf(error)}`)
}
