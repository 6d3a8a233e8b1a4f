import type { ClientBase } from 'pg'
import { damaged } from './failures.ts'
import { fromText, integerOf, type Row, standingOf } from './rows.ts'

/**
 * Refuses, with E_LEDGER_DAMAGED, a ledger in which a chronicle's head, last batch and last event do not agree, as
 * after a careless restore. Costs a few look-ups per chronicle; it proves nothing about what lies before.
 */
export async function checkHeads(session: ClientBase, name: string, schema: string): Promise<void> {
  const { rows } = await session.query<Row>(`
    WITH RECURSIVE found (chronicle) AS (
      SELECT min(chronicle) FROM ${schema}.batch
      UNION ALL
      SELECT (SELECT min(chronicle) FROM ${schema}.batch WHERE chronicle > found.chronicle)
      FROM found WHERE found.chronicle IS NOT NULL
    ), each (chronicle) AS (
      SELECT chronicle FROM found WHERE chronicle IS NOT NULL
      UNION
      SELECT chronicle FROM ${schema}.head WHERE position > 0
    )
    SELECT each.chronicle, coalesce(head.position, 0) AS position, head.recorded_at, coalesce(head.frontier, '') AS frontier,
      coalesce((SELECT min(position) FROM ${schema}.event WHERE chronicle = each.chronicle), 1) AS first_at,
      coalesce(batch.last, 0) AS batch_at, coalesce(event.position, 0) AS event_at,
      coalesce(batch.recorded_at = head.recorded_at AND batch.frontier = head.frontier
        AND event.recorded_at = head.recorded_at AND event.batch = batch.name, false) AS alike,
      coalesce(event.id = sha256(event.body), false) AS whole
    FROM each
    LEFT JOIN ${schema}.head ON head.chronicle = each.chronicle
    LEFT JOIN LATERAL (
      SELECT * FROM ${schema}.batch WHERE chronicle = each.chronicle ORDER BY last DESC LIMIT 1
    ) AS batch ON true
    LEFT JOIN LATERAL (
      SELECT * FROM ${schema}.event WHERE chronicle = each.chronicle ORDER BY position DESC LIMIT 1
    ) AS event ON true`)
  for (const row of rows) {
    const chronicle = fromText(row, 'chronicle')
    const [head, batch, event] = ['position', 'batch_at', 'event_at'].map((column) => integerOf(row, column))
    if (head !== batch || head !== event || row.alike !== true)
      throw damaged(
        name,
        `the head of ${chronicle} is at ${head}, its last batch ends at ${batch}, its last event is at ${event}`,
      )
    const first = integerOf(row, 'first_at')
    // Nobody would read it there, and yet its id would be taken for one that stands recorded.
    if (first < 1) throw damaged(name, `${chronicle} has an event at position ${first}, before the first`)
    if (row.whole !== true)
      throw damaged(name, `event ${event} of ${chronicle} is not what its id stands for`)
    standingOf(row)
  }
}
