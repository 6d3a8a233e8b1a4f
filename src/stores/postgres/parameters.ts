import { nearestName } from '../../errors.ts'
import type { PostgresLimits } from './limits.ts'

/** Which of several servers will do, in libpq's words: https://www.postgresql.org/docs/current/libpq-connect.html */
const SESSION_KINDS = ['any', 'read-write', 'primary', 'standby', 'read-only'] as const
export type SessionKind = (typeof SESSION_KINDS)[number]

/** What the parameters of a ledger's URL come to. */
export type Parameters = {
  /** Which server will do, if they say so. */
  readonly sessions: SessionKind | undefined
  /** The schema that holds the tables. */
  readonly schema: string
  /** In how many parts to lay out the tables when they are made; 0 for whole ones. */
  readonly partitions: number
  readonly limits: Partial<PostgresLimits>
  /** Those of `pg`, to be handed on. */
  readonly ofPg: URLSearchParams
}

const OWN = ['schema', 'partitions', 'connections', 'patience', 'connect_timeout', 'target_session_attrs']

/** What `pg` takes from a URL, and what it may say where that is not free: https://node-postgres.com/features/ssl */
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
const IN_PATH = 'the database stands in the path, as in postgres://host/database'

/** What others take, or `pg` would, and why it is nothing for a ledger. */
const REFUSED: Readonly<Record<string, string>> = {
  dbname: IN_PATH,
  database: IN_PATH,
  hostaddr: 'the server stands before the path, as in postgres://127.0.0.1/database',
  passfile: 'the password comes by PGPASSWORD, or stands in the URL',
  service: 'what a service would say stands in the URL',
  statement_timeout: OWN_LIMITS,
  lock_timeout: OWN_LIMITS,
  idle_in_transaction_session_timeout: OWN_LIMITS,
  query_timeout: OWN_LIMITS,
}

/** Reads the query of a ledger's URL, with all that is wrong in it; no value that may be secret is repeated there. */
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
  const asked = given.get('target_session_attrs')
  const sessions = SESSION_KINDS.find((each) => each === asked)
  if (asked !== null && sessions === undefined)
    faults.push(`target_session_attrs is "${asked}", expected one of ${SESSION_KINDS.join(', ')}`)
  faults.push(...[...new Set(given.keys())].flatMap((name) => strange(name, given.getAll(name))))
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

/** What is wrong with a parameter that is none, is given again, or says what `pg` would take for something else. */
function strange(name: string, values: readonly string[]): readonly string[] {
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
