import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import { canonicalJson, eventId } from '../../src/event/index.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'

/** A ledger of four events in two batches, at which someone got with SQL. */
let folder: string
let path: string
const tale = new Tale()
tale.source('list', '2020-01-01')
for (const title of ['A', 'B', 'C'])
  tale.tell(bookCatalogued, `book/${title.toLowerCase()}`, { title }, { by: 'list', on: '2020-01-01' })
const events = tale.envelopes.map((event) => ({ id: eventId(event), body: canonicalJson(event) }))

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-altered-'))
  path = join(folder, 'ledger.sqlite')
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.append({ chronicle: TALE, name: 'one', recordedAt: 1, events: events.slice(0, 2) })
  await ledger.append({ chronicle: TALE, name: 'two', recordedAt: 2, events: events.slice(2) })
  await ledger.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function alter(sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(`DROP TRIGGER event_is_never_updated; ${sql}`)
  database.close()
}

async function opening<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openSqliteLedger({ path, mode: 'read' })
  try {
    return await work(ledger)
  } finally {
    await ledger.close()
  }
}

const open = (ledger: Ledger) =>
  openChronicle({ name: TALE, vocabulary: library, ledger, clock: fixedClock('2024-01-01T00:00:00Z') })

describe('openChronicle()', () => {
  it('tells on nothing of an event that is not what its id stands for', async () => {
    expect((await opening(open)).position).toBe(4)
    alter(`UPDATE event SET body = replace(body, '"title":"A"', '"title":"X"') WHERE position = 2`)
    await expect(opening(open)).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringContaining(`event 2 of ${TALE} is not what its id ${events[1]?.id} stands for`),
    })
  })

  it('tells on nothing of events that do not give the root that was kept', async () => {
    const body = events[1]?.body.replace('"title":"A"', '"title":"X"') ?? ''
    alter(`UPDATE event SET body = '${body}', id = '${eventId(JSON.parse(body))}' WHERE position = 2`)
    await expect(opening(open)).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringMatching(/its 4 events give root [0-9a-f]{64}; expected [0-9a-f]{64}/),
    })
  })
})
