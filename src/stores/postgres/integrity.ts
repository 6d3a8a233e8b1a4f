import type { Fault } from '../../errors.ts'

/**
 * What is wrong with the tables of a ledger in PostgreSQL (E_LEDGER_DAMAGED, each): columns, keys, triggers and functions
 * that are not this program's, and what would show different rows to different people. Of what the events say it knows
 * nothing, nor of pages and indexes, which are the server's to check. Throws as opening to read does.
 */
export async function postgresFaults(url: string): Promise<readonly Fault[]> {
  const { onTarget } = await import('./open-target.ts')
  const { schemaFaults } = await import('./own-schema.ts')
  return onTarget(url, async (session, { name, schema }) => {
    const faults = await schemaFaults(session, schema)
    return faults.map((message) => ({ code: 'E_LEDGER_DAMAGED', message, place: { file: name } }))
  })
}
