import { basename, join } from 'node:path'
import {
  type BatchEvent,
  type CoveredSentence,
  coverageOf,
  matchTexts,
  oneForEachCause,
  type Texts,
  type UnregisteredText,
  writeModelOver,
} from '../admission/index.ts'
import {
  checkChronicleName,
  chronicleIn,
  chronicleOfDraft,
  openBatches,
  readDraftFile,
} from '../archive/index.ts'
import { InvalidInput, RegestaError } from '../errors.ts'
import {
  type Catalogue,
  type Envelope,
  payloadOf,
  type Subject,
  sourceRegistered,
  spanText,
} from '../event/index.ts'

/** One text of a source sentence by sentence, with the words, and what was made of each. */
export type ReadSource = {
  readonly source: Subject
  readonly label: string
  readonly file: string
  readonly sentences: readonly ReadSentence[]
}

export type ReadSentence = Omit<CoveredSentence, 'untouched'> & {
  readonly words: string
  readonly untouched: readonly { readonly start: number; readonly end: number; readonly words: string }[]
}

/** How far the sources of a chronicle have been read. */
export type ReadingReport = {
  readonly chronicle: string
  readonly sources: readonly ReadSource[]
  /** Sources published with a text that is not among those given: of that text nothing can be said. */
  readonly withoutText: readonly Subject[]
  /** Texts that are of no registered source: nobody has begun to read them. */
  readonly strangers: readonly UnregisteredText[]
}

type CoverageRequest = {
  readonly eventsDir: string
  readonly chronicle: string
  readonly catalogue: Catalogue
  readonly texts: Texts
  /** A source by its id, name or label; every one if left out. */
  readonly sourceName?: string
  /** A draft that is being written: its events count as if they were sealed. */
  readonly draft?: { readonly file: string; readonly text: string }
}

/**
 * Sets every sentence of the texts beside the events of the chronicle's files, and of a draft. Needs no ledger.
 * Throws InvalidInput for files that are not sound, E_UNKNOWN_SOURCE, and E_NO_TEXT where the source that was
 * asked for has none among the texts.
 */
export async function readingOf(request: CoverageRequest): Promise<ReadingReport> {
  const { eventsDir, chronicle, catalogue, texts, sourceName, draft } = request
  const opened = await openBatches(join(eventsDir, chronicle), catalogue)
  const entries: BatchEvent[] = opened.batches.flatMap(({ events }) => events)
  const recorded = writeModelOver(opened.recorded)
  if (draft !== undefined) {
    const { batch, faults } = readDraftFile(basename(draft.file), draft.text, {
      catalogue,
      recorded: opened.recorded,
      texts,
    })
    if (batch === undefined || faults.length > 0) throw new InvalidInput(oneForEachCause(faults))
    entries.push(...batch.events)
    for (const { id, event } of batch.events) recorded.apply({ id, event, recordedAt: 0 })
  }
  const { found, missing, unregistered: strangers } = matchTexts(texts, recorded.sources())
  const labels = labelsOf(recorded.sources().keys(), (source) => {
    const standing = recorded.sourceOf(source)
    return standing && recorded.eventOf(standing.registration)?.current
  })
  const wanted = sourceName === undefined ? undefined : sourceIdOf(sourceName, labels, chronicle)
  if (wanted !== undefined && !found.has(wanted))
    throw new RegestaError('E_NO_TEXT', 'notFound', `the text of ${wanted} is not among those given`, {
      source: wanted,
    })
  const chosen = [...found].flatMap(([source, all]) =>
    wanted === undefined || source === wanted ? all.map((text) => [source, text] as const) : [],
  )
  const coverage = coverageOf(
    chosen.map(([source, { text }]) => [source, text] as const),
    entries,
    recorded,
  )
  return {
    chronicle,
    sources: coverage.flatMap(({ source, sentences }, index) => {
      const [, text] = chosen[index] ?? []
      if (text === undefined) return []
      const file = basename(text.file)
      const label = labels.get(source) ?? source
      return [{ source, label, file, sentences: sentences.map((each) => withWords(each, text.text)) }]
    }),
    withoutText: missing.filter((source) => wanted === undefined || source === wanted),
    strangers: wanted === undefined ? strangers.map((each) => ({ ...each, file: basename(each.file) })) : [],
  }
}

/** The chronicle to be read: the one named, or that of the draft, which may be about to begin it, or the only one there. */
export async function chronicleToRead(
  eventsDir: string,
  named: string | undefined,
  draft: CoverageRequest['draft'],
): Promise<string> {
  const chronicle = draft && (named ?? chronicleOfDraft(draft.file, draft.text))
  if (chronicle === undefined) return chronicleIn(eventsDir, named)
  checkChronicleName(chronicle)
  return chronicle
}

/** Whether nothing is left to be read in the selected texts. */
export function isCovered({ sources, withoutText }: ReadingReport): boolean {
  return (
    withoutText.length === 0 &&
    sources.every(({ sentences }) => sentences.every(({ status }) => status !== 'uncovered'))
  )
}

function labelsOf(
  sources: Iterable<Subject>,
  registrationOf: (source: Subject) => Envelope | undefined,
): ReadonlyMap<Subject, string> {
  return new Map(
    [...sources].map((source) => {
      const registration = registrationOf(source)
      return [source, registration === undefined ? source : payloadOf(sourceRegistered, registration).label]
    }),
  )
}

function sourceIdOf(sourceName: string, labels: ReadonlyMap<Subject, string>, chronicle: string): Subject {
  const found = [...labels].find(
    ([id, label]) => id === sourceName || id === `source/${sourceName}` || label === sourceName,
  )
  if (found !== undefined) return found[0]
  const known = [...labels].map(([id, label]) => `${label} (${id})`).join(', ') || 'none'
  const message = `"${sourceName}" is not a source of ${chronicle}; its sources are ${known}`
  throw new RegestaError('E_UNKNOWN_SOURCE', 'notFound', message, { source: sourceName })
}

function withWords(sentence: CoveredSentence, text: string): ReadSentence {
  const words = spanText(sentence, text) ?? ''
  const untouched = sentence.untouched.map((each) => ({ ...each, words: spanText(each, text) ?? '' }))
  return { ...sentence, words, untouched }
}
