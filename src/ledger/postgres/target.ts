import type { ClientConfig } from 'pg'
import { RegestaError } from '../../errors.ts'
import type { PostgresLimits } from './limits.ts'

/** Which of several servers will do, in libpq's words: https://www.postgresql.org/docs/current/libpq-connect.html */
const SESSION_KINDS = ['any', 'read-write', 'primary', 'standby', 'read-only'] as const
export type SessionKind = (typeof SESSION_KINDS)[number]

/** A ledger on one server, or on several of which one writes and the others stand by. */
export type Target = {
  /** As in `postgres://user@one:5432,two:5432/chronicles`: never with a password, so it may be printed. */
  readonly name: string
  /** In the order in which they are tried. */
  readonly hosts: readonly Host[]
  /** What the URL asks for, if it does. */
  readonly sessions: SessionKind | undefined
  /** The schema that holds the tables. */
  readonly schema: string
  /** In how many parts to lay out the tables when they are made; 0 for whole ones. */
  readonly partitions: number
  /** What the URL tells of them. */
  readonly limits: Partial<PostgresLimits>
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
  const { user, hosts, path } = partsOf(url)
  return `postgres://${user.replace(/:.*@$/s, '@')}${hosts}${path}`
}

/**
 * Reads `postgres://user:password@host:port,host:port/database?parameters`. The password may stand in PGPASSWORD
 * instead. Beside those of `pg`, the parameters are `target_session_attrs`, `schema` (regesta if not told), `partitions`
 * (16), `connections` and `patience` (s). Throws E_LEDGER_URL, which never repeats the password.
 */
export function parseTarget(url: string): Target {
  const { user, hosts, path, query } = partsOf(url)
  const name = withoutSecrets(url)
  const parameters = new URLSearchParams(query)
  const taken = (parameter: string): string | undefined => {
    const value = parameters.get(parameter) ?? undefined
    parameters.delete(parameter)
    return value
  }
  const sessions = sessionsOf(taken('target_session_attrs'), name)
  const schema = schemaOf(taken('schema') ?? 'regesta', name)
  const number = (parameter: string, least: number, most: number) =>
    wholeNumber(parameter, taken(parameter), least, most, name)
  const partitions = number('partitions', 0, 1024) ?? 16
  const connections = number('connections', 1, 1000)
  const patience = number('patience', 1, 3600)
  const rest = parameters.size === 0 ? '' : `?${parameters}`
  return {
    name,
    hosts: hosts.split(',').map((host) => {
      // Without a host it is the local socket, or what PGHOST says.
      if (!isPostgresUrl(url) || !URL.canParse(`postgres://${user}${host || 'localhost'}${path}${rest}`))
        throw refusal(
          name,
          'expected postgres://user:password@host:port/database, with what is special in the password percent-encoded',
        )
      return new Host(
        host || (parameters.get('host') ?? 'localhost'),
        `postgres://${user}${host}${path}${rest}`,
      )
    }),
    sessions,
    schema,
    partitions,
    limits: {
      ...(connections !== undefined && { connections }),
      ...(patience !== undefined && { patience: patience * 1_000 }),
    },
  }
}

function partsOf(url: string) {
  const [, authority = '', path = '', query = ''] =
    /^([^/?#]*)([^?#]*)\??(.*)$/s.exec(url.replace(SCHEME, '')) ?? []
  const at = authority.lastIndexOf('@') + 1
  return { user: authority.slice(0, at), hosts: authority.slice(at), path, query }
}

function sessionsOf(text: string | undefined, name: string): SessionKind | undefined {
  const kind = SESSION_KINDS.find((each) => each === text)
  if (text !== undefined && kind === undefined)
    throw refusal(name, `target_session_attrs is "${text}", expected one of ${SESSION_KINDS.join(', ')}`)
  return kind
}

function schemaOf(text: string, name: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(text) && !text.startsWith('pg_')) return text
  throw refusal(name, `schema is "${text}", expected a name in lower case like regesta`)
}

function wholeNumber(
  parameter: string,
  text: string | undefined,
  least: number,
  most: number,
  name: string,
): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d{1,4}$/.test(text) && value >= least && value <= most) return value
  throw refusal(name, `${parameter} is "${text}", expected a number from ${least} to ${most}`)
}

/** Without a cause: what URL throws repeats the whole text, the password with it. */
function refusal(name: string, expected: string): RegestaError {
  return new RegestaError('E_LEDGER_URL', 'invalid', `${name}: ${expected}`, { url: name })
}
