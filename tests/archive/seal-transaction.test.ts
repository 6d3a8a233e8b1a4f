import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { checkFolder, formatLedgerSum } from '../../src/archive/index.ts'
import { addLine } from '../../src/archive/ledger-sum.ts'
import { sha256Hex } from '../../src/event/index.ts'
import { canFault, compileFaults, KINDS } from '../../torture/rig/faults.ts'
import { STRIDE } from '../../torture/rig/thorough.ts'
import { describeWith } from '../require.ts'

let base: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'regesta-landing-'))
})
afterEach(() => rmSync(base, { recursive: true, force: true }))

/** A folder with one file, sealed. */
function folderWithOne(): string {
  const dir = mkdtempSync(join(base, 'folder-'))
  const text = '# the first\n'
  writeFileSync(join(dir, '0001-a.yaml'), text)
  const line = { name: '0001-a.yaml', digest: sha256Hex(text), position: 1, root: 'f'.repeat(64) }
  writeFileSync(join(dir, 'ledger.sum'), formatLedgerSum(addLine([], line)))
  return dir
}

async function seenIn(dir: string): Promise<readonly string[]> {
  const { files, faults } = await checkFolder(dir)
  expect(faults).toEqual([])
  return files.map(({ name }) => name)
}

const before = ['0001-a.yaml']
const after = ['0001-a.yaml', '0002-b.yaml', '0003-c.yaml']

test('files that land one after the other are at no moment seen without their seals', async () => {
  const dir = folderWithOne()
  const program = join(import.meta.dirname, 'landing-many-process.ts')
  const child = spawn(process.execPath, [program, dir, '60'], { stdio: 'inherit' })
  const ended = once(child, 'exit')
  let running = true
  void ended.then(() => {
    running = false
  })
  const seen = new Set<number>()
  while (running) seen.add((await seenIn(dir)).length)
  expect(await ended).toEqual([0, null])
  expect(await seenIn(dir)).toHaveLength(61)
  expect(seen.size).toBeGreaterThan(5)
})

describeWith({ name: 'a C compiler (cc)', there: canFault }, 'files that land', () => {
  const faults = canFault ? compileFaults() : undefined
  afterAll(() => faults?.remove())

  const run = (dir: string, environment: Readonly<Record<string, string>> = {}) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'landing-process.ts'), dir], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    })

  test.each(KINDS)(
    'are there all or none, whichever call goes wrong by %s, and land the next time',
    async (kind) => {
      let tried = 0
      for (let at = 1; ; at += STRIDE) {
        const dir = folderWithOne()
        const { stdout } = run(
          dir,
          faults?.environment({ path: dir, at, kind, on: false }, join(base, 'calls')),
        )
        const seen = await seenIn(dir)
        if (stdout === 'landed') {
          expect(seen).toEqual(after)
          if (tried * STRIDE > 10) break
        } else expect([before, after]).toContainEqual(seen)
        tried += 1
        // Where all have landed but the answer was lost, the same names are there already.
        if (seen.length === 1) expect(run(dir).stdout).toBe('landed')
        expect(await seenIn(dir)).toEqual(after)
        expect(readdirSync(dir).filter((name) => /unfinished$|tmp$|next$/.test(name))).toEqual([])
      }
    },
  )
})
