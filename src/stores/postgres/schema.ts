/** How a version of the tables is reached from the one before. Never changed once released: write the next one. */
export type Migration = (layout: Layout) => string

/** Where the tables lie, and in how many parts each. */
export type Layout = { readonly schema: string; readonly partitions: number }

/**
 * The tables, version by version: the first makes them.
 *
 * `event` has the entries, `batch` says where each batch lies and has the Merkle frontier after it; the row of `head`
 * says how far a chronicle goes, and who appends holds its lock. All three are laid out by chronicle, and nothing
 * reaches from one chronicle to another: no sequence, no key. The triggers stop a slip, in this program or by hand;
 * against intent stand the rights of the role (see docs/postgres.md) and roots that were written down elsewhere.
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
  // The row of a head is written over and over: room beside it spares the index.
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
