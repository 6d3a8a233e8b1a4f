/** Lands two files beside the one that is sealed in the folder argv[2]. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addLine, readLedgerSum } from '../../src/archive/ledger-sum.ts'
import { land, withSealingLock } from '../../src/archive/seal-transaction.ts'
import { sha256Hex } from '../../src/event/index.ts'

const [dir = ''] = process.argv.slice(2)
const files = ['0002-b.yaml', '0003-c.yaml'].map((name) => ({ name, text: `# ${name}\n` }))
await withSealingLock(dir, async () => {
  const before = readLedgerSum('ledger.sum', await readFile(join(dir, 'ledger.sum'), 'utf8'))
  const sum = files.reduce(
    (lines, { name, text }, index) =>
      addLine(lines, { name, digest: sha256Hex(text), position: index + 2, root: 'f'.repeat(64) }),
    before,
  )
  await land(dir, files, sum)
})
process.stdout.write('landed')
