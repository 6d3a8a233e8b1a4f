import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN, temporaryFolder } from '../cli/small-chronicle.ts'
import { type Started, serve } from '../server/process.ts'

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8')

/** What the README has one type, and what it shows of the answer, if it does. */
type Typed = { readonly commands: string; readonly shown: string | undefined }

/** The shell blocks of the sections on recording by the API and on what is live, each with the answer below it. */
const typed: readonly Typed[] = (() => {
  const from = readme.indexOf('## Record by API')
  const sections = readme.slice(from, readme.indexOf('## A ledger to trust'))
  const blocks = [...sections.matchAll(/^```(sh|json|)\n([\s\S]*?)^```$/gm)].map(([, kind, text = '']) => ({
    kind,
    text,
  }))
  return blocks.flatMap(({ kind, text }, index) => {
    const next = blocks[index + 1]
    return kind === 'sh' ? [{ commands: text, shown: next?.kind === 'sh' ? undefined : next?.text }] : []
  })
})()

const folder = temporaryFolder()
let server: Started

async function shell(commands: string): Promise<string> {
  const program = `${process.execPath} ${MAIN}`
  const own = commands
    .replaceAll('npm run -s regesta --', program)
    .replaceAll(/^npm start .*&$/gm, '')
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${server?.port}`)
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', own], { cwd: folder })
  return stdout
}

beforeAll(async () => {
  const draft = (readme.match(/ {3}```yaml\n([\s\S]*?) {3}```/)?.[1] ?? '').replaceAll(/^ {3}/gm, '')
  writeFileSync(join(folder, 'gazette.draft.yaml'), draft)
  const places = ['--events', join(folder, 'mine'), '--ledger', join(folder, 'mine', 'ledger.sqlite')]
  await shell(`npm run -s regesta -- record gazette.draft.yaml --chronicle my-chronicle ${places.join(' ')}`)
  await shell(typed[0]?.commands ?? '')
  expect(typed[0]?.commands).toContain(
    'npm start -- --events mine --ledger mine/ledger.sqlite --tokens tokens.yaml',
  )
  server = await serve([
    '--port',
    '0',
    ...places,
    '--tokens',
    join(folder, 'tokens.yaml'),
    '--reading',
    'open',
  ])
})
afterAll(() => server.stop())

test('what the README types to record and to listen answers as it shows', async () => {
  const asked = typed.slice(1)
  const token = asked[0]?.commands.split('\n')[0]
  expect(token).toMatch(/^TOKEN=/)
  expect(asked.length).toBeGreaterThanOrEqual(4)
  for (const { commands, shown = '' } of asked) {
    const printed = await shell(commands.startsWith('TOKEN=') ? commands : `${token}\n${commands}`)
    const pattern = shown
      .trim()
      .split('…')
      .map((part) => RegExp.escape(part))
      .join('.*')
    expect(shown).not.toBe('')
    expect(printed).toMatch(new RegExp(pattern))
  }
})

test('what was recorded becomes batch files, as the page says', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'recording.md'), 'utf8')
  const [, commands = ''] = /^```sh\n(npm run -s regesta -- export [\s\S]*?)^```$/m.exec(page) ?? []
  await shell(commands)
  const file = join(folder, 'mine', 'my-chronicle', '0002-recorded.yaml')
  expect(readFileSync(file, 'utf8')).toContain('source/courier-2024-03-09')
})
