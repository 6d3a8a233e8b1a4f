import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { serve } from '../server/process.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const TELL = `--import ${join(ROOT, 'tests', 'server', 'tell-loaded.ts')}`

/** What reads and writes the formats of other programs. */
const LIBRARIES =
  /node_modules\/(csv-stringify|csv-parse|hucre|feedsmith|n3|linkedom|mammoth|pdfjs-dist|yauzl|@citation-js|@mozilla)\//

async function loadedByCommand(...args: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-loaded-'))
  const main = join(ROOT, 'src', 'cli', 'main.ts')
  const env = { ...process.env, NODE_OPTIONS: TELL, REGESTA_LEDGER: join(folder, 'ledger.sqlite') }
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args], { env, maxBuffer: 1e8 })
  const { loaded }: { readonly loaded: readonly string[] } = JSON.parse(
    stdout.trim().split('\n').at(-1) ?? '',
  )
  return loaded
}

describe('what formats and filters need of other packages', () => {
  test('is not loaded by a server that starts and answers', async () => {
    const server = await serve(['--port', '0'], { NODE_OPTIONS: TELL })
    const query = new URLSearchParams({ query: '{ sources { subject } }' })
    expect((await fetch(`${server.origin}/graphql?${query}`)).status).toBe(200)
    expect((await server.stop()).code).toBe(0)
    const loaded = server.log.flatMap((line) => (Array.isArray(line.loaded) ? line.loaded.map(String) : []))
    expect(loaded.length).toBeGreaterThan(100)
    expect(loaded.filter((url) => LIBRARIES.test(url))).toEqual([])
  })

  test.each([
    ['as-of', '2025-05-01'],
    ['compare', '2021-12-31', '2025-05-01'],
    ['timeline', '--from', '2025-01-01'],
    ['source'],
  ])('is not loaded by %s %s without such flags, nor is GraphQL', async (...args) => {
    const loaded = await loadedByCommand(...args)
    expect(loaded.length).toBeGreaterThan(50)
    const unwanted = /node_modules\/(graphql|@pothos)\/|\/src\/(graphql|exchange)\//
    expect(loaded.filter((url) => unwanted.test(url) || LIBRARIES.test(url))).toEqual([])
  })

  test('is loaded where it is asked for', async () => {
    const loaded = await loadedByCommand('as-of', '2025-05-01', '--csv', '--kinds', 'meeting')
    expect(loaded.some((url) => url.includes('node_modules/csv-stringify/'))).toBe(true)
  })
})
