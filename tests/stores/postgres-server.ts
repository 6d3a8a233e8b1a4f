import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { BINARIES, GIVEN, unprivileged } from './postgres-binaries.ts'

const run = promisify(execFile)

/** A server that runs, and the databases that were made on it. */
export type PostgresServer = {
  /** The URL of a new and empty database. */
  newDatabase(encoding?: string): Promise<string>
  /** Drops what was made, or ends the server if it was started for this. */
  stop(): Promise<void>
}

/** One that belongs to the test, which may do to it what it likes. */
export type OwnServer = PostgresServer & {
  readonly port: number
  /** The folder of its cluster; `postgresql.auto.conf` and `pg_hba.conf` lie there. */
  readonly folder: string
  url(database?: string): string
  start(): Promise<void>
  /** As if the machine had gone: every process of it at once, with nothing written any more. */
  kill(): Promise<void>
  /** As if the machine hung: connections stay, answers do not come. Undone by `thaw`. */
  freeze(): void
  thaw(): void
  /** Sends its standbys nothing any more. */
  holdBack(): void
  /** A copy of it that follows it under this name, not yet started. */
  standby(name: string): Promise<OwnServer>
  /** Shuts it down, whoever is on it, and starts it again. */
  restart(): Promise<void>
  /** Puts a line before all others of pg_hba.conf. */
  allow(line: string): Promise<void>
  /** From now on it takes writes, and follows nobody. */
  promote(): Promise<void>
  /** Changes settings and has them take effect. */
  set(settings: Settings): Promise<void>
}

export type Settings = Readonly<Record<string, string | number>>

let shared: Promise<OwnServer> | undefined

/** The server that the tests are given, or else one that all files of a worker share; it ends with the worker. */
export async function startPostgres(): Promise<PostgresServer> {
  if (GIVEN !== undefined) return onServer(GIVEN)
  shared ??= startOwnPostgres({ fsync: 'off' })
  return onServer((await shared).url())
}

/** Makes a cluster in a temporary folder and starts it on a free port of the loopback; it ends with this process. */
export async function startOwnPostgres(settings: Settings = {}): Promise<OwnServer> {
  const base = temporaryFolder()
  const folder = join(base, 'cluster')
  template ??= makeTemplate()
  await run('cp', ['-R', await template, folder], { ...unprivileged(), cwd: base })
  const server = clusterIn(base, folder, await freePort(), settings)
  await server.start()
  return server
}

let template: Promise<string> | undefined

/** A cluster that never starts: to copy it takes a fraction of the time that it takes to make one. */
async function makeTemplate(): Promise<string> {
  const base = temporaryFolder()
  process.once('exit', () => rmSync(base, { recursive: true, force: true }))
  const flags = ['--auth=trust', '--username=regesta', '--encoding=UTF8', '--locale=C', '--no-sync']
  await run(program('initdb'), ['-D', join(base, 'cluster'), ...flags], { ...unprivileged(), cwd: base })
  return join(base, 'cluster')
}

