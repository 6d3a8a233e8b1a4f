import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectedOf, runExample } from '../docstring.ts'

const before = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'regesta-stores-'))
beforeAll(() => process.chdir(folder))
afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true, force: true })
})

it('the example at the head of the room prints what it says', async () => {
  const printed = await runExample('src/stores/index.ts')
  expect(printed).toEqual(await expectedOf('src/stores/index.ts'))
  expect(printed).toHaveLength(1)
})
