/**
 * One round on a small disk of its own, the folder argv[2]; argv[3] seeds it. A process fills the disk and is killed or
 * closed; while it is full others start, to read and to write; then there is room, and one more starts and appends.
 * Says what came of it in one line of JSON, as a verdict does.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RegestaError } from '../../src/errors.ts'
import { auditLedger } from '../../src/ledger/index.ts'
import { integrityFaults, openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, readAll } from '../../tests/ledger/events.ts'
import { diceOf } from './dice.ts'
import { type Life, live } from './lives.ts'

const [folder = '', seed = '1'] = process.argv.slice(2)
const dice = diceOf(Number(seed))
const path = join(folder, 'ledger.sqlite')
const ballast = join(folder, 'ballast')
const broken: string[] = []
const tried: Record<string, number> = {}
const add = (what: string) => {
  tried[what] = (tried[what] ?? 0) + 1
}
let acknowledged = 0

function hear({ lines, code, err }: Life, who: string): void {
  for (const line of lines) {
    const [word, told] = line.split(' ')
    if (word === 'acknowledged') acknowledged = Math.max(acknowledged, Number(told))
    if (word === 'refused') add(`${who}: refused ${told}`)
    if (word === 'refused' && told !== 'E_STORAGE_FULL') broken.push(`${who}: ${line}`)
    if (word === 'readable' && Number(told) !== acknowledged)
      broken.push(`${who}: ${acknowledged} were acknowledged, ${told} could be read while the disk was full`)
  }
  if (code !== 0 && code !== null) broken.push(`${who} ended with ${code}: ${err}`)
}

const filling = join(import.meta.dirname, 'filling.ts')
const size = String(200 + dice.below(4000))
writeFileSync(ballast, Buffer.alloc(1024 * (512 + dice.below(1536))))
const isKilled = dice.below(2) === 0
hear(
  await live(
    [filling, folder, isKilled ? 'stay' : 'close', size],
    isKilled ? { afterMs: 0, word: 'full' } : 'its own',
  ),
  'the one that filled it',
)
for (let start = 0; start < 2; start += 1) {
  hear(await live([filling, folder, 'close', size], 'its own'), 'one that started on the full disk')
  try {
    const reader = await openSqliteLedger({ path, mode: 'read' })
    const readable = (await readAll(reader)).length
    await reader.close()
    add('readers that started on the full disk')
    if (readable < acknowledged)
      broken.push(`${acknowledged} were acknowledged, a new reader sees ${readable}`)
  } catch (error) {
    add(`readers refused on the full disk: ${error instanceof RegestaError ? error.code : String(error)}`)
    if (!(error instanceof RegestaError) || error.code !== 'E_STORAGE_FULL')
      broken.push(`a new reader: ${error}`)
  }
}
rmSync(ballast)
try {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  const { position, recordedAt = 0 } = await ledger.head(chronicle)
  if (position < acknowledged) broken.push(`${acknowledged} were acknowledged, ${position} are there`)
  const room = batchOf(0, ['there is room again'], { name: '1 events', recordedAt: recordedAt + 1 })
  if ((await ledger.append(room)).position !== position + 1) broken.push('it does not append again')
  await auditLedger(ledger, path)
  for (const { name, first, last } of await ledger.batches(chronicle))
    if (name !== `${last - first + 1} events`) broken.push(`half a batch: ${name}, ${first} to ${last}`)
  await ledger.close()
  broken.push(...integrityFaults(path).map(({ message }) => message))
} catch (error) {
  broken.push(`once there is room: ${error}`)
}
console.log(JSON.stringify({ tried: { 'events acknowledged': acknowledged, ...tried }, broken }))
