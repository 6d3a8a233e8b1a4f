import type { ClientConfig } from 'pg'
import { InvalidInput, nearestName } from '../../errors.ts'

/** What a ledger's URL names: a database on one server, or on a primary and its standbys. */
export type Target = Omit<Parameters, 'ofPg'> & {
  /** `postgres://user@one:5432,two:5432/chronicles`: without the password, so it may be printed. */
  readonly name: string
  /** In the order in which they are tried. */
  readonly hosts: readonly Host[]
}

/** One server of a target; printed, it shows no password. */
export class Host {
  /** As in `one:5432`. */
  readonly name: string
  readonly #url: string

  constructor(name: string, url: string) {
    this.name = name
    this.#url = url
  }

  config(): ClientConfig {
    return { connectionString: this.#url }
  }
}

const SCHEME = /^postgres(?:ql)?:\/\//i

export function isPostgresUrl(text: string): boolean {
  return SCHEME.test(text)
}

/** Whether {@link parseTarget} can read it. */
export function isLedgerUrl(text: string): boolean {
  try {
    return parseTarget(text).hosts.length > 0
  } catch {
    return false
  }
}

/** The URL as it may be shown: without password and parameters, whatever else is wrong with it. */
export function withoutSecrets(url: string): string {
  const parts = partsOf(url)
  if (isAmbiguous(parts)) return 'postgres://…'
  const { user, hosts, path } = parts
  return `postgres://${user.replace(/:.*@$/s, '@')}${hosts}${path}`
}

/**
 * Reads `postgres://user:password@host:port,host:port/database?parameters`. The password may be in PGPASSWORD
 * instead. Beside those of `pg`, the parameters are `target_session_attrs`, `schema` (default: regesta), `partitions` (16),
 * `connections`, `patience` and `connect_timeout` (s). Throws InvalidInput with every fault, each E_LEDGER_URL, which
 * never repeats the password.
 */
export function parseTarget(url: string): Target {
  const parts = partsOf(url)
  const { user, hosts, path, query } = parts
  const name = withoutSecrets(url)
  if (isAmbiguous(parts)) throw refusal(name, [MALFORMED])
  const { ofPg, faults, ...parameters } = readParameters(query)
  const rest = ofPg.size === 0 ? '' : `?${ofPg}`
  const each = hosts.split(',')
  // Without a host it is the local socket, or PGHOST.
  const isSound = (host: string) => URL.canParse(`postgres://${user}${host || 'localhost'}${path}${rest}`)
  const malformed = isPostgresUrl(url) && each.every(isSound) ? [] : [MALFORMED]
  if (malformed.length + faults.length > 0) throw refusal(name, [...malformed, ...faults])
  return {
    name,
    hosts: each.map(
      (host) =>
        new Host(host || (ofPg.get('host') ?? 'localhost'), `postgres://${user}${host}${path}${rest}`),
    ),
    ...parameters,
  }
}

const MALFORMED =
  'expected postgres://user:password@host:port/database, with what is special in the password percent-encoded'

function partsOf(url: string) {
  const [, authority = '', path = '', query = ''] =
    /^([^/?#]*)([^?#]*)\??(.*)$/s.exec(url.replace(SCHEME, '')) ?? []
  const at = authority.lastIndexOf('@') + 1
  return { user: authority.slice(0, at), hosts: authority.slice(at), path, query }
}

/** An @ in path or query: perhaps an unencoded password, half of which would be taken for host, path or parameter. */
function isAmbiguous({ path, query }: { readonly path: string; readonly query: string }): boolean {
  return path.includes('@') || query.includes('@')
}

/** Has no cause: the error of URL repeats the whole text with the password. */
function refusal(name: string, expected: readonly string[]): InvalidInput {
  return new InvalidInput(expected.map((each) => ({ code: 'E_LEDGER_URL', message: `${name}: ${each}` })))
}

/** Which of several servers is suitable, as libpq names it: https://www.postgresql.org/docs/current/libpq-connect.html */
const SESSION_KINDS = ['any', 'read-write', 'primary', 'standby', 'read-only'] as const
export type SessionKind = (typeof SESSION_KINDS)[number]

/** The parameters of a ledger's URL. */
export type Parameters = {
  /** Which server is suitable; undefined if not given. */
  readonly sessions: SessionKind | undefined
  /** The schema that holds the tables. */
  readonly schema: string
  /** The number of partitions of new tables; 0 for unpartitioned ones. */
  readonly partitions: number
  readonly limits: Partial<PostgresLimits>
  /** The parameters for `pg`. */
  readonly ofPg: URLSearchParams
}

const OWN = ['schema', 'partitions', 'connections', 'patience', 'connect_timeout', 'target_session_attrs']

/** The parameters that `pg` takes from a URL, with the values allowed, if not any: https://node-postgres.com/features/ssl */
const OF_PG: Readonly<Record<string, readonly string[] | undefined>> = {
  host: undefined,
  port: undefined,
  user: undefined,
  password: undefined,
  application_name: undefined,
  options: undefined,
  ssl: ['true', '1', '0', 'no-verify'],
  sslmode: ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'],
  sslrootcert: undefined,
  sslcert: undefined,
  sslkey: undefined,
  sslnegotiation: ['postgres', 'direct'],
  uselibpqcompat: ['true', 'false'],
}

const KNOWN: readonly string[] = [...OWN, ...Object.keys(OF_PG)]

const OWN_LIMITS = 'a ledger sets its own limits on every session; there are connect_timeout and patience'
const IN_PATH = 'the database is in the path, as in postgres://host/database'

/** Parameters of `pg` or of other clients that are refused, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  dbname: IN_PATH,
  database: IN_PATH,
  hostaddr: 'the server is before the path, as in postgres://127.0.0.1/database',
  passfile: 'give the password in PGPASSWORD, or in the URL',
  service: 'give the parameters of a service in the URL',
  statement_timeout: OWN_LIMITS,
  lock_timeout: OWN_LIMITS,
  idle_in_transaction_session_timeout: OWN_LIMITS,
  query_timeout: OWN_LIMITS,
}

/** The parameters in the query of a ledger's URL, with all faults; these repeat no value that may be secret. */
export function readParameters(query: string): Parameters & { readonly faults: readonly string[] } {
  const given = new URLSearchParams(query)
  const faults: string[] = []
  const number = (name: string, least: number, most: number): number | undefined => {
    const text = given.get(name)
    if (text === null) return undefined
    const value = Number(text)
    if (/^\d{1,4}$/.test(text) && value >= least && value <= most) return value
    faults.push(`${name} is "${text}", expected a number from ${least} to ${most}`)
    return undefined
  }
  const schema = given.get('schema') ?? 'regesta'
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_'))
    faults.push(`schema is "${schema}", expected a name in lower case like regesta`)
  const partitions = number('partitions', 0, 1024) ?? 16
  const connections = number('connections', 1, 1000)
  const patience = number('patience', 1, 3600)
  const connectTimeout = number('connect_timeout', 1, 3600)
  const attributes = given.get('target_session_attrs')
  const sessions = SESSION_KINDS.find((each) => each === attributes)
  if (attributes !== null && sessions === undefined)
    faults.push(`target_session_attrs is "${attributes}", expected one of ${SESSION_KINDS.join(', ')}`)
  faults.push(...[...new Set(given.keys())].flatMap((name) => parameterFaults(name, given.getAll(name))))
  return {
    sessions,
    schema,
    partitions,
    limits: {
      ...(connections !== undefined && { connections }),
      ...(patience !== undefined && { patience: patience * 1_000 }),
      ...(connectTimeout !== undefined && { connectTimeout: connectTimeout * 1_000 }),
    },
    ofPg: new URLSearchParams([...given].filter(([name]) => Object.hasOwn(OF_PG, name))),
    faults,
  }
}

/** The faults of a parameter that is unknown, repeated, or has a value that `pg` would misread. */
function parameterFaults(name: string, values: readonly string[]): readonly string[] {
  if (Object.hasOwn(REFUSED, name)) return [`${name}: ${REFUSED[name]}`]
  if (!KNOWN.includes(name)) return [unknown(name)]
  if (values.length > 1) return [`${name} is given ${values.length} times, expected once`]
  const choice = Object.hasOwn(OF_PG, name) ? OF_PG[name] : undefined
  const [value = ''] = values
  return choice === undefined || choice.includes(value)
    ? []
    : [`${name} is "${value}", expected one of ${choice.join(', ')}`]
}

function unknown(name: string): string {
  const near = nearestName(name, KNOWN)
  const known = `here are ${KNOWN.join(', ')}`
  const hint = near === undefined ? `t${known}` : `did you mean ${near}? T${known}`
  return `there is no parameter ${JSON.stringify(name.slice(0, 80))}; ${hint}`
}

/** Timeouts, ms, and the number of connections. Each has a default. */
export type PostgresLimits = {
  /** How long an operation retries while servers are lost, restarting or failing over. */
  readonly patience: number
  /** The same for opening the ledger: shorter, since the host may be misspelt. */
  readonly openingPatience: number
  /** For one attempt to connect to one server. */
  readonly connectTimeout: number
  /** For one reading statement; enforced by the server. */
  readonly statementTimeout: number
  /** For the lock of a chronicle's head, while another process appends. */
  readonly lockTimeout: number
  /** After which the server aborts an append whose process hangs. */
  readonly idleInTransactionTimeout: number
  /** For one answer, from a server that may have vanished. */
  readonly queryTimeout: number
  /** Between two polls of the heads of watched chronicles, beside LISTEN. */
  readonly pollEvery: number
  /** The most connections in the pool; one more listens where chronicles are watched. */
  readonly connections: number
}

export const defaultLimits: PostgresLimits = {
  patience: 30_000,
  openingPatience: 5_000,
  connectTimeout: 5_000,
  statementTimeout: 10_000,
  lockTimeout: 5_000,
  idleInTransactionTimeout: 10_000,
  queryTimeout: 12_000,
  pollEvery: 500,
  connections: 10,
}
