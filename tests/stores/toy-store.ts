import { hash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RegestaError } from '../../src/errors.ts'
import { type Batch, type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { backUpByCopy, restoreByCopy, type StoreDriver } from '../../src/stores/index.ts'

const SCHEME = 'lines://'

/** Ledgers in folders, `lines://<folder>`: a line of JSON and its checksum for each batch. No locks, no fsync. */
export const toyDriver: StoreDriver = {
  name: 'lines',
  addresses: `${SCHEME}…`,
  owns: (address) => address.startsWith(SCHEME),
  isWellFormed: (address) => address.length > SCHEME.length,
  show: (address) => address,
  check: () => undefined,
  mayHold: (address) => existsSync(fileAt(address)),
  open: async (address, { mode }) => openLines(address, mode),
  backUp: backUpByCopy,
  restore: (backup, address, { progress }) =>
    restoreByCopy(
      backup,
      { name: address, open: () => openLines(address, 'write'), otherwise: 'give another folder' },
      progress,
    ),
  verify: async (address) =>
    linesIn(address).flatMap(([checksum, line], index) =>
      checksum === hash('sha256', line)
        ? []
        : [
            {
              code: 'E_LEDGER_DAMAGED',
              message: `line ${index + 1} does not have its checksum`,
              place: { file: fileAt(address) },
            },
          ],
    ),
}

/** Reads the whole ledger into memory, and writes each batch that is appended on. */
async function openLines(address: string, mode: 'read' | 'write'): Promise<Ledger> {
  if (mode === 'read' && !existsSync(fileAt(address)))
    throw new RegestaError('E_NO_LEDGER', 'notFound', `${address}: there is no ledger here`)
  const memory = openMemoryLedger()
  for (const [, line] of linesIn(address)) await memory.append(JSON.parse(line))
  const append = async (batch: Batch) => {
    if (mode === 'read') throw new RegestaError('E_READ_ONLY', 'invalid', `${address} was opened for reading`)
    const head = await memory.append(batch)
    mkdirSync(folderAt(address), { recursive: true })
    const line = JSON.stringify(batch)
    appendFileSync(fileAt(address), `${hash('sha256', line)} ${line}\n`)
    return head
  }
  return {
    append,
    chronicles: () => memory.chronicles(),
    head: (chronicle) => memory.head(chronicle),
    read: (chronicle, range) => memory.read(chronicle, range),
    batches: (chronicle) => memory.batches(chronicle),
    batchAt: (chronicle, position) => memory.batchAt(chronicle, position),
    rootAt: (chronicle, position) => memory.rootAt(chronicle, position),
    watch: (chronicle, wake) => memory.watch(chronicle, wake),
    close: () => memory.close(),
  }
}

/** Checksum and JSON of each line. */
function linesIn(address: string): readonly (readonly [string, string])[] {
  if (!existsSync(fileAt(address))) return []
  const lines = readFileSync(fileAt(address), 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => [line.slice(0, 64), line.slice(65)])
}

export function fileAt(address: string): string {
  return join(folderAt(address), 'batches.jsonl')
}

function folderAt(address: string): string {
  return address.slice(SCHEME.length)
}
