import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../cli/small-chronicle.ts'
import { serve } from '../server/process.ts'
import { blocksIn, firstMissing, readPage } from './markdown.ts'
import { follow, shell } from './own-chronicle.ts'

const PLACES = { REGESTA_EVENTS: 'museum/events', REGESTA_LEDGER: 'museum/ledger.sqlite' }
const folder = temporaryFolder()
const page = readPage('docs/domains.md')

test('what the page on domains types is printed as it shows', async () => {
  const beforeServing = page.slice(0, page.indexOf('## Serve it'))
  expect(await follow(folder, beforeServing, PLACES)).toEqual([])
})

test('what it asks of a server is answered as it shows', async () => {
  const blocks = blocksIn(page)
  const curl = blocks.find(({ text }) => text.startsWith('curl'))?.text ?? ''
  const shown = blocks.find(({ language }) => language === 'json')?.text.trim() ?? ''
  const places = Object.entries(PLACES).map(([name, path]) => [name, join(folder, path)])
  const server = await serve(
    ['--port', '0', '--domain', join(folder, 'museum', 'loans.ts')],
    Object.fromEntries(places),
  )
  const printed = await shell(folder, curl.replace('http://127.0.0.1:4000', server.origin))
  await server.stop()
  expect(firstMissing(printed.trim(), [shown]), printed).toBe(undefined)
})
