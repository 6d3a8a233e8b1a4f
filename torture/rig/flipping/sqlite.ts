import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { copyInLedger } from '../../../src/archive/index.ts'
import { RegestaError } from '../../../src/errors.ts'
import { LedgerPlace, openSqliteLedger } from '../../../src/stores/index.ts'
import type { Dice } from '../dice.ts'
import { type Contents, contentsOf } from './events.ts'
import { faultsOf, flipped } from './export.ts'
import { mapOf, type Where } from './sqlite-map.ts'

export type FileFlip = {
  readonly at: number
  readonly outcome: 'found' | 'found by the files beside' | 'reads the same' | 'missed'
  /** What the byte is of, in a SQLite file. */
  readonly where: Where
}

/**
 * Changes the header and `count` bytes anywhere of a SQLite ledger's file by a bit, one at a time, and looks for it as
 * `regesta verify` does, first by the ledger alone. What it does not find must leave all that the ledger tells as it was.
 */
export async function* flipFile(
  path: string,
  { dir, chronicle }: { readonly dir: string; readonly chronicle: string },
  contents: Contents,
  count: number,
  dice: Dice,
): AsyncGenerator<FileFlip> {
  const bytes = readFileSync(path)
  const whereIs = mapOf(bytes)
  const copy = `${path}.flipped`
  const chosen = count >= bytes.length ? bytes.keys() : [...HEADER, ...dicedFrom(bytes.length, count, dice)]
  const outcomeOf = async (): Promise<FileFlip['outcome']> => {
    if (await isFound(copy, chronicle)) return 'found'
    if (isDeepStrictEqual(await readAgain(copy, chronicle), contents)) return 'reads the same'
    const faults = await faultsOf(join(dir, '..'), chronicle, copy)
    return faults.length > 0 ? 'found by the files beside' : 'missed'
  }
  for (const at of chosen) {
    for (const suffix of ['-wal', '-shm', '-journal']) rmSync(copy + suffix, { force: true })
    writeFileSync(copy, flipped(bytes, at, dice))
    yield { at, outcome: await outcomeOf(), where: whereIs(at) }
  }
  rmSync(copy, { force: true })
}

/** Found is, too, what cannot be opened, and is said to be so: as of a later program, say. */
async function isFound(path: string, chronicle: string): Promise<boolean> {
  try {
    const copy = await copyInLedger(new LedgerPlace(path), chronicle)
    return copy === undefined || copy.faults.length > 0
  } catch (error) {
    if (error instanceof RegestaError) return true
    throw error
  }
}

const HEADER = Array.from({ length: 100 }, (_, at) => at)

function dicedFrom(length: number, count: number, dice: Dice): readonly number[] {
  return Array.from({ length: count }, () => dice.below(length))
}

async function readAgain(path: string, chronicle: string): Promise<Contents> {
  const ledger = await openSqliteLedger({ path, mode: 'read' })
  try {
    return await contentsOf(ledger, chronicle)
  } finally {
    await ledger.close()
  }
}
