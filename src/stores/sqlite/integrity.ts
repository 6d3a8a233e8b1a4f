import { hash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Fault } from '../../errors.ts'
import { damagedLedger, guard } from './errors.ts'
import { readSchemaVersion, schemaFaults } from './schema.ts'
import { batchOf, entryOf, frontierOf, integerColumn, readStatements, textColumn } from './tables.ts'

/**
 * What is wrong in a ledger's file (E_LEDGER_DAMAGED, each): what `PRAGMA integrity_check` finds in pages, indexes and
 * columns, and tables and triggers that are not this program's. Does not check the events: `auditChronicle` does. Throws
 * as opening does. Cost: all pages.
 */
export function integrityFaults(path: string): readonly Fault[] {
  return guard(path, () => {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      return [...pageFaults(database), ...schemaFaults(database, path)].map((message) => ({
        code: 'E_LEDGER_DAMAGED',
        message,
        place: { file: path },
      }))
    } finally {
      database.close()
    }
  })
}

function pageFaults(database: DatabaseSync): readonly string[] {
  return database
    .prepare('PRAGMA integrity_check(20)')
    .all()
    .map(({ integrity_check: finding }) => String(finding))
    .filter((finding) => finding !== 'ok')
}

/**
 * Refuses, with E_LEDGER_DAMAGED, a ledger in which a chronicle's last batch and last event do not agree, as after a cut
 * or a careless restore. Costs a few look-ups per chronicle, and proves nothing about earlier events.
 */
export function checkHeads(database: DatabaseSync, path: string): void {
  const select = readStatements(database, readSchemaVersion(database, path))
  database.exec('BEGIN') // One snapshot: another process may be writing.
  try {
    const chronicles = [...select.chronicles.all(), ...select.chroniclesOfEvents.all()]
    for (const chronicle of new Set(chronicles.map((row) => textColumn(row, 'chronicle')))) {
      const batchRow = select.batchUpTo.get(chronicle, Number.MAX_SAFE_INTEGER)
      const eventRow = select.lastEvent.get(chronicle)
      if (batchRow === undefined) throw damagedLedger(path, `${chronicle} has events, and no batch`)
      if (eventRow === undefined) throw damagedLedger(path, `${chronicle} has a batch, and no events`)
      const batch = batchOf(batchRow)
      const event = entryOf(eventRow)
      if (
        batch.last !== event.position ||
        batch.name !== event.batch ||
        batch.recordedAt !== event.recordedAt
      ) {
        const message = `the head of ${chronicle} is at ${batch.last}, its last event at ${event.position}`
        throw damagedLedger(path, message)
      }
      const first = integerColumn(select.firstPosition.get(chronicle) ?? {}, 'position')
      // It would never be read, and yet its id would count as recorded.
      if (first < 1)
        throw damagedLedger(path, `${chronicle} has an event at position ${first}, before the first`)
      if (hash('sha256', event.body) !== event.id)
        throw damagedLedger(path, `event ${event.position} of ${chronicle} does not match its id ${event.id}`)
      frontierOf(batchRow)
    }
  } finally {
    database.exec('ROLLBACK')
  }
}
