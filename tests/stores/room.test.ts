import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runExample } from '../room-example.ts'

const before = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'regesta-stores-'))
beforeAll(() => process.chdir(folder))
afterAll(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true, force: true })
})

it('the example at the head of the room prints what it says', async () => {
  const { printed, expected } = await runExample('stores')
  expect(printed).toEqual(expected)
  expect(printed).toHaveLength(1)
})
