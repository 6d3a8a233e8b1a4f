import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'

/** The SQL that leads from one version of the tables to the next. Never changed once released: add another. */
export type Migration = (layout: Layout) => string

/** The schema of the tables, and the number of partitions of each. */
export type Layout = { readonly schema: string; readonly partitions: number }

/**
 * The tables, version by version: the first makes them.
 *
 * `event` has the entries, `batch` the first and last position of each batch and the Merkle frontier after it; `head` has
 * a row for the end of each chronicle, which whoever appends locks. All three are partitioned by chronicle, and chronicles
 * share nothing: no sequence, no key. The triggers prevent accidents, in this program or by hand; against intent there are
 * the rights of the role (see docs/postgres.md), and checkpoints kept elsewhere.
 */
export const migrations: readonly Migration[] = [
  ({ schema, partitions }) => `
CREATE TABLE ${schema}.event (
  chronicle   text   COLLATE "C" NOT NULL,
  position    bigint NOT NULL,
  id          bytea  NOT NULL,
  batch       text   NOT NULL,
  recorded_at bigint NOT NULL,
  body        bytea  NOT NULL,
  PRIMARY KEY (chronicle, position),
  UNIQUE (chronicle, id)
)${byChronicle(partitions)};

CREATE TABLE ${schema}.batch (
  chronicle   text   COLLATE "C" NOT NULL,
  last        bigint NOT NULL,
  first       bigint NOT NULL CHECK (1 <= first AND first <= last),
  name        text   NOT NULL,
  recorded_at bigint NOT NULL,
  reader      text   NOT NULL,
  frontier    bytea  NOT NULL,
  PRIMARY KEY (chronicle, last)
)${byChronicle(partitions)};

CREATE TABLE ${schema}.head (
  chronicle   text   COLLATE "C" NOT NULL,
  position    bigint NOT NULL DEFAULT 0,
  recorded_at bigint,
  frontier    bytea  NOT NULL DEFAULT '',
  PRIMARY KEY (chronicle)
)${byChronicle(partitions)};

${parts(schema, 'event', partitions)}
${parts(schema, 'batch', partitions)}
${parts(schema, 'head', partitions)}

COMMENT ON COLUMN ${schema}.event.body IS 'canonical JSON in UTF-8; its SHA-256 is the id. convert_from(body, ''UTF8'') shows it';
COMMENT ON COLUMN ${schema}.event.recorded_at IS 'milliseconds since 1970 in UTC; to_timestamp(recorded_at / 1000.0) shows it';

CREATE FUNCTION ${schema}.never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a ledger is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001';
END $$;

CREATE FUNCTION ${schema}.event_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.position IS DISTINCT FROM
     (SELECT coalesce(max(position), 0) + 1 FROM ${schema}.event WHERE chronicle = NEW.chronicle)
  THEN RAISE EXCEPTION 'a ledger is append-only: an event takes the next position' USING ERRCODE = '23514';
  END IF;
  IF NEW.id IS DISTINCT FROM sha256(NEW.body)
  THEN RAISE EXCEPTION 'the id of an event is the SHA-256 of its body' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ${schema}.batch_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM ${schema}.head
    WHERE chronicle = NEW.chronicle AND position = NEW.first - 1 AND coalesce(recorded_at < NEW.recorded_at, true)
  ) OR NEW.last IS DISTINCT FROM (SELECT max(position) FROM ${schema}.event WHERE chronicle = NEW.chronicle)
  THEN RAISE EXCEPTION 'a ledger is append-only: a batch follows on the head' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ${schema}.head_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND (NEW.position <> 0 OR NEW.recorded_at IS NOT NULL))
  OR (TG_OP = 'UPDATE' AND NOT EXISTS (
    SELECT FROM ${schema}.batch
    WHERE chronicle = NEW.chronicle AND chronicle = OLD.chronicle AND first = OLD.position + 1
      AND last = NEW.position AND recorded_at = NEW.recorded_at AND frontier = NEW.frontier
  ))
  THEN RAISE EXCEPTION 'a ledger is append-only: the head goes on to the end of a batch' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER event_follows BEFORE INSERT ON ${schema}.event FOR EACH ROW EXECUTE FUNCTION ${schema}.event_follows();
CREATE TRIGGER batch_follows BEFORE INSERT ON ${schema}.batch FOR EACH ROW EXECUTE FUNCTION ${schema}.batch_follows();
CREATE TRIGGER head_follows BEFORE INSERT OR UPDATE ON ${schema}.head FOR EACH ROW EXECUTE FUNCTION ${schema}.head_follows();
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON ${schema}.event FOR EACH ROW EXECUTE FUNCTION ${schema}.never();
CREATE TRIGGER batch_is_never_changed BEFORE UPDATE OR DELETE ON ${schema}.batch FOR EACH ROW EXECUTE FUNCTION ${schema}.never();
CREATE TRIGGER head_is_never_deleted BEFORE DELETE ON ${schema}.head FOR EACH ROW EXECUTE FUNCTION ${schema}.never();
${tables(partitions)
  .map(
    (table) =>
      `CREATE TRIGGER ${table}_is_never_emptied BEFORE TRUNCATE ON ${schema}.${table} FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.never();`,
  )
  .join('\n')}
`,
]

