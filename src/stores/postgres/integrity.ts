import type { ClientBase } from 'pg'
import { damagedLedger } from './errors.ts'
import { migrations } from './schema.ts'
import { headStateOf, integerColumn, type Row, textColumn } from './tables.ts'

/** The columns and keys of each table, as the query below describes them. */
const TABLES: Readonly<Record<string, string>> = {
  event:
    'chronicle text COLLATE "C", position bigint, id bytea, batch text, recorded_at bigint, body bytea; PRIMARY KEY (chronicle, "position"); UNIQUE (chronicle, id)',
  batch:
    'chronicle text COLLATE "C", last bigint, first bigint, name text, recorded_at bigint, reader text, frontier bytea; CHECK (((1 <= first) AND (first <= last))); PRIMARY KEY (chronicle, last)',
  head: 'chronicle text COLLATE "C", position bigint, recorded_at bigint?, frontier bytea; PRIMARY KEY (chronicle)',
}

/** The three tables and their partitions: their shape, and whether rules or row security veil their rows. */
const FOUND_TABLES = `
  SELECT relname AS name, coalesce(parent.name, relname) AS of, relkind IN ('r', 'p') AS is_table,
    relrowsecurity OR EXISTS (SELECT FROM pg_rewrite WHERE ev_class = pg_class.oid) AS is_veiled,
    (SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod)
        || CASE WHEN attcollation = '"C"'::regcollation THEN ' COLLATE "C"' ELSE '' END
        || CASE WHEN attnotnull THEN '' ELSE '?' END || attgenerated::text, ', ' ORDER BY attnum)
      FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped)
    || coalesce((SELECT string_agg('; ' || pg_get_constraintdef(oid), '' ORDER BY pg_get_constraintdef(oid))
      FROM pg_constraint WHERE conrelid = pg_class.oid AND contype IN ('p', 'u', 'c')), '') AS shape
  FROM pg_class
  LEFT JOIN LATERAL (
    SELECT above.relname AS name FROM pg_inherits JOIN pg_class AS above ON above.oid = inhparent
    WHERE inhrelid = pg_class.oid AND relispartition
  ) AS parent ON true
  WHERE relnamespace = $1::regnamespace AND coalesce(parent.name, relname) IN ('event', 'batch', 'head')`

/** Every trigger on a table of the schema that is not PostgreSQL's own, with a mark if it is disabled. */
const FOUND_TRIGGERS = `
  SELECT relname || ' ' || tgname AS name,
    tgtype || ' ' || pronamespace::regnamespace || '.' || proname
    || CASE WHEN tgenabled IN ('O', 'A') THEN '' ELSE ' off' END AS what
  FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
  WHERE relnamespace = $1::regnamespace AND NOT tgisinternal AND relname = ANY($2)`

const FOUND_FUNCTIONS = `
  SELECT proname AS name, prosrc || coalesce(array_to_string(proconfig, ' '), '') AS what
  FROM pg_proc WHERE pronamespace = $1::regnamespace AND proname = ANY($2)`

/** The bits of pg_trigger.tgtype: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_trigger.h */
const TRIGGER_BITS = { ROW: 1, BEFORE: 2, INSERT: 4, DELETE: 8, UPDATE: 16, TRUNCATE: 32 } as const

type Definition = { readonly name: string; readonly what: string }
type Table = {
  readonly name: string
  readonly of: string
  readonly is_table: boolean
  readonly is_veiled: boolean
  readonly shape: string
}

/**
 * The tables, triggers and functions of a ledger's schema that are not as this program makes them, one by one. Reads the
 * catalogue only, which needs no rights. Other objects in the schema are ignored.
 */
export async function schemaFaults(session: ClientBase, schema: string): Promise<readonly string[]> {
  const { rows: tables } = await session.query<Table>(FOUND_TABLES, [schema])
  const sql = migrations.map((step) => step({ schema, partitions: 0 })).join('\n')
  const functions = functionsIn(sql)
  const [triggersThere, functionsThere] = [
    await session.query<Definition>(FOUND_TRIGGERS, [schema, tables.map(({ name }) => name)]),
    await session.query<Definition>(FOUND_FUNCTIONS, [schema, functions.map(({ name }) => name)]),
  ]
  const wrong = [
    ...Object.keys(TABLES).filter((base) => !tables.some(({ name }) => name === base)),
    ...tables.filter((table) => !isAsDefined(table)).map(({ name }) => name),
  ]
  return [
    ...wrong.map((name) => `table ${name}`),
    ...differing(triggersIn(sql, schema, tables), triggersThere.rows).map((name) => `trigger ${name}`),
    ...differing(functions, functionsThere.rows).map((name) => `function ${name}`),
  ].map((what) => `${what} is not as this program makes it; expected the tables and triggers of a ledger`)
}

