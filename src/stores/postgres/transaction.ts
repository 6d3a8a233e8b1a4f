import type { ClientBase } from 'pg'
import { Uncertain, Undone } from './failures.ts'

/**
 * A transaction in which nothing but the lock's own limit runs out: a COMMIT cut short while it waits for a standby is
 * answered as if it had not been. Whatever the role's default, a commit is durable here and, if there is one, there.
 */
const BEGIN = `
  BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL statement_timeout = 0;
  SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)`

export async function begin(session: ClientBase): Promise<void> {
  await session.query(BEGIN)
}

/**
 * Resolves once everything up to here is durable, wherever it has to be. Throws {@link Undone} where nothing was kept, and
 * {@link Uncertain} where it was, and perhaps not everywhere; after any other error one cannot tell.
 */
export async function commit(session: ClientBase): Promise<void> {
  const notices: string[] = []
  const hear = ({ message = '' }: { readonly message?: string | undefined }) => notices.push(message)
  session.on('notice', hear)
  try {
    const { command } = await session.query('COMMIT')
    if (command !== 'COMMIT') throw new Undone(`COMMIT was answered by ${command}`)
  } finally {
    session.off('notice', hear)
  }
  // "canceling wait for synchronous replication", in whichever language: it stands here, and perhaps nowhere else.
  if (notices.length > 0) throw new Uncertain(notices.join('; '))
}
