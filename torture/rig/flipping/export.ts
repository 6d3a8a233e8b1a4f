import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { SUM_FILE } from '../../../src/archive/chronicle-folders.ts'
import { checkFolder, copyInLedger, verifyChronicle } from '../../../src/archive/index.ts'
import { bilateral } from '../../../src/domains/index.ts'
import { type Fault, InvalidInput } from '../../../src/errors.ts'
import { LedgerPlace } from '../../../src/stores/index.ts'
import { systemClock } from '../../../src/time/index.ts'
import type { Dice } from '../dice.ts'

/** The first batches of the chronicle that comes with the program: some 100 KB, with the seals of just these. */
export function exportInto(
  folder: string,
  bytes: number,
): { readonly dir: string; readonly chronicle: string } {
  const chronicle = 'japan-viet-nam'
  const from = join(import.meta.dirname, '../../../events', chronicle)
  const dir = join(folder, 'events', chronicle)
  mkdirSync(dir, { recursive: true })
  const files = readdirSync(from)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
  let size = 0
  let taken = 0
  for (const file of files) {
    if (size >= bytes) break
    cpSync(join(from, file), join(dir, file))
    size += readFileSync(join(from, file)).length
    taken += 1
  }
  const lines = readFileSync(join(from, SUM_FILE), 'utf8').split('\n')
  writeFileSync(join(dir, SUM_FILE), [...lines.slice(0, taken + 1), ''].join('\n'))
  return { dir, chronicle }
}

/** A byte of an export that was changed: what came of it. */
export type Flip = {
  readonly file: string
  readonly at: number
  readonly outcome: 'found' | 'means nothing' | 'missed'
}

/**
 * Changes each of these bytes by a bit, one at a time, and looks for it as `regesta verify` begins: by the seals. What it
 * does not find must leave files and seals to be read as before, as what stands in a comment of ledger.sum does.
 */
export async function* flipExport(dir: string, spread: number, dice: Dice): AsyncGenerator<Flip> {
  const before = await checkFolder(dir)
  if (before.faults.length > 0) throw new InvalidInput(before.faults)
  for (const name of readdirSync(dir).sort()) {
    const file = join(dir, name)
    const bytes = readFileSync(file)
    for (let at = dice.below(spread); at < bytes.length; at += spread) {
      writeFileSync(file, flipped(bytes, at, dice))
      const { faults, ...after } = await checkFolder(dir)
      const told = faults.some(({ place }) => basename(place?.file ?? '') === name || name === SUM_FILE)
      const same = isDeepStrictEqual(after, { files: before.files, sum: before.sum })
      yield { file, at, outcome: told ? 'found' : same ? 'means nothing' : 'missed' }
    }
    writeFileSync(file, bytes)
  }
}

/** What `regesta verify` says of the same, with a sound ledger beside: the positions it names. */
export async function* nameFlips(
  { dir, chronicle }: { readonly dir: string; readonly chronicle: string },
  ledgerPath: string,
  spread: number,
  dice: Dice,
): AsyncGenerator<{ readonly file: string; readonly at: number; readonly faults: readonly Fault[] }> {
  for (const name of readdirSync(dir).filter((each) => each !== SUM_FILE)) {
    const file = join(dir, name)
    const bytes = readFileSync(file)
    for (let at = dice.below(spread); at < bytes.length; at += spread) {
      writeFileSync(file, flipped(bytes, at, dice))
      yield { file, at, faults: await faultsOf(join(dir, '..'), chronicle, ledgerPath) }
    }
    writeFileSync(file, bytes)
  }
}

/** Everything that `regesta verify` finds wrong. */
export async function faultsOf(
  eventsDir: string,
  chronicle: string,
  ledgerPath: string,
): Promise<readonly Fault[]> {
  try {
    const ledgerPlace = new LedgerPlace(ledgerPath)
    const ledger = await copyInLedger(ledgerPlace, chronicle)
    await verifyChronicle({
      catalogue: bilateral.vocabulary.catalogue,
      eventsDir,
      chronicle,
      ledgerPlace,
      ledger,
      texts: undefined,
      held: [],
      clock: systemClock(),
    })
    return []
  } catch (error) {
    if (error instanceof InvalidInput) return error.faults
    throw error
  }
}

export function flipped(bytes: Uint8Array, at: number, dice: Dice): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ (1 << dice.below(8))
  return copy
}
