const event = 'chronicle, position, id, batch, recorded_at, body'

/** All that is ever asked of the tables of `schema.ts`. Each keeps to one chronicle, but for those of the last two. */
export function statementsFor(schema: string) {
  return {
    head: `SELECT position, recorded_at, frontier FROM ${schema}.head WHERE chronicle = $1`,
    lockHead: `SELECT position, recorded_at, frontier FROM ${schema}.head WHERE chronicle = $1 FOR UPDATE`,
    makeHead: `INSERT INTO ${schema}.head (chronicle) VALUES ($1) ON CONFLICT DO NOTHING`,
    moveHead: `UPDATE ${schema}.head SET position = $2, recorded_at = $3, frontier = $4 WHERE chronicle = $1`,
    insertEvents: `
      INSERT INTO ${schema}.event (${event})
      SELECT $1, $2::bigint + place, id, $3, $4, body
      FROM unnest($5::bytea[], $6::bytea[]) WITH ORDINALITY AS fresh (id, body, place)
      ORDER BY place`,
    insertBatch: `
      INSERT INTO ${schema}.batch (chronicle, first, last, name, recorded_at, reader, frontier)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    events: `
      SELECT ${event} FROM ${schema}.event
      WHERE chronicle = $1 AND position > $2 AND position <= $3 ORDER BY position`,
    leaves: `
      SELECT position, id, recorded_at FROM ${schema}.event
      WHERE chronicle = $1 AND position > $2 AND position <= $3 ORDER BY position`,
    standing: `SELECT position, id FROM ${schema}.event WHERE chronicle = $1 AND id = ANY($2)`,
    batches: `SELECT first, last, name, recorded_at, reader FROM ${schema}.batch WHERE chronicle = $1 ORDER BY last`,
    batchUpTo: `
      SELECT first, last AS position, name, recorded_at, frontier FROM ${schema}.batch
      WHERE chronicle = $1 AND last <= $2 ORDER BY last DESC LIMIT 1`,
    chronicles: `SELECT chronicle FROM ${schema}.head WHERE position > 0`,
    positions: `SELECT chronicle, position FROM ${schema}.head WHERE chronicle = ANY($1)`,
  }
}

export type Statements = ReturnType<typeof statementsFor>
