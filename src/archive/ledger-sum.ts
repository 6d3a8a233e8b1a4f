import { type Fault, InvalidInput } from '../errors.ts'
import { sha256Hex } from '../event/index.ts'

/** The line of ledger.sum that seals one batch file. */
export type SumLine = {
  readonly name: string
  /** Hex SHA-256 of the file's bytes. */
  readonly digest: string
  /** The ledger's position after its last event. */
  readonly position: number
  /** Hex Merkle root of the ledger at that position. */
  readonly root: string
  /** Hex SHA-256 of the chain of the line before (nothing, for the first), a space, and the rest of this line. */
  readonly chain: string
}

/** The lines of a ledger.sum, in the order of the batch files. */
export type LedgerSum = readonly SumLine[]

const HEADER = '# regesta ledger.sum 1: file, sha256 of its bytes, last position, root, chain'
const LINE = /^(\S+) ([0-9a-f]{64}) (\d+) ([0-9a-f]{64}) ([0-9a-f]{64})$/

/** The sum with one more line, chained to the last. */
export function addLine(sum: LedgerSum, line: Omit<SumLine, 'chain'>): LedgerSum {
  return [...sum, { ...line, chain: chainOf(sum.at(-1)?.chain, line) }]
}

/** The chain of a line that follows one with the chain `previous`. */
export function chainOf(previous: string | undefined, line: Omit<SumLine, 'chain'>): string {
  return sha256Hex(`${previous ?? ''} ${contentOf(line)}`)
}

/** One line per file below a comment that names the columns. */
export function formatLedgerSum(sum: LedgerSum): string {
  return [HEADER, ...sum.map((line) => `${contentOf(line)} ${line.chain}`), ''].join('\n')
}

/**
 * Parses what {@link formatLedgerSum} writes; lines that begin with # are comments. Throws InvalidInput with E_SUM_LINE
 * for every malformed line. The chain is verified by `checkFolder`.
 */
export function readLedgerSum(file: string, text: string): LedgerSum {
  const faults: Fault[] = []
  const sum = text.split('\n').flatMap((written, index): SumLine[] => {
    if (written === '' || written.startsWith('#')) return []
    const [, name, digest, position, root, chain] = LINE.exec(written) ?? []
    if (name !== undefined && digest !== undefined && root !== undefined && chain !== undefined)
      return [{ name, digest, position: Number(position), root, chain }]
    const message = `expected file, sha256, position, root and chain, each after one space; "${written.slice(0, 60)}" arrived`
    faults.push({ code: 'E_SUM_LINE', message, place: { file, line: index + 1, column: 1 } })
    return []
  })
  if (faults.length > 0) throw new InvalidInput(faults)
  return sum
}

function contentOf({ name, digest, position, root }: Omit<SumLine, 'chain'>): string {
  return `${name} ${digest} ${position} ${root}`
}
