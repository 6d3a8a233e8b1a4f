import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeWith, type Need } from '../require.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'bench', 'peers')

const need: Need = {
  name: 'the package in bench/peers (npm ci --prefix bench/peers)',
  there: existsSync(join(FOLDER, 'node_modules')),
}

describeWith(need, 'the bench of the peers', () => {
  test('emmett, castore, DataScript, SQLite and DuckDB give the answers of the engine', () => {
    const args = [join(FOLDER, 'run.ts'), '--check', '--events', '5000', '--questions', '300']
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(stdout.trim().split('\n')).toEqual([
      'uniform: 10 gave the same 300 answers',
      'skewed: 10 gave the same 30 answers',
    ])
  }, 60_000)
})
