import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const readme = await readFile(join(root, 'README.md'), 'utf8')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-readme-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the program prints, its ledger in a folder of the tests. */
async function regesta(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, REGESTA_LEDGER: join(folder, 'ledger.sqlite') }
  const main = join(root, 'src', 'cli', 'main.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env })
  return stdout
}

/** The README's excerpts of what a command prints: the command, and the lines that it shows of it. */
const excerpts = [...readme.matchAll(/```\n\$ npm run -s regesta -- ([^\n]+)\n([^`]+)```/g)].map(
  ([, command = '', shown = '']) => ({ command, lines: shown.split('\n').filter((line) => line !== '') }),
)

test('the README opens with an answer', () => {
  expect(excerpts.length).toBeGreaterThan(0)
})

test('the README’s chronicle of one’s own is recorded and answers', async () => {
  const draft = (readme.match(/ {3}```yaml\n([\s\S]*?) {3}```/)?.[1] ?? '').replaceAll(/^ {3}/gm, '')
  await writeFile(join(folder, 'gazette.draft.yaml'), draft)
  const places = ['--events', join(folder, 'mine'), '--ledger', join(folder, 'mine', 'ledger.sqlite')]
  await regesta('record', join(folder, 'gazette.draft.yaml'), '--chronicle', 'my-chronicle', ...places)
  expect(await regesta('as-of', '2024-03-01', ...places)).toContain(
    '● 2024-03-01 talks [gazette page 1, column 2]',
  )
})

test.each(excerpts)(
  '$command prints what the README shows of it, in that order',
  async ({ command, lines }) => {
    const env = { ...process.env, REGESTA_LEDGER: join(folder, 'ledger.sqlite') }
    const args = [join(root, 'src', 'cli', 'main.ts'), ...command.split(' ')]
    const { stdout } = await promisify(execFile)(process.execPath, args, { env })
    const printed = stdout.split('\n')
    let from = 0
    for (const line of lines) {
      const at = printed.indexOf(line, from)
      expect(at, `"${line}" in order`).not.toBe(-1)
      from = at + 1
    }
  },
)
