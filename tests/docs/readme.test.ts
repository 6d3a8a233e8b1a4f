import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawPicture, PICTURE, readPicture } from '../../cookbook/picture.ts'
import { serve } from '../server/process.ts'
import { blocksIn, excerptsIn, firstMissing, readPage, sectionOf } from './markdown.ts'
import { runCommand } from './run-command.ts'

const readme = readPage('README.md')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-readme-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const own = sectionOf(readme, 'A chronicle of your own')
const excerpts = [...excerptsIn(readme.replace(own, '')), ...excerptsIn(readPage('docs/command-line.md'))]

test('the README has at most 300 lines', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(300)
})

test('the README opens with an answer', () => {
  expect(readme.indexOf('$ npm run -s regesta -- as-of')).toBeLessThan(readme.indexOf('\n## '))
  expect(excerpts.length).toBeGreaterThan(4)
})

test('the README’s picture is what the chronicle answers; if not, run npm run cookbook', async () => {
  expect(readme).toContain('(docs/two-clocks.svg)')
  expect(await readPicture()).toBe(await drawPicture(join(folder, 'picture.sqlite')))
  expect(statSync(PICTURE).size).toBeLessThan(150_000)
})

test.each(excerpts)(
  '$command prints what the README shows of it, in that order',
  async ({ command, lines }) => {
    const printed = await runCommand(command, { REGESTA_LEDGER: join(folder, 'ledger.sqlite') })
    expect(firstMissing(printed, lines), printed).toBe(undefined)
  },
)

test('the README’s question over HTTP is answered as it shows', async () => {
  const blocks = blocksIn(sectionOf(readme, 'Five minutes'))
  const command = blocks.find(({ text }) => text.startsWith('curl'))?.text ?? ''
  const shown = blocks.find(({ language }) => language === 'json')?.text.trim() ?? ''
  const server = await serve()
  const curl = command.replace('http://127.0.0.1:4000', server.origin)
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', curl])
  await server.stop()
  expect(firstMissing(stdout.trim(), [shown]), stdout).toBe(undefined)
})
