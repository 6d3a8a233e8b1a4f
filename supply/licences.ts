import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledInPage, type Locked, ROOT, readLockfile } from './lockfile.ts'

/**
 * `npm run licences`: writes `docs/licences.md`, every package by its licence; with `--check` it writes nothing and
 * fails if that is stale.
 */
export const LICENCES = join(ROOT, 'docs', 'licences.md')

/** What may be installed where Regesta runs: licences that ask for no more than to be named. */
export const ALLOWED: ReadonlySet<string> = new Set([
  '(MIT AND Zlib)',
  '(MIT OR GPL-3.0-or-later)',
  '0BSD',
  'Apache-2.0',
  // What its package means is the licence of two clauses.
  'BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT OR Apache-2.0',
])

/** What may besides be used by those who work on it, and is not part of it. */
export const ALLOWED_TO_WORK: ReadonlySet<string> = new Set([...ALLOWED, 'CC0-1.0', 'MPL-2.0'])

/** The page, from the lockfile and what `web/` imports alone: the same ones give the same page. */
export function licencesPage(packages: ReadonlyMap<string, Locked>): string {
  const all = [...packages.values()]
  const bundled = bundledInPage(packages)
  const inPage = [...packages].flatMap(([path, locked]) => (bundled.has(path) ? [locked] : []))
  const shipped = all.filter(({ dev }) => !dev)
  const working = all.filter((each) => each.dev && !inPage.includes(each))
  return `${[
    '# Licences',
    'Regesta itself is under Apache-2.0 (see `LICENSE`). This page is written by `npm run licences` from the lockfile.',
    '## Installed where it runs',
    `${shipped.length} packages. Of the \`node-*\` ones one is installed, for the system at hand: Node itself, which carries the licences of what it is built of (V8, OpenSSL, ICU, SQLite and others) in its own \`LICENSE\`.`,
    table(shipped),
    '## Bundled in the page',
    `${inPage.length} packages, of which the page that browsers get has parts in it. Their licences are served with it.`,
    table(inPage),
    '## Only to work on it',
    `${working.length} packages.`,
    table(working),
  ].join('\n\n')}\n`
}

function table(packages: readonly Locked[]): string {
  const rows = [...Map.groupBy(packages, ({ licence }) => licence)].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '| licence | packages |',
    '| --- | --- |',
    ...rows.map(([licence, of]) => `| ${licence} | ${[...new Set(of.map(nameOf))].sort().join(', ')} |`),
  ].join('\n')
}

function nameOf({ name, version }: Locked): string {
  return `${name} ${version}`
}

if (import.meta.main) {
  const page = licencesPage(readLockfile().packages)
  if (!process.argv.includes('--check')) writeFileSync(LICENCES, page)
  else if (readFileSync(LICENCES, 'utf8') !== page) {
    console.error(`${LICENCES} is stale; run \`npm run licences\``)
    process.exitCode = 1
  }
}
