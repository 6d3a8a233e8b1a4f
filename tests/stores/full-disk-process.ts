/**
 * Fills the disk under argv[2] through a ledger, makes room, goes on, and says in one line of JSON what
 * it saw. To be run on a small file system of its own.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RegestaError } from '../../src/errors.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, readAll } from '../ledger/events.ts'

const folder = process.argv[2] ?? ''
const path = join(folder, 'ledger.sqlite')
const ballast = join(folder, 'ballast')
// Enough room, once it is gone, for the log to be emptied into the file.
writeFileSync(ballast, Buffer.alloc(2 * 1024 * 1024))
let ledger = await openSqliteLedger({ path, mode: 'write' })

let acknowledged = 0
let refusal: unknown
while (refusal === undefined) {
  const texts = Array.from({ length: 10 }, (_, index) => `${acknowledged + index} ${'long '.repeat(400)}`)
  try {
    acknowledged = (await ledger.append(batchOf(acknowledged + 1, texts))).position
  } catch (error) {
    refusal = error instanceof RegestaError ? error.code : String(error)
  }
}
const readable = (await readAll(ledger)).length
rmSync(ballast)
const { position: afterwards } = await ledger.append(batchOf(acknowledged + 1, ['there is room again']))
const { root } = await ledger.head(chronicle)
await ledger.close()
ledger = await openSqliteLedger({ path, mode: 'write' })
const sameRoot = (await ledger.head(chronicle)).root === root
await ledger.close()
console.log(JSON.stringify({ acknowledged, refusal, readable, afterwards, sameRoot }))
