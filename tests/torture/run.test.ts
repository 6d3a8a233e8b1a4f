import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const RUN = join(import.meta.dirname, '..', '..', 'torture', 'run.ts')

function typed(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [RUN, ...args], (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

test.each([[[]], [['--help']]])('torture %j lists every torture with what it does', async (args) => {
  const { code, out, err } = await typed(...args)
  expect([code, err]).toEqual([0, ''])
  const names = readdirSync(join(RUN, '..')).filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  for (const name of names) expect(out).toMatch(new RegExp(`^${name.replace('.ts', '')} +\\S`, 'm'))
})

test.each([
  [['nope'], /^"nope" is not one of backup, .*\n$/],
  [['kill', 'some'], /^count some: expected a whole number\n$/],
  [['kill', '1', '--seed', 'x'], /^--seed x: expected a whole number\n$/],
  [
    ['kill', '1', '--sede', '3'],
    /^Unknown option '--sede'.*expected <name> \[count\] \[--seed N\] \[--json\]\n$/,
  ],
  [['kill', '1', '2'], /^"2": expected <name> \[count\] \[--seed N\] \[--json\]\n$/],
])('torture %j is refused in a line, and nothing is done', async (args, err) => {
  expect(await typed(...args)).toEqual({ code: 2, out: '', err: expect.stringMatching(err) })
})
