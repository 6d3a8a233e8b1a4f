import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { batchNumber } from '../admission/index.ts'
import { type Fault, InvalidInput } from '../errors.ts'
import { batchFiles, inOrderOfNames, SUM_FILE } from './chronicle-folders.ts'
import { chainOf, type LedgerSum, readLedgerSum } from './ledger-sum.ts'
import { landingIn, textIn } from './seal-transaction.ts'

/** A batch file as it is on disk; its text is decoded when it is asked for. */
export type FileBytes = { readonly name: string; readonly text: string; readonly digest: string }

/** A chronicle's folder: its batch files in the order of their names, its ledger.sum, and where these disagree. */
export type Folder = {
  readonly files: readonly FileBytes[]
  readonly sum: LedgerSum
  readonly faults: readonly Fault[]
}

/**
 * Checks that every landed file is as it was sealed. Reports by name what was edited (E_SUM_EDITED), removed
 * (E_SUM_MISSING), renamed (E_SUM_RENAMED), reordered (E_SUM_ORDER) or added without being sealed (E_SUM_UNSEALED),
 * malformed names (E_BATCH_NAME), and a ledger.sum that was itself tampered with (E_SUM_LINE, E_SUM_CHAIN, E_SUM_ORDER).
 * Files that are just landing are skipped. The content of the files is checked by `openBatches`.
 */
export async function checkFolder(dir: string): Promise<Folder> {
  const file = join(dir, SUM_FILE)
  const text = (await textIn(dir, SUM_FILE)) ?? ''
  const folder = await readFolder(dir, file, text)
  // If another process sealed meanwhile, files and ledger.sum may be of two moments: read again.
  return ((await textIn(dir, SUM_FILE)) ?? '') === text ? folder : checkFolder(dir)
}

async function readFolder(dir: string, file: string, text: string): Promise<Folder> {
  const all = await Promise.all((await batchFiles(dir)).map((name) => readBytes(dir, name)))
  try {
    const sum = readLedgerSum(file, text.replaceAll('\r\n', '\n'))
    const landing = await landingIn(dir, sum)
    const files = all.filter(({ name, digest }) => landing.get(name) !== digest)
    const lines = new Map(sum.map(({ name, digest }) => [name, digest]))
    const converted = files.filter((each) => isConverted(each, lines.get(each.name)))
    const others = files.filter((each) => !converted.includes(each))
    const sealed = sum.filter(({ name }) => !converted.some((each) => each.name === name))
    const inCrlf = [...(text.includes('\r\n') ? [SUM_FILE] : []), ...converted.map(({ name }) => name)]
    const faults = [
      ...namesFaults(dir, files),
      ...lineEndFaults(dir, inCrlf),
      ...lineFaults(file, text, sum),
      ...fileFaults(dir, others, sealed),
    ]
    return { files, sum, faults }
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    return { files: all, sum: [], faults: [...namesFaults(dir, all), ...error.faults] }
  }
}

/** Whether a file differs from what was sealed in its line ends alone: LF became CRLF. */
function isConverted({ digest, text }: FileBytes, sealed: string | undefined): boolean {
  if (sealed === undefined || digest === sealed || !text.includes('\r\n')) return false
  return hash('sha256', text.replaceAll('\r\n', '\n')) === sealed
}

/** One fault for all files that were checked out with other line ends, at the first of them. */
function lineEndFaults(dir: string, names: readonly string[]): Fault[] {
  const [first, ...others] = names
  if (first === undefined) return []
  const more = others.length === 0 ? '' : `, and so have ${others.length} more files here`
  const message = `has line ends in CRLF${more}, as Git for Windows writes them; expected LF, byte for byte as it was sealed: put \`events/** -text\` into .gitattributes, delete the files and check them out again`
  return [{ code: 'E_SUM_EDITED', message, place: { file: join(dir, first) } }]
}

function namesFaults(dir: string, files: readonly FileBytes[]): Fault[] {
  return files.flatMap((each, index) => nameFaults(dir, each, index))
}

async function readBytes(dir: string, name: string): Promise<FileBytes> {
  const bytes = await readFile(join(dir, name))
  return {
    name,
    get text() {
      return bytes.toString('utf8')
    },
    digest: hash('sha256', bytes),
  }
}

function nameFaults(dir: string, { name }: FileBytes, index: number): Fault[] {
  const number = batchNumber(name)
  if (number === index + 1) return []
  const expected = String(index + 1).padStart(4, '0')
  const message =
    number === undefined
      ? `expected a name like ${expected}-joint-press.yaml`
      : `expected number ${expected} here: numbers count from 0001 without gaps`
  return [{ code: 'E_BATCH_NAME', message, place: { file: join(dir, name) } }]
}

/** The faults of the lines among themselves. */
function lineFaults(file: string, text: string, sum: LedgerSum): Fault[] {
  const numbers = text
    .split('\n')
    .flatMap((line, index) => (line === '' || line.startsWith('#') ? [] : [index + 1]))
  return sum.flatMap((line, index) => {
    const before = sum[index - 1]
    const place = { file, line: numbers[index] ?? 1, column: 1 }
    const faults: Fault[] = []
    if (chainOf(before?.chain, line) !== line.chain) {
      const message = `${line.name}: the chain does not follow from the line before; expected ledger.sum as it was sealed`
      faults.push({ code: 'E_SUM_CHAIN', message, place })
    }
    if (
      before !== undefined &&
      (line.position < before.position || inOrderOfNames(before.name, line.name) >= 0)
    ) {
      const message = `${line.name} at position ${line.position} comes after ${before.name} at ${before.position}; expected names and positions to rise`
      faults.push({ code: 'E_SUM_ORDER', message, place })
    }
    return faults
  })
}

/** The faults between the lines and the files. */
function fileFaults(dir: string, files: readonly FileBytes[], sum: LedgerSum): Fault[] {
  const onDisk = new Map(files.map((file) => [file.name, file]))
  const sealed = new Map(sum.map((line) => [line.name, line]))
  const sealedAs = (digest: string) => sum.find((line) => line.digest === digest)
  const fault = (code: string, name: string, message: string): Fault[] => [
    { code, message, place: { file: join(dir, name) } },
  ]

  const landed = sum.flatMap(({ name, digest }) => {
    const file = onDisk.get(name)
    if (file === undefined) {
      const now = files.find((each) => each.digest === digest && !sealed.has(each.name))?.name
      return now === undefined
        ? fault(
            'E_SUM_MISSING',
            name,
            'sealed in ledger.sum, but no longer here; expected landed files to stay',
          )
        : fault('E_SUM_RENAMED', name, `is now called ${now}; expected landed files to keep their names`)
    }
    if (file.digest === digest) return []
    const other = sealedAs(file.digest)?.name
    const message =
      other === undefined
        ? `its sha256 is ${file.digest}; expected ${digest}, as it was sealed: correct it by a further event`
        : `holds what was sealed as ${other}; expected landed files to keep their order`
    return fault(other === undefined ? 'E_SUM_EDITED' : 'E_SUM_ORDER', name, message)
  })
  const added = files.flatMap(({ name, digest }) => {
    const renamed = sealedAs(digest) !== undefined && !onDisk.has(sealedAs(digest)?.name ?? '')
    const message = 'is not in ledger.sum; expected batches to be recorded by `regesta record`'
    return sealed.has(name) || renamed ? [] : fault('E_SUM_UNSEALED', name, message)
  })
  return [...landed, ...added]
}
