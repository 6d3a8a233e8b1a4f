import type { ClientConfig } from 'pg'
import { InvalidInput } from '../../errors.ts'
import { type Parameters, readParameters } from './parameters.ts'

/** A ledger on one server, or on several of which one writes and the others stand by. */
export type Target = Omit<Parameters, 'ofPg'> & {
  /** As in `postgres://user@one:5432,two:5432/chronicles`: never with a password, so it may be printed. */
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
 * Reads `postgres://user:password@host:port,host:port/database?parameters`. The password may stand in PGPASSWORD
 * instead. Beside those of `pg`, the parameters are `target_session_attrs`, `schema` (regesta if not told), `partitions`
 * (16), `connections`, `patience` and `connect_timeout` (s). Throws InvalidInput with every fault, each E_LEDGER_URL, which
 * never repeats the password.
 */
export function parseTarget(url: string): Target {
  const parts = partsOf(url)
  const { user, hosts, path, query } = parts
  const name = withoutSecrets(url)
  if (isAmbiguous(parts)) throw refusal(name, [MALFORMED])
  const { ofPg, faults, ...told } = readParameters(query)
  const rest = ofPg.size === 0 ? '' : `?${ofPg}`
  const each = hosts.split(',')
  // Without a host it is the local socket, or what PGHOST says.
  const isSound = (host: string) => URL.canParse(`postgres://${user}${host || 'localhost'}${path}${rest}`)
  const malformed = isPostgresUrl(url) && each.every(isSound) ? [] : [MALFORMED]
  if (malformed.length + faults.length > 0) throw refusal(name, [...malformed, ...faults])
  return {
    name,
    hosts: each.map(
      (host) =>
        new Host(host || (ofPg.get('host') ?? 'localhost'), `postgres://${user}${host}${path}${rest}`),
    ),
    ...told,
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

/** Where an @ comes late, a password may have been written as it is, and its half be taken for host, path or parameter. */
function isAmbiguous({ path, query }: { readonly path: string; readonly query: string }): boolean {
  return path.includes('@') || query.includes('@')
}

/** Without a cause: what URL throws repeats the whole text, the password with it. */
function refusal(name: string, expected: readonly string[]): InvalidInput {
  return new InvalidInput(expected.map((each) => ({ code: 'E_LEDGER_URL', message: `${name}: ${each}` })))
}
