import type { Recorded } from '../../admission/index.ts'
import { draftHeadSchema, type Reading, textFactsOf } from '../../admission/index.ts'
import type { Fault } from '../../errors.ts'
import { type Catalogue, type EventId, type Subject, sourceRegistered } from '../../event/index.ts'
import { type Item, isItem, type Preparation, readTree } from '../read.ts'
import { matchTexts, type TextFacts, type Texts } from '../texts/texts.ts'
import { valueTree } from '../yaml/value-tree.ts'
import { readYaml, type YamlTree } from '../yaml/yaml-tree.ts'
import { readNames } from './names.ts'
import { type QuoteTexts, resolveQuotes } from './quotes.ts'

/** What a draft's conveniences are resolved by: where its sources stand, and their texts if they are at hand. */
export type DraftMeans = { readonly recorded: Recorded; readonly texts?: Texts }

/** What could be read of a draft, resolved, and every fault of it. */
export type DraftRead = { readonly reading: Reading | undefined; readonly faults: readonly Fault[] }

/**
 * Reads an author's draft: a batch file that may leave out `recordedAt`, may quote words in place of a span
 * (`{ source, quote, role }`), and may call an event by a name (`ref`) in `premises`, `target` and payloads of
 * events further down. The events come back as they will be stored: with spans, digests and ids.
 */
export function readDraft(file: string, text: string, catalogue: Catalogue, means: DraftMeans): DraftRead {
  return readDraftTree(file, readYaml(file, text), catalogue, means)
}

/** The same of a draft that never was a text: `value` is its plain value; faults are placed by their paths into it. */
export function readDraftValue(value: unknown, catalogue: Catalogue, means: DraftMeans): DraftRead {
  return readDraftTree('', valueTree(value), catalogue, means)
}

function readDraftTree(file: string, tree: YamlTree, catalogue: Catalogue, means: DraftMeans): DraftRead {
  const listed =
    isItem(tree.value) && Array.isArray(tree.value.events) ? tree.value.events.filter(isItem) : []
  return readTree(file, tree, catalogue, draftHeadSchema, draftPreparation(listed, means))
}

function draftPreparation(listed: readonly Item[], means: DraftMeans): Preparation {
  const names = readNames()
  const texts = quoteTexts(listed, means)
  return {
    prepare(written, index) {
      const named = names.resolve(written, index)
      const quoted = resolveQuotes(named.item, texts)
      return { item: quoted.item, faults: [...named.faults, ...quoted.faults] }
    },
    named: (index: number, id: EventId | undefined) => names.named(index, id),
  }
}

/** The text of each source: as recorded, or as this draft registers it. */
function quoteTexts(listed: readonly Item[], { recorded, texts }: DraftMeans): QuoteTexts {
  const registered = new Map<Subject, readonly TextFacts[]>()
  for (const { type, subject, payload } of listed)
    if (type === sourceRegistered.type && typeof subject === 'string')
      registered.set(subject, isItem(payload) ? textFactsOf({ payload }) : [])
  return {
    given: texts !== undefined,
    isRegistered: (source) => recorded.sourceOf(source) !== undefined || registered.has(source),
    textOf(source) {
      const facts = recorded.sourceOf(source)?.texts ?? registered.get(source) ?? []
      return facts.flatMap(({ digest }) => texts?.get(digest)?.text ?? []).at(-1)
    },
    strangers: () => matchTexts(texts ?? new Map(), [...registered, ...recorded.sources()]).strangers,
  }
}
