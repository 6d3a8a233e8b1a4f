/**
 * A process that lives a ledger's whole life in the folder argv[2]: makes it, appends, closes, opens, appends, backs it
 * up, restores that. Whatever is refused it tries once more, as one would, and goes on. It says `acknowledged N`,
 * `tried N` before each append, `refused CODE`, `copied`, `restored`, and `FAULT` for what is no refusal of ours.
 */
import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { RegestaError } from '../../src/errors.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { backUpSqlite, openSqliteLedger, restoreSqlite } from '../../src/stores/index.ts'
import { batchOf, chronicle } from '../../tests/ledger/events.ts'
import { SIZES, textsOf } from './working-plan.ts'

const [folder = ''] = process.argv.slice(2)
const path = join(folder, 'ledger.sqlite')
const [copy, restored] = [join(folder, 'copy.sqlite'), join(folder, 'restored.sqlite')]
// Its own descriptor is none of the ledger's files, and does not count.
const say = (line: string) => writeSync(1, `${line}\n`)

async function twice<T>(work: () => Promise<T>): Promise<T | undefined> {
  for (let time = 0; time < 2; time += 1)
    try {
      return await work()
    } catch (error) {
      say(error instanceof RegestaError ? `refused ${error.code}` : `FAULT ${String(error)}`)
    }
  return undefined
}

let ledger: Ledger | undefined
for (const [index, size] of SIZES.entries()) {
  if (index % 3 === 0) {
    await twice(async () => ledger?.close())
    ledger = await twice(() => openSqliteLedger({ path, mode: 'write' }))
  }
  await twice(async () => {
    if (ledger === undefined) return
    const { position, recordedAt = 0 } = await ledger.head(chronicle)
    const events = textsOf(position, size)
    say(`tried ${position + size}`)
    const name = `${size} events`
    const head = await ledger.append(batchOf(0, events, { name, recordedAt: recordedAt + 1 + index }))
    say(`acknowledged ${head.position}`)
  })
}
await twice(async () => ledger?.close())
await twice(async () => {
  if (existsSync(copy)) return
  const [head] = await backUpSqlite(path, copy)
  say(`copied ${head?.position}`)
})
await twice(async () => {
  await restoreSqlite(copy, restored, { replace: true })
  say('restored')
})