function isAsDefined({ of, is_table, is_veiled, shape }: Table): boolean {
  return is_table && !is_veiled && shape === TABLES[of]
}

function differing(expected: readonly Definition[], found: readonly Definition[]): readonly string[] {
  const [should, is] = [expected, found].map((all) => new Map(all.map(({ name, what }) => [name, what])))
  return [...new Set([...(should?.keys() ?? []), ...(is?.keys() ?? [])])].filter(
    (name) => should?.get(name) !== is?.get(name),
  )
}

function functionsIn(sql: string): readonly Definition[] {
  return [...sql.matchAll(/CREATE FUNCTION \w+\.(\w+)\(\) [^$]*\$\$([^$]*)\$\$/g)].map(
    ([, name = '', what = '']) => ({ name, what }),
  )
}

/** A trigger on a table is on each of its partitions as well. */
function triggersIn(sql: string, schema: string, tables: readonly Table[]): readonly Definition[] {
  const made = sql.matchAll(
    /CREATE TRIGGER (\w+) (BEFORE [A-Z ]+) ON \w+\.(\w+) FOR EACH (ROW|STATEMENT) EXECUTE FUNCTION \w+\.(\w+)/g,
  )
  return [...made].flatMap(([, trigger = '', events = '', base, each = '', call = '']) => {
    const words = [...events.split(' '), each]
    const type = Object.entries(TRIGGER_BITS).reduce(
      (sum, [word, bit]) => sum + (words.includes(word) ? bit : 0),
      0,
    )
    return tables
      .filter(({ of }) => of === base)
      .map(({ name }) => ({
        name: `${name} ${each === 'ROW' ? trigger : trigger.replace(base ?? '', name)}`,
        what: `${type} ${schema}.${call}`,
      }))
  })
}

/**
 * Refuses, with E_LEDGER_DAMAGED, a ledger in which a chronicle's head, last batch and last event do not agree, as after a
 * careless restore. Costs a few look-ups per chronicle, and proves nothing about earlier events. The database compares them
 * and sends only those chronicles with which something is wrong, for there may be very many.
 */
export async function checkHeads(session: ClientBase, name: string, schema: string): Promise<void> {
  const whole = `${schema}.batch`
  const { rows: parts } = await session.query<{ part: string }>(
    'SELECT relid::regclass::text AS part FROM pg_partition_tree($1::regclass) WHERE isleaf',
    [whole],
  )
  // The names with batches, each found from the one before it: partition by partition, for over all of them at once each
  // step would look into each.
  const found = (parts.length === 0 ? [{ part: whole }] : parts).map(
    ({ part }, nth) => `found_${nth} (chronicle) AS (
      SELECT min(chronicle) FROM ${part}
      UNION ALL
      SELECT (SELECT min(chronicle) FROM ${part} WHERE chronicle > before.chronicle)
      FROM found_${nth} AS before WHERE before.chronicle IS NOT NULL
    )`,
  )
  const { rows } = await session.query<Row>(`
    WITH RECURSIVE ${found.join(', ')}, each (chronicle) AS (
      ${found.map((_, nth) => `SELECT chronicle FROM found_${nth} WHERE chronicle IS NOT NULL UNION`).join(' ')}
      SELECT chronicle FROM ${schema}.head WHERE position > 0
    )
    SELECT * FROM (
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
      ) AS event ON true
    ) AS state
    WHERE position <> batch_at OR position <> event_at OR NOT alike OR NOT whole OR first_at < 1
      OR octet_length(frontier) <> 32 * bit_count(position::bit(64))
      OR greatest(position, abs(recorded_at)) > ${Number.MAX_SAFE_INTEGER}`)
  for (const row of rows) {
    const chronicle = textColumn(row, 'chronicle')
    const [head, batch, event] = ['position', 'batch_at', 'event_at'].map((column) =>
      integerColumn(row, column),
    )
    if (head !== batch || head !== event || row.alike !== true) {
      const message = `the head of ${chronicle} is at ${head}, its last batch ends at ${batch}, its last event is at ${event}`
      throw damagedLedger(name, message)
    }
    const first = integerColumn(row, 'first_at')
    // It would never be read, and yet its id would count as recorded.
    if (first < 1)
      throw damagedLedger(name, `${chronicle} has an event at position ${first}, before the first`)
    if (row.whole !== true) throw damagedLedger(name, `event ${event} of ${chronicle} does not match its id`)
    headStateOf(row)
  }
}
