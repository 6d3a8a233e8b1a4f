/**
 * A day with Regesta, in the folder argv[2]: a server is started and asked all that the cookbook asks, its playground,
 * feeds and health, then stopped; and every command that needs no server is run. Says in JSON what was asked and what
 * did not answer.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const [folder = ''] = process.argv.slice(2)
const ROOT = join(import.meta.dirname, '..', '..')
const MAIN = join(ROOT, 'src', 'cli', 'main.ts')
const failed: string[] = []
const asked: string[] = []

const server = spawn(process.execPath, [MAIN, 'serve', '--port', '0'], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const origin = await servingAt(server)
await ask('/graphql', { headers: { accept: 'text/html' } })
for (const path of ['/health', '/ready', '/feeds/japan-viet-nam.json']) await ask(path)
for (const file of globSync('cookbook/*.graphql', { cwd: ROOT }).sort())
  await ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: readFileSync(join(ROOT, file), 'utf8') }),
  })
server.kill('SIGTERM')
await once(server, 'close')

mkdirSync(join(folder, 'events'))
for (const command of [
  'as-of 2025-05-01',
  'compare 2021-12-31 2025-12-31',
  'timeline',
  'count',
  'verify',
  'backup --out copy.sqlite',
  'restore copy.sqlite --to restored.sqlite',
  'import copy.sqlite --ledger imported.sqlite',
  'export --out events',
  'json-schema --check',
  '--help',
  '--version',
]) {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, ...command.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  })
  asked.push(`regesta ${command}`)
  if (status !== 0) failed.push(`regesta ${command}: ${stderr}`)
}
console.log(JSON.stringify({ asked, failed }))

async function ask(path: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(`${origin}${path}`, init)
  const text = await response.text()
  asked.push(`${init.method ?? 'GET'} ${path}`)
  if (!response.ok || /"errors":/.test(text)) failed.push(`${path}: ${response.status} ${text.slice(0, 500)}`)
}

async function servingAt(child: ChildProcess & { stdout: NodeJS.ReadableStream }): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, url }: { msg?: string; url?: string } = JSON.parse(line)
    if (msg === 'serving' && url !== undefined) {
      child.stdout.resume()
      return new URL(url).origin
    }
  }
  throw new Error('the server ended before it served')
}
