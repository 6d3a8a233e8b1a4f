import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRegesta, type Regesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { fixedClock } from '../../src/time/index.ts'

/** The chronicle of `events/`, taken into a ledger of its own, on a day that never changes. */
export async function openCorpus(): Promise<Regesta> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-corpus-'))
  const clock = fixedClock('2026-12-01T12:00:00.000Z')
  const ledgerPath = join(folder, 'ledger.sqlite')
  const opened = await openRegesta({ vocabulary: bilateral.vocabulary, mode: 'write', ledgerPath, clock })
  return {
    ...opened,
    close: async () => {
      await opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
