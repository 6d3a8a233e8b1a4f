import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('counts of all that is kept about as many bytes as the heap grows by', async () => {
  const script = join(import.meta.dirname, 'kept.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script])
  const measured: Readonly<Record<string, readonly [counted: number, grown: number]>> = JSON.parse(stdout)
  const kinds = Object.entries(measured)
  expect(kinds.map(([kind]) => kind)).toEqual([
    'subjects',
    'views',
    'fields',
    'indexes',
    'words',
    'comparisons',
  ])
  for (const [kind, [counted, grown]] of kinds) {
    expect(counted / grown, kind).toBeGreaterThan(0.6)
    expect(counted / grown, kind).toBeLessThan(1.8)
  }
})
