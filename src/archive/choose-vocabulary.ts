import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { kernelTypes } from '../event/index.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Vocabulary } from '../state/index.ts'

/** The vocabularies that chronicles are read by: the first, and others beside it. */
export type Vocabularies = {
  readonly vocabulary: Vocabulary
  readonly otherVocabularies?: readonly Vocabulary[] | undefined
}

/**
 * The vocabulary that a chronicle is read by: the one that has the type of its first event which is not the kernel’s. Until
 * it has such an event it is read by the first, so that the answer is the same after a restart. Looks into the batch files
 * in `dir`, then into the ledger; where there is one vocabulary only, into neither.
 */
export async function vocabularyFor(
  chronicle: string,
  { vocabulary, otherVocabularies = [] }: Vocabularies,
  {
    ledger,
    dir,
    types = [],
  }: {
    readonly ledger?: Ledger | undefined
    readonly dir?: string | undefined
    /** The types of events that are about to be recorded. */
    readonly types?: readonly string[]
  },
): Promise<Vocabulary> {
  if (otherVocabularies.length === 0) return vocabulary
  const all = [vocabulary, ...otherVocabularies]
  const knows = (type: string) =>
    kernel.has(type) ? undefined : all.find(({ catalogue }) => catalogue.has(type))
  const inFiles = dir === undefined ? undefined : await firstInFiles(dir, knows)
  if (inFiles !== undefined) return inFiles
  const inLedger = ledger && (await firstInLedger(ledger, chronicle, knows))
  return inLedger ?? types.map(knows).find((known) => known !== undefined) ?? vocabulary
}

const typed = z.looseObject({ type: z.string() })

const kernel: ReadonlySet<string> = new Set(kernelTypes.map(({ type }) => type))

type Knows = (type: string) => Vocabulary | undefined

/** By the lines `type: …` of the batch files, in their order: the files are read properly by that vocabulary afterwards. */
async function firstInFiles(dir: string, knows: Knows): Promise<Vocabulary | undefined> {
  const files = await readdir(dir).catch(() => [])
  for (const file of files.filter((each) => each.endsWith('.yaml')).sort()) {
    const text = await readFile(join(dir, file), 'utf8')
    for (const [, type = ''] of text.matchAll(/^[ -]*["']?type["']?: *["']?(\w+)/gm)) {
      const known = knows(type)
      if (known !== undefined) return known
    }
  }
  return undefined
}

async function firstInLedger(
  ledger: Ledger,
  chronicle: string,
  knows: Knows,
): Promise<Vocabulary | undefined> {
  for await (const { body } of ledger.read(chronicle)) {
    const known = knows(typed.parse(JSON.parse(body)).type)
    if (known !== undefined) return known
  }
  return undefined
}
