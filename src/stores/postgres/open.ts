import type { ClientBase } from 'pg'
import { type Fault, RegestaError } from '../../errors.ts'
import type { Ledger, Remark } from '../../ledger/index.ts'
import { asRegestaError } from './errors.ts'
import { checkHeads, schemaFaults } from './integrity.ts'
import { PostgresLedger } from './ledger.ts'
import { retry } from './retry.ts'
import { migrate, migrations, schemaVersion } from './schema.ts'
import { Sessions } from './sessions.ts'
import { defaultLimits, type PostgresLimits, parseTarget, type Target } from './url.ts'

export type PostgresLedgerOptions = {
  /** `postgres://user:password@host:port/database`; several hosts with commas between, of which one takes writes. */
  readonly url: string
  /** Any number of processes write, and make and migrate the tables if need be; to read, a standby will do. */
  readonly mode: 'write' | 'read'
  readonly limits?: Partial<PostgresLimits>
  /** Gets remarks for the operator: how this server could lose events, and failovers. */
  readonly report?: (remark: Remark) => void
}

/** See `openPostgresLedger`. */
export async function openLedger(options: PostgresLedgerOptions): Promise<Ledger> {
  const { url, mode, report = () => undefined } = options
  const target = parseTarget(url)
  const limits = { ...defaultLimits, ...target.limits, ...options.limits }
  const kind = mode === 'write' ? 'read-write' : (target.sessions ?? 'any')
  const sessions = new Sessions(target, kind, limits, report)
  try {
    const deadline = performance.now() + limits.openingPatience
    const never = new AbortController().signal
    await retry(deadline, () => makeReady(sessions, target, mode), never)
    return new PostgresLedger({ ...target, sessions, limits, readOnly: mode === 'read' })
  } catch (error) {
    await sessions.close()
    throw asRegestaError(error, target.name)
  }
}

/**
 * What is wrong with the tables of a ledger in PostgreSQL (E_LEDGER_DAMAGED, each): columns, keys, triggers and functions
 * that are not this program's, and what would show different rows to different people. Checks neither events, nor pages
 * and indexes, which are the server's. Throws as opening to read does.
 */
export async function postgresFaults(url: string): Promise<readonly Fault[]> {
  return onTarget(url, async (session, { name, schema }) => {
    const faults = await schemaFaults(session, schema)
    return faults.map((message) => ({ code: 'E_LEDGER_DAMAGED', message, place: { file: name } }))
  })
}

/** The result of `work` on a session with a ledger that can be read. Throws as {@link openLedger} does. */
async function onTarget<T>(
  url: string,
  work: (session: ClientBase, target: Target) => Promise<T>,
): Promise<T> {
  const target = parseTarget(url)
  const limits = { ...defaultLimits, ...target.limits }
  const sessions = new Sessions(target, target.sessions ?? 'any', limits, () => undefined)
  try {
    const deadline = performance.now() + limits.openingPatience
    return await retry(
      deadline,
      () =>
        sessions.use(async (session) => {
          await checkReadable(session, target)
          return work(session, target)
        }),
      new AbortController().signal,
    )
  } catch (error) {
    throw asRegestaError(error, target.name)
  } finally {
    await sessions.close()
  }
}

async function makeReady(sessions: Sessions, target: Target, mode: 'write' | 'read'): Promise<void> {
  // A migration has no time limit, nor has the check of the heads of very many chronicles.
  const session = await sessions.openDedicated({ query_timeout: 0 })
  try {
    // Of a query that looks up a little of every chronicle, the server thinks that it must be compiled, which takes seconds.
    await session.query('SET statement_timeout = 0; SET jit = off')
    if (mode === 'write') await migrate(session, target.name, target)
    else await checkReadable(session, target)
    await checkHeads(session, target.name, target.schema)
  } finally {
    await sessions.closeDedicated(session)
  }
}

async function checkReadable(session: ClientBase, target: Target): Promise<void> {
  const version = await schemaVersion(session, target.name, target)
  if (version === migrations.length) return
  throw new RegestaError(
    'E_NO_LEDGER',
    'notFound',
    version === 0
      ? `${target.name}: there is no ledger in schema "${target.schema}"; look at the address, or begin one: \`regesta import\` does (mode "write")`
      : `${target.name} has ledger schema ${version}, this program reads ${migrations.length}; open it with mode "write" to migrate it`,
    { ledger: target.name, schema: target.schema, expected: migrations.length, actual: version },
  )
}
