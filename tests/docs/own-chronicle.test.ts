import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../cli/small-chronicle.ts'
import { type Started, serve } from '../server/process.ts'
import { blocksIn, firstMissing, readPage, sectionOf } from './markdown.ts'
import { beginOwnChronicle, follow, OWN_PLACES, shell } from './own-chronicle.ts'

/** What a page has one type, and what it shows of the answer, if it does. */
type Typed = { readonly commands: string; readonly shown: string | undefined }

/** The shell blocks of the pages on recording by the API and on what is live, each with the answer below it. */
const typed: readonly Typed[] = ['docs/recording.md', 'docs/live.md'].flatMap((path) => {
  const blocks = blocksIn(sectionOf(readPage(path), 'Try it'))
  return blocks.flatMap(({ language, text }, index) => {
    const next = blocks[index + 1]
    if (language !== 'sh') return []
    return [{ commands: text, shown: next?.language === 'sh' ? undefined : next?.text }]
  })
})

const folder = temporaryFolder()
/** A copy as the README leaves it, for the guide to go on with. */
const read = temporaryFolder()
let server: Started
let wrong: readonly string[]

function type(commands: string): Promise<string> {
  const own = commands
    .replaceAll(/^npm start .*&$/gm, '')
    .replaceAll('127.0.0.1:4000', `127.0.0.1:${server?.port}`)
  return shell(folder, own)
}

beforeAll(async () => {
  wrong = await beginOwnChronicle(folder)
  cpSync(folder, read, { recursive: true })
  await type(typed[0]?.commands ?? '')
  expect(typed[0]?.commands).toContain('npm start -- --tokens tokens.yaml --reading open')
  const places = Object.entries(OWN_PLACES).map(([name, path]) => [name, join(folder, path)])
  server = await serve(
    ['--port', '0', '--tokens', join(folder, 'tokens.yaml'), '--reading', 'open'],
    Object.fromEntries(places),
  )
})
afterAll(() => server.stop())

test('the README’s chronicle of one’s own is recorded and answers', () => {
  expect(wrong).toEqual([])
})

test('what the guide to reading documents types is printed as it shows', async () => {
  expect(await follow(read, readPage('docs/reading-documents.md'))).toEqual([])
})

test('what the pages type to record and to listen answers as they show', async () => {
  const requests = typed.slice(1)
  const token = requests[0]?.commands.split('\n')[0]
  expect(token).toMatch(/^TOKEN=/)
  expect(requests.length).toBeGreaterThanOrEqual(4)
  for (const { commands, shown = '' } of requests) {
    const printed = await type(commands.startsWith('TOKEN=') ? commands : `${token}\n${commands}`)
    expect(shown).not.toBe('')
    const lines = shown.split('\n').filter((line) => line !== '')
    expect(firstMissing(printed, lines), printed).toBe(undefined)
  }
})

test('what was recorded becomes batch files, as the page says', async () => {
  const exporting = blocksIn(readPage('docs/recording.md')).find(({ text }) => text.includes('-- export'))
  await type(exporting?.text ?? '')
  const file = join(folder, 'mine', 'denmark-iceland', '0002-recorded.yaml')
  expect(readFileSync(file, 'utf8')).toContain('source/post-2024-03-09')
})
