import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'
import { type Layout, type Migration, migrations } from './schema.ts'

/** Kept in the schema beside the tables; whoever finds it there knows whose they are. */
const VERSIONS = 'regesta_schema_version'

/**
 * The version of the tables, 0 where there are none. Throws E_FOREIGN_SCHEMA for a schema with tables that are not a
 * ledger's, E_NEWER_SCHEMA for those of a later program; changes nothing.
 */
export async function schemaVersion(
  session: ClientBase,
  name: string,
  { schema }: Layout,
  known: readonly Migration[] = migrations,
): Promise<number> {
  const { rows } = await session.query<{ relname: string }>(
    `SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')`,
    [schema],
  )
  if (!rows.some(({ relname }) => relname === VERSIONS)) {
    if (rows.length > 0) throw foreignSchema(name, schema)
    return 0
  }
  const standing = await session.query<{ version: number | null }>(
    `SELECT max(version) AS version FROM ${schema}.${VERSIONS}`,
  )
  const version = standing.rows[0]?.version ?? 0
  if (version > known.length)
    throw new RegestaError(
      'E_NEWER_SCHEMA',
      'invalid',
      `${name} has ledger schema ${version}, this program knows ${known.length}; open it with a newer Regesta`,
      { ledger: name, expected: known.length, actual: version },
    )
  return version
}

/**
 * Brings the tables to the last version, each step in a transaction of its own, while nobody else does: who comes
 * meanwhile waits and finds it done. Throws as {@link schemaVersion} does, before anything is changed.
 */
export async function migrate(
  session: ClientBase,
  name: string,
  layout: Layout,
  known: readonly Migration[] = migrations,
): Promise<void> {
  while ((await schemaVersion(session, name, layout, known)) < known.length) {
    await session.query('BEGIN')
    try {
      await takeStep(session, name, layout, known)
      await session.query('COMMIT')
    } catch (error) {
      await session.query('ROLLBACK')
      throw error
    }
  }
}

async function takeStep(
  session: ClientBase,
  name: string,
  layout: Layout,
  known: readonly Migration[],
): Promise<void> {
  const { schema } = layout
  // However long another's migration takes: to give up here would leave this program with tables it does not know.
  await session.query('SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0')
  await session.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`regesta schema ${schema}`])
  const version = await schemaVersion(session, name, layout, known)
  const step = known[version]
  if (step === undefined) return
  if (version === 0) await makeSchema(session, name, schema)
  await session.query(step(layout))
  await session.query(`INSERT INTO ${schema}.${VERSIONS} (version) VALUES ($1)`, [version + 1])
}

async function makeSchema(session: ClientBase, name: string, schema: string): Promise<void> {
  await checkNoWord(session, name, schema)
  // IF NOT EXISTS would ask for the right to make schemas where one was made for us.
  const { rows } = await session.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])
  if (rows.length === 0) await session.query(`CREATE SCHEMA ${schema}`)
  await session.query(
    `CREATE TABLE ${schema}.${VERSIONS} (version integer PRIMARY KEY, migrated_at timestamptz NOT NULL DEFAULT now())`,
  )
}

/** The server knows its own words, other ones by its version; no statement of ours quotes a schema's name. */
async function checkNoWord(session: ClientBase, name: string, schema: string): Promise<void> {
  const { rows } = await session.query<{ quoted: string }>('SELECT quote_ident($1) AS quoted', [schema])
  if (rows[0]?.quoted === schema) return
  throw new RegestaError(
    'E_LEDGER_URL',
    'invalid',
    `${name}: schema is "${schema}", a word of SQL; expected another name, like regesta`,
    { ledger: name, schema },
  )
}

function foreignSchema(name: string, schema: string): RegestaError {
  return new RegestaError(
    'E_FOREIGN_SCHEMA',
    'invalid',
    `${name}: the schema "${schema}" holds tables that are not a Regesta ledger's, and is left as it is; name another by ?schema=`,
    { ledger: name, schema },
  )
}
