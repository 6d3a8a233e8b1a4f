import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'
import type { Remark } from '../../ledger/index.ts'
import { UnsuitableServer } from './errors.ts'
import type { SessionKind } from './url.ts'

/** The settings of a server. */
export type ServerSettings = {
  readonly version: number
  readonly encoding: string
  /** Whether it is a standby, which takes no writes. */
  readonly standby: boolean
  readonly readOnly: boolean
  readonly fsync: boolean
  readonly fullPageWrites: boolean
  /** The setting synchronous_standby_names: which standbys a commit waits for. Empty for none. */
  readonly synchronousStandbys: string
}

const OLDEST = 150_000

export async function serverSettings(session: ClientBase): Promise<ServerSettings> {
  const { rows } = await session.query<ServerSettings>(`SELECT
    current_setting('server_version_num')::int AS version,
    current_setting('server_encoding') AS encoding,
    pg_is_in_recovery() AS standby,
    current_setting('transaction_read_only')::boolean AS "readOnly",
    current_setting('fsync')::boolean AS fsync,
    current_setting('full_page_writes')::boolean AS "fullPageWrites",
    current_setting('synchronous_standby_names') AS "synchronousStandbys"`)
  const [facts] = rows
  if (facts === undefined) throw new RangeError('a SELECT without FROM gave no row')
  return facts
}

/** Refuses a server that can hold no ledger: E_SERVER_VERSION, E_SERVER_ENCODING. */
export function checkServer({ version, encoding }: ServerSettings, name: string): void {
  if (version < OLDEST) {
    const message = `${name} is PostgreSQL ${Math.floor(version / 10_000)}; a ledger needs ${OLDEST / 10_000} or later`
    throw new RegestaError('E_SERVER_VERSION', 'invalid', message, {
      ledger: name,
      expected: OLDEST,
      actual: version,
    })
  }
  if (encoding !== 'UTF8') {
    const message = `${name} is encoded in ${encoding}, which cannot hold every name; create another database: createdb --encoding UTF8 --template template0`
    throw new RegestaError('E_SERVER_ENCODING', 'invalid', message, {
      ledger: name,
      expected: 'UTF8',
      actual: encoding,
    })
  }
}

/** Throws {@link UnsuitableServer} for a server that is not of this kind. */
export function checkSessionKind({ standby, readOnly }: ServerSettings, kind: SessionKind): void {
  const suits = {
    any: true,
    'read-write': !standby && !readOnly,
    primary: !standby,
    standby,
    'read-only': standby || readOnly,
  }[kind]
  if (suits) return
  if (standby) throw new UnsuitableServer('it is a standby, in recovery')
  throw new UnsuitableServer(readOnly ? 'its transactions are read-only' : 'it is no standby')
}

/** How acknowledged events could be lost with this server, or in a failover. */
export function remarksOn(facts: ServerSettings, name: string, servers: number): readonly Remark[] {
  return [
    ...(facts.fsync
      ? []
      : [
          remark(
            'FSYNC_OFF',
            `${name} runs with fsync off: a crash of its machine loses acknowledged events, and may damage all`,
          ),
        ]),
    ...(facts.fullPageWrites
      ? []
      : [
          remark(
            'FULL_PAGE_WRITES_OFF',
            `${name} runs with full_page_writes off: a crash of its machine may damage events`,
          ),
        ]),
    ...(servers === 1 || facts.standby || facts.synchronousStandbys !== ''
      ? []
      : [
          remark(
            'NO_SYNCHRONOUS_STANDBY',
            `${name} waits for no standby (synchronous_standby_names is empty): events acknowledged last are lost if another takes over`,
          ),
        ]),
  ]
}

function remark(code: Remark['code'], message: string): Remark {
  return { code, message }
}
