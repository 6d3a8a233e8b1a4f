import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRegesta, readTexts, sealDraft } from '../src/archive/index.ts'
import { bilateral } from '../src/domains/index.ts'
import type { Fault } from '../src/errors.ts'
import { createSchema } from '../src/graphql/index.ts'
import { createApi } from '../src/server/index.ts'
import { fixedClock } from '../src/time/index.ts'
import { type Ask, askApi } from './documents.ts'

/** The invented documents about Chile and New Zealand, the drafts that record them, and the questions. */
export const ANALYST = join(import.meta.dirname, '..', 'tests', 'analyst')
export const QUESTIONS = join(ANALYST, 'questions')

/** The invented chronicle, recorded anew; what `record` warned of is under the name of the draft. */
export type AnalystChronicle = {
  readonly ask: Ask
  readonly warnings: ReadonlyMap<string, readonly Fault[]>
  close(): Promise<void>
}

/**
 * Records every draft in a folder of its own, each quote proved against the texts, and opens the chronicle on
 * 2026-06-10. Throws InvalidInput with every fault of a draft.
 */
export async function openAnalystChronicle(): Promise<AnalystChronicle> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-analyst-'))
  const texts = await readTexts(join(ANALYST, 'texts'))
  const options = {
    vocabulary: bilateral.vocabulary,
    eventsDir: join(folder, 'events'),
    ledgerPath: join(folder, 'ledger.sqlite'),
    clock: fixedClock('2026-06-10T12:00:00.000Z'),
    chronicle: 'chile-new-zealand',
  }
  const warnings = new Map<string, readonly Fault[]>()
  for (const file of (await readdir(join(ANALYST, 'drafts'))).sort()) {
    const sealed = await sealDraft(
      { ...options, mode: 'write' },
      join(options.eventsDir, options.chronicle),
      {
        file,
        text: await readFile(join(ANALYST, 'drafts', file), 'utf8'),
        catalogue: bilateral.vocabulary.catalogue,
        texts,
        now: options.clock.now(),
      },
    )
    warnings.set(file, sealed.plan.warnings)
    await sealed.close()
  }
  const { chronicle, close } = await openRegesta({ ...options, mode: 'read' })
  const api = createApi({
    schema: createSchema(bilateral),
    chronicles: new Map([[chronicle.name, chronicle]]),
    texts: new Map([...texts].map(([digest, { text }]) => [digest, text])),
  })
  return {
    ask: askApi(api),
    warnings,
    close: async () => {
      await close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
