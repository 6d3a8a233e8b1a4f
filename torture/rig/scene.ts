import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CHRONICLE, type CorpusEvent } from './corpus.ts'
import type { Dice } from './dice.ts'

/** A place in which one process after the other works on the same ledger, as the one before it left it. */
export type Scene = {
  readonly folder: string
  readonly ledger: string
  /** A folder of chronicles that `export` fills. */
  readonly events: string
  readonly corpus: readonly CorpusEvent[]
  readonly dice: Dice
  /** The last position that a process was told is recorded. */
  acknowledged: number
}

/** An empty one, in a folder of its own under `base`. */
export function newScene(base: string, corpus: readonly CorpusEvent[], dice: Dice): Scene {
  const folder = mkdtempSync(join(base, 'scene-'))
  const events = join(folder, 'events')
  mkdirSync(join(events, CHRONICLE), { recursive: true })
  return { folder, ledger: join(folder, 'ledger.sqlite'), events, corpus, dice, acknowledged: 0 }
}

/** What `look` makes of a copy of a ledger's files: to look at the ledger itself would mend what a crash left. */
export async function onCopy<T>(ledger: string, look: (copy: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(`${ledger}.look-`)
  const copy = join(folder, 'ledger.sqlite')
  try {
    for (const suffix of ['', '-wal', '-shm', '-journal'])
      if (existsSync(ledger + suffix)) copyFileSync(ledger + suffix, copy + suffix)
    return await look(copy)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same of a folder of chronicles. */
export async function onCopyOfFolder<T>(folder: string, look: (copy: string) => Promise<T>): Promise<T> {
  const copy = mkdtempSync(`${folder}.look-`)
  try {
    cpSync(folder, copy, { recursive: true })
    return await look(copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
