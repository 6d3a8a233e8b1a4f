import { execFile, execFileSync } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../require.ts'
import { type Started, serve } from '../server/process.ts'
import { commandsIn, isShown, type Shown, type } from './commands.ts'

const root = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(root, 'docs', 'permalinks.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'regesta-permalinks-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the page has its reader put into `first.graphql` and `question.json`. */
const [, first = ''] = /^```graphql\n(.*?)^```$/ms.exec(page) ?? []
const [, question = ''] = /^```json\n(.*?)^```$/ms.exec(page) ?? []

mkdirSync(join(folder, 'documents'))
writeFileSync(join(folder, 'first.graphql'), first)
writeFileSync(join(folder, 'documents', 'first.graphql'), first)
writeFileSync(join(folder, 'question.json'), question)

const commands = commandsIn(page)

describe('the page on permalinks', () => {
  test('shows commands', () => {
    expect(commands.length).toBeGreaterThan(7)
  })

  test.each(commands.filter(({ command }) => !command.startsWith('curl')))(
    '$command prints what the page shows of it',
    async (shown) => {
      const printed = await type(shown, folder)
      if (shown.into === undefined) expect(isShown(printed, shown.lines), printed).toBe(true)
    },
  )

  test('names every code that a place, a document or a citation can be refused with', () => {
    // The files that refuse a place, a pinned question, a document or a citation, wherever they lie.
    const files = globSync('**/*.ts', { cwd: join(root, 'src') })
      .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
      .filter((text) => /'E_(AT|PINNED|NOT_TRUSTED|CITATION)'/.test(text))
    expect(files.length).toBeGreaterThan(3)
    const codes = new Set(files.flatMap((text) => text.match(/E_[A-Z_]+/g) ?? []))
    const unnamed = [...codes].filter((code) => !page.includes(code))
    // Ids of documents are the client's own; a position that is waited for in vain stands in live.md.
    expect(unnamed.sort()).toEqual(['E_BEHIND', 'E_DOCUMENT_ID', 'E_NO_DOCUMENT'])
  })
})

describeWith({ name: 'curl', there: isThere('curl') }, 'what the page asks of a server', () => {
  let server: Started
  beforeAll(async () => {
    server = await serve(['--port', '0', '--documents', join(folder, 'documents')])
  })
  afterAll(() => server.stop())

  // One after the other: a tag is saved before it is shown.
  test.each(commands.filter(({ command }) => command.startsWith('curl')))(
    '$command gets what the page shows',
    async (shown) => {
      const printed = await answerTo(shown, server.origin)
      expect(isShown(printed, shown.lines), printed).toBe(true)
    },
  )
})

function answerTo({ command }: Shown, origin: string): Promise<string> {
  const [program = '', ...args] = command.replaceAll('http://localhost:4000', origin).split(' ')
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: folder }, (error, out) =>
      error === null ? resolve(endedBy(out.replaceAll('\r', ''), '\n')) : reject(error),
    )
  })
}

function endedBy(text: string, end: string): string {
  return text === '' || text.endsWith(end) ? text : text + end
}

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'])
    return true
  } catch {
    return false
  }
}
