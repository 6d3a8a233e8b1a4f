import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

/** A checkout of what the page is made of, elsewhere, without anything installed. */
const checkout = mkdtempSync(join(tmpdir(), 'regesta-checkout-'))
const { outside }: { readonly outside: readonly string[] } = JSON.parse(
  readFileSync(join(ROOT, 'web', 'dist', 'build.json'), 'utf8'),
)
for (const file of [...outside, 'package.json', 'package-lock.json', 'tsconfig.json']) {
  mkdirSync(dirname(join(checkout, file)), { recursive: true })
  cpSync(join(ROOT, file), join(checkout, file))
}
cpSync(join(ROOT, 'web'), join(checkout, 'web'), {
  recursive: true,
  filter: (path) => !/web.(dist|\.building)/.test(path),
})
afterAll(() => rmSync(checkout, { recursive: true, force: true }))

function build(): { readonly status: number | null; readonly line: string } {
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'web', 'build.ts')], {
    encoding: 'utf8',
  })
  return { status, line: stderr }
}

const built = () => readdirSync(join(checkout, 'web', 'dist', 'assets'))

test('where Vite is not installed, the page is not built, and that is no fault', () => {
  expect(build()).toEqual({
    status: 0,
    line: expect.stringMatching(/^the page: not built; vite is not installed/),
  })
  expect(existsSync(join(checkout, 'web', 'dist'))).toBe(false)
})

test('the page is built once, and again where a file that it is made of changed, be it outside web/', () => {
  symlinkSync(join(ROOT, 'node_modules'), join(checkout, 'node_modules'))
  expect(build()).toEqual({ status: 0, line: expect.stringMatching(/^the page: built in \d+\.\d s\n$/) })
  const before = built()
  expect(before.filter((name) => name.endsWith('.js.br'))).toHaveLength(1)
  expect(readdirSync(join(checkout, 'web')).filter((name) => name.startsWith('.building'))).toEqual([])
  expect(build().line).toBe('the page: built before, from the same files\n')

  expect(outside).toContain('src/exchange/read-grid.ts')
  appendFileSync(join(checkout, 'src/exchange/read-grid.ts'), 'export const added = 1\nconsole.log(added)\n')
  expect(build().line).toContain('built in')
  expect(built()).not.toEqual(before)
})

test('what cannot be built is said, and what was built stays', () => {
  const before = built()
  appendFileSync(join(checkout, 'web', 'src', 'main.tsx'), '\nconst = 1\n')
  const { status, line } = build()
  expect([status, line]).toEqual([1, expect.stringContaining('main.tsx')])
  expect(built()).toEqual(before)
})

test('where Vite is gone, what was built stays', () => {
  rmSync(join(checkout, 'node_modules'))
  expect(build()).toEqual({ status: 0, line: expect.stringMatching(/^the page: left as it was built; vite/) })
  expect(built().length).toBeGreaterThan(3)
})
