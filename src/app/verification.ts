import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { matchTexts, type OpenedChronicle, openBatches, type Stranger, type Texts } from '../batches/index.ts'
import type { Fault } from '../errors.ts'
import { eventCorrected, isSpan, type Span } from '../event/index.ts'
import { openSqliteLedger } from '../ledger/index.ts'
import { vocabulary } from './domain.ts'
import { type Files, openAgreeing, rootAfter } from './take-in.ts'

/** What was proved of one chronicle's files. */
export type Proof = {
  readonly chronicle: string
  readonly batches: number
  readonly events: number
  readonly sources: number
  readonly root: string
  readonly spans: { readonly all: number; readonly proved: number }
  /** Sources whose text was at hand; null where no texts were given. */
  readonly texts: number | null
  readonly withoutText: readonly string[]
  /** Texts that are of no source. */
  readonly strangers: readonly Stranger[]
  /** The ledger's position, which agrees with the files as far as it goes; null where there is no ledger. */
  readonly ledger: number | null
}

export type Verifying = {
  readonly eventsDir: string
  readonly chronicle: string
  readonly ledgerPath: string
  readonly texts: Texts | undefined
}

/**
 * Proves a chronicle's files: seals, ids, positions, roots, what events say of one another and, by the texts, every
 * span; and that the ledger, if there is one, goes no other way. Throws InvalidInput with all faults, E_DIVERGED.
 */
export async function verifyChronicle(verifying: Verifying): Promise<Proof> {
  const { chronicle, eventsDir, texts, ledgerPath } = verifying
  const dir = join(eventsDir, chronicle)
  const { catalogue } = vocabulary
  const opened = await openBatches(dir, catalogue, { rootAfter, ...(texts === undefined ? {} : { texts }) })
  const spans = spansOf(opened)
  const sources = opened.recorded.sources()
  const provable = new Set(
    [...sources].flatMap(([source, facts]) =>
      facts.length > 0 && facts.every(({ digest }) => texts?.has(digest)) ? [source] : [],
    ),
  )
  const { strangers } = matchTexts(texts ?? new Map(), sources)
  return {
    chronicle,
    batches: opened.batches.length,
    events: opened.recorded.position,
    sources: sources.size,
    root: rootAfter(opened.leaves),
    spans: { all: spans.length, proved: spans.filter(({ source }) => provable.has(source)).length },
    texts: texts === undefined ? null : provable.size,
    withoutText: [...sources.keys()].filter((source) => !provable.has(source)).sort(),
    strangers,
    ledger: await ledgerBeside({ chronicle, dir, catalogue, ledgerName: ledgerPath }),
  }
}

/** Whether faults are of landed files that were tampered with or damaged, and not of what they say. */
export function areOfSeals(faults: readonly Fault[]): boolean {
  return faults.some(({ code }) => code.startsWith('E_SUM_') || code === 'E_BATCH_NAME')
}

/** Every span that an event cites, or that a correction puts in place of one. */
function spansOf({ batches }: OpenedChronicle): readonly Span[] {
  return batches.flatMap(({ events }) =>
    events.flatMap(({ event }) => {
      const set =
        event.type === eventCorrected.type
          ? eventCorrected.payload.safeParse(event.payload).data?.set
          : undefined
      return [...(event.evidence ?? []), ...(set?.evidence ?? [])].filter(isSpan)
    }),
  )
}

async function ledgerBeside(files: Files): Promise<number | null> {
  if (!existsSync(files.ledgerName)) return null
  const ledger = await openSqliteLedger({ path: files.ledgerName, mode: 'read' })
  try {
    await openAgreeing(ledger, files)
    const { position } = await ledger.head(files.chronicle)
    return position
  } finally {
    await ledger.close()
  }
}
