import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openRegesta } from '../src/archive/index.ts'
import { bilateral } from '../src/domains/index.ts'
import { type Dice, diceOf } from './rig/dice.ts'
import { type Contents, contentsOf, flipEvents } from './rig/flipping/events.ts'
import { exportInto, flipExport, nameFlips } from './rig/flipping/export.ts'
import { flipFile } from './rig/flipping/sqlite.ts'
import type { Torture } from './rig/torture.ts'

/** So large are the files, and the bodies in the ledger, at least. */
const BYTES = 100_000

/** So many of the file's bytes are tried at most, and one in so many of the export is looked for by all of `verify`. */
const OF_THE_FILE = 10_000
const NAMED_ONE_IN = 1_000

type Tally = Record<string, number>

export const torture: Torture = {
  summary:
    'every byte of a 100 KB ledger flipped: of its files, of its events as the ledger gives them, of its SQLite file',
  count: 1_000_000,
  async run(count, seed, say) {
    const folder = mkdtempSync(join(tmpdir(), 'regesta-flip-'))
    const dice = diceOf(seed)
    const tried: Tally = {}
    const broken: string[] = []
    try {
      const made = exportInto(folder, BYTES)
      const ledgerPath = join(folder, 'ledger.sqlite')
      const contents = await takeIn(made, ledgerPath)
      await tryExport(made.dir, count, dice.fork(), tried, broken)
      say(`the files: ${broken.length} missed`)
      await tryNaming(made, ledgerPath, contents, count, dice.fork(), tried, broken)
      say(`the files, by name: ${broken.length} missed`)
      await tryEvents(contents, count, dice.fork(), tried, broken)
      say(`the events: ${broken.length} missed`)
      await tryFile(ledgerPath, made, contents, count, dice.fork(), tried, broken)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return { tried, broken }
  },
}

type Made = ReturnType<typeof exportInto>

async function takeIn({ dir, chronicle }: Made, ledgerPath: string): Promise<Contents> {
  const regesta = await openRegesta({
    vocabulary: bilateral.vocabulary,
    eventsDir: join(dir, '..'),
    ledgerPath,
    chronicle,
    mode: 'write',
  })
  try {
    return await contentsOf(regesta.ledger, chronicle)
  } finally {
    await regesta.close()
  }
}

async function tryExport(
  dir: string,
  count: number,
  dice: Dice,
  tried: Tally,
  broken: string[],
): Promise<void> {
  const size = readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0)
  for await (const { file, at, outcome } of flipExport(dir, spreadOf(size, count), dice)) {
    add(tried, `bytes of files and ledger.sum, ${outcome}`)
    if (outcome === 'missed') broken.push(`byte ${at} of ${basename(file)} was not found`)
  }
}

async function tryNaming(
  made: Made,
  ledgerPath: string,
  contents: Contents,
  count: number,
  dice: Dice,
  tried: Tally,
  broken: string[],
): Promise<void> {
  const size = spreadOf(BYTES, Math.max(5, Math.ceil(Math.min(count, BYTES) / NAMED_ONE_IN)))
  const ids = new Set(contents.entries.map(({ id }) => id))
  for await (const { file, at, faults } of nameFlips(made, ledgerPath, size, dice)) {
    const named = faults.some(
      ({ code, message }) => code.startsWith('E_APART_') && [...ids].some((id) => message.includes(id)),
    )
    add(tried, `bytes of files, ${named ? 'its event named' : 'of no event as it reads'}`)
    if (!faults.some(({ code }) => code === 'E_SUM_EDITED'))
      broken.push(`byte ${at} of ${basename(file)} was not found by verify`)
  }
}

async function tryEvents(
  contents: Contents,
  count: number,
  dice: Dice,
  tried: Tally,
  broken: string[],
): Promise<void> {
  const size = contents.entries.reduce(
    (sum, { body, id }) => sum + Buffer.byteLength(body) + id.length + 8,
    0,
  )
  for await (const { position, part, at, outcome } of flipEvents(contents, spreadOf(size, count), dice)) {
    add(tried, `bytes of events, ${outcome}`)
    if (outcome === 'missed') broken.push(`byte ${at} of the ${part} of event ${position} was not named`)
  }
}

async function tryFile(
  path: string,
  made: Made,
  contents: Contents,
  count: number,
  dice: Dice,
  tried: Tally,
  broken: string[],
): Promise<void> {
  for await (const { at, outcome, where } of flipFile(
    path,
    made,
    contents,
    Math.min(count, OF_THE_FILE),
    dice,
  )) {
    add(tried, `bytes of the SQLite file, ${outcome === 'reads the same' ? `${outcome}: ${where}` : outcome}`)
    if (outcome === 'missed') broken.push(`byte ${at} of the SQLite file (${where}) was not found`)
  }
}

/** Every byte, or as many of them as are to be tried, spread evenly. */
function spreadOf(size: number, count: number): number {
  return Math.max(1, Math.ceil(size / count))
}

function add(tried: Tally, what: string): void {
  tried[what] = (tried[what] ?? 0) + 1
}
