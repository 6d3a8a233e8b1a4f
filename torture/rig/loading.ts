/** Appends to the ledger at argv[2], a batch of 1 to 40 events every ten milliseconds, until it is killed; says each position. */
import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf } from '../../tests/ledger/events.ts'

const [path = ''] = process.argv.slice(2)
const ledger = await openSqliteLedger({ path, mode: 'write' })
let position = 0
for (let second = 1; ; second += 1) {
  const size = 1 + ((position * 7) % 40)
  const texts = Array.from(
    { length: size },
    (_, index) => `event ${position + 1 + index} ${'long '.repeat(150)}`,
  )
  position = (await ledger.append(batchOf(second, texts))).position
  writeSync(1, `${position}\n`)
  await sleep(10)
}