function clusterIn(base: string, folder: string, port: number, settings: Settings): OwnServer {
  const url = (database = 'postgres') => `postgres://regesta@127.0.0.1:${port}/${database}`
  let keeper: ChildProcess | undefined
  const pids = () => [keeperOf(folder), ...childrenOf(keeperOf(folder))]
  const server: OwnServer = {
    port,
    folder,
    url,
    newDatabase: (encoding) => makeDatabase(url(), encoding),
    start: async () => {
      writeSettings(folder, { port, unix_socket_directories: base, ...settings })
      // The shell ends the server when its input ends: also when this process is killed.
      keeper = spawn(
        'sh',
        [
          '-c',
          'trap : INT TERM HUP; "$@" & cat >/dev/null; kill -QUIT $!; kill -CONT $!; wait',
          'sh',
          program('postgres'),
          '-D',
          folder,
        ],
        {
          stdio: ['pipe', openSync(join(base, 'log'), 'a'), openSync(join(base, 'log'), 'a')],
          ...unprivileged(),
        },
      )
      await untilReady(url(), join(base, 'log'))
    },
    kill: async () => {
      const all = pids()
      for (const pid of all) sendSignal(pid, 'SIGKILL')
      while (all.some(isAlive)) await wait(5)
    },
    freeze: () => {
      for (const pid of pids()) sendSignal(pid, 'SIGSTOP')
    },
    thaw: () => {
      for (const pid of pids()) sendSignal(pid, 'SIGCONT')
    },
    holdBack: () => {
      for (const pid of childrenOf(keeperOf(folder), /walsender/)) sendSignal(pid, 'SIGSTOP')
    },
    standby: async (name) => {
      const other = temporaryFolder()
      const copy = join(other, 'cluster')
      const source = `host=127.0.0.1 port=${port} user=regesta application_name=${name}`
      await run(program('pg_basebackup'), ['-D', copy, '-d', source, '-R', '-X', 'stream', '-c', 'fast'], {
        ...unprivileged(),
        cwd: other,
      })
      return clusterIn(other, copy, await freePort(), settings)
    },
    restart: async () => {
      const pid = keeperOf(folder)
      sendSignal(pid, 'SIGINT')
      while (isAlive(pid)) await wait(5)
      await server.start()
    },
    allow: async (line) => {
      const file = join(folder, 'pg_hba.conf')
      writeFileSync(file, `${line}\n${readFileSync(file, 'utf8')}`)
      await ask(url(), 'SELECT pg_reload_conf()')
    },
    promote: async () => {
      await run(program('pg_ctl'), ['promote', '-w', '-D', folder], unprivileged())
    },
    set: async (changed) => {
      for (const [name, value] of Object.entries(changed))
        await ask(url(), `ALTER SYSTEM SET ${name} = '${value}'`)
      await ask(url(), 'SELECT pg_reload_conf()')
    },
    stop: async () => {
      if (keeper !== undefined && keeper.exitCode === null) {
        const gone = once(keeper, 'exit')
        keeper.stdin?.end()
        await gone
      }
      rmSync(base, { recursive: true, force: true })
    },
  }
  return server
}

/** One statement on a session of its own; its rows. */
export async function ask(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query(statement, [...values])
    return rows
  } finally {
    await client.end()
  }
}

function onServer(given: string): PostgresServer {
  const made: string[] = []
  return {
    newDatabase: async (encoding) => {
      const url = await makeDatabase(given, encoding)
      made.push(new URL(url).pathname.slice(1))
      return url
    },
    stop: async () => {
      for (const name of made) await ask(given, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

let databases = 0

async function makeDatabase(url: string, encoding = 'UTF8'): Promise<string> {
  databases += 1
  const name = `regesta_test_${process.pid}_${databases}_${Date.now().toString(36)}`
  await ask(
    url,
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C'`,
  )
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

async function untilReady(url: string, log: string): Promise<void> {
  for (const until = Date.now() + 30_000; ; await wait(25)) {
    try {
      await ask(url, 'SELECT 1')
      return
    } catch (error) {
      if (Date.now() > until) throw new Error(readFileSync(log, 'utf8'), { cause: error })
    }
  }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const { uid, gid } = unprivileged()
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
  return folder
}

function writeSettings(folder: string, settings: Settings): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'\n`)
  writeFileSync(
    join(folder, 'postgresql.conf'),
    `listen_addresses = '127.0.0.1'\nmax_connections = 100\n${lines.join('')}`,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

function program(name: string): string {
  return join(BINARIES ?? '', name)
}

/** The first process of the cluster, as it wrote down itself. */
function keeperOf(folder: string): number {
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
}

function childrenOf(pid: number, called = /./): readonly number[] {
  return execFileSync('ps', ['-axo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, child, parent, name = ''] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? []
      return Number(parent) === pid && called.test(name) ? [Number(child)] : []
    })
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself.
  }
}

function isAlive(pid: number): boolean {
  // Of a process that has ended and was not yet waited for nothing is held any more.
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 && !stdout.startsWith('Z')
}
