import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Batch, type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { openPostgresLedger, openSqliteLedger } from '../../src/stores/index.ts'
import { contentsOf, eventOf } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

describeWith(postgres, 'the same batches, whatever keeps them,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-same-'))
  let server: PostgresServer
  let ledgers: readonly Ledger[]

  beforeAll(async () => {
    server = await startPostgres()
    const url = await server.newDatabase()
    ledgers = [
      openMemoryLedger(),
      await openSqliteLedger({ path: join(folder, 'ledger.sqlite'), mode: 'write' }),
      await openPostgresLedger({ url, mode: 'write' }),
    ]
  })

  afterAll(async () => {
    await Promise.all(ledgers.map((ledger) => ledger.close()))
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  /** Any text that is well-formed, of all planes, with what a database may stumble over among it. */
  const text = fc
    .array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\\', '\\0', "'", '%s', '\u2028', '🤝')),
    )
    .map((parts) => parts.join(''))
    .filter((joined) => joined !== '')

  it('are the same entries, batches, heads and roots, to the byte', async () => {
    let run = 0
    const step = fc.record({
      name: text,
      reader: fc.option(text, { nil: undefined }),
      texts: fc.uniqueArray(text, { minLength: 1, maxLength: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(text, fc.array(step, { minLength: 1, maxLength: 5 }), async (chronicle, steps) => {
        run += 1
        const of = `${run} ${chronicle}`
        for (const [index, { name, reader, texts }] of steps.entries()) {
          const batch: Batch = {
            chronicle: of,
            name,
            recordedAt: index + 1,
            events: texts.map((each) => eventOf(`${index} ${each}`)),
            ...(reader === undefined ? {} : { reader }),
          }
          const [first, ...others] = await Promise.all(ledgers.map((ledger) => ledger.append(batch)))
          for (const other of others) expect(other).toEqual(first)
        }
        const told = await Promise.all(ledgers.map((ledger) => tellingOf(ledger, of)))
        expect(told[1]).toEqual(told[0])
        expect(told[2]).toEqual(told[0])
      }),
      { numRuns: 40 },
    )
    const [memory, sqlite, postgresql] = await Promise.all(ledgers.map(contentsOf))
    expect(sqlite).toEqual(memory)
    expect(postgresql).toEqual(memory)
  })
})

/** All that a ledger tells of a chronicle, as bytes, with the root at every position. */
async function tellingOf(ledger: Ledger, chronicle: string): Promise<string> {
  const head = await ledger.head(chronicle)
  const entries = await Array.fromAsync(ledger.read(chronicle))
  const roots: string[] = []
  for (let position = 0; position <= head.position; position += 1)
    roots.push(await ledger.rootAt(chronicle, position))
  return JSON.stringify({ head, entries, batches: await ledger.batches(chronicle), roots })
}
