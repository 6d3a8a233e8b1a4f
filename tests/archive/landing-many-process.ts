/** Lands argv[3] files one after the other beside the one that is sealed in the folder argv[2]. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { batchName } from '../../src/admission/index.ts'
import { addLine, readLedgerSum } from '../../src/archive/ledger-sum.ts'
import { land } from '../../src/archive/seal-transaction.ts'
import { sha256Hex } from '../../src/event/index.ts'

const [dir = '', count = '1'] = process.argv.slice(2)
let sum = readLedgerSum('ledger.sum', await readFile(join(dir, 'ledger.sum'), 'utf8'))
for (let number = 2; number < 2 + Number(count); number += 1) {
  const [name, text] = [batchName(number, 'more'), `# ${number}\n`]
  sum = addLine(sum, { name, digest: sha256Hex(text), position: number, root: 'f'.repeat(64) })
  await land(dir, [{ name, text }], sum)
}