function byChronicle(partitions: number): string {
  return partitions === 0 ? '' : ' PARTITION BY HASH (chronicle)'
}

function parts(schema: string, table: string, partitions: number): string {
  // The row of a head is updated often: free space on its page spares the index (HOT updates).
  const room = table === 'head' ? ' WITH (fillfactor = 50)' : ''
  return numbers(partitions)
    .map(
      (part) =>
        `CREATE TABLE ${schema}.${table}_${part} PARTITION OF ${schema}.${table} FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part})${room};`,
    )
    .join('\n')
}

function tables(partitions: number): readonly string[] {
  return ['event', 'batch', 'head'].flatMap((table) => [
    table,
    ...numbers(partitions).map((part) => `${table}_${part}`),
  ])
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** The table of migrations, by which a schema is known to be a ledger's. */
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
  const latest = await session.query<{ version: number | null }>(
    `SELECT max(version) AS version FROM ${schema}.${VERSIONS}`,
  )
  const version = latest.rows[0]?.version ?? 0
  if (version > known.length) {
    const message = `${name} has ledger schema ${version}, this program knows ${known.length}; open it with a newer Regesta`
    throw new RegestaError('E_NEWER_SCHEMA', 'invalid', message, {
      ledger: name,
      expected: known.length,
      actual: version,
    })
  }
  return version
}

/**
 * Migrates the tables to the last version, each step in a transaction of its own, under an advisory lock: another process
 * that migrates meanwhile waits, and finds it done. Throws as {@link schemaVersion} does, before anything is changed.
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
  // No timeout for the lock, however long another process migrates: this one cannot go on with the old tables.
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
  await checkNotReserved(session, name, schema)
  // IF NOT EXISTS would need the right to make schemas even where the schema is there.
  const { rows } = await session.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema])
  if (rows.length === 0) await session.query(`CREATE SCHEMA ${schema}`)
  await session.query(
    `CREATE TABLE ${schema}.${VERSIONS} (version integer PRIMARY KEY, migrated_at timestamptz NOT NULL DEFAULT now())`,
  )
}

/** Refuses a reserved word of SQL, which depend on the server's version: our statements do not quote the schema's name. */
async function checkNotReserved(session: ClientBase, name: string, schema: string): Promise<void> {
  const { rows } = await session.query<{ quoted: string }>('SELECT quote_ident($1) AS quoted', [schema])
  if (rows[0]?.quoted === schema) return
  const message = `${name}: schema is "${schema}", a word of SQL; expected another name, like regesta`
  throw new RegestaError('E_LEDGER_URL', 'invalid', message, { ledger: name, schema })
}

function foreignSchema(name: string, schema: string): RegestaError {
  const message = `${name}: the schema "${schema}" holds tables that are not a Regesta ledger's, and is left as it is; name another by ?schema=`
  return new RegestaError('E_FOREIGN_SCHEMA', 'invalid', message, { ledger: name, schema })
}
