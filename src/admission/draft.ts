import type { Fault } from '../errors.ts'
import { type Catalogue, type Subject, sourceRegistered, sourceRevised } from '../event/index.ts'
import { inOneGo, type Steps } from '../state/index.ts'
import { draftHeadSchema, type ParsedBatch } from './batch.ts'
import { type Item, type ItemResolver, isItem, parseItems } from './parse-batch.ts'
import type { PlacedValue } from './placed-value.ts'
import { type QuoteTexts, resolveQuotes } from './quoted-evidence.ts'
import { referenceResolver } from './references.ts'
import { writtenOut } from './short-forms.ts'
import { isRefusedText, resolveText } from './text-shorthand.ts'
import { matchTexts, type TextFacts, type Texts } from './texts.ts'
import { type ReadonlyWriteModel, textFactsOf } from './write-model.ts'

/** What the shorthands of a draft are resolved against: the recorded sources, and the texts, if they are available. */
export type DraftOptions = {
  readonly catalogue: Catalogue
  readonly recorded: ReadonlyWriteModel
  readonly texts?: Texts
  /** Whether the text of every source that the draft registers must be among `texts`, which is checked later (E_TEXT). */
  readonly everyText?: boolean
}

/** What could be read of a draft, resolved, and all its faults. */
export type DraftResult = { readonly batch: ParsedBatch | undefined; readonly faults: readonly Fault[] }

/**
 * Parses an author's draft, of that file or, where the name is empty, of a request: a batch that may leave out `recordedAt`, may quote words in place of a span
 * (`{ source, quote, role }`), and may give an event a name (`ref`) to be used in place of its id in `premises`, `target`
 * and payloads of later events; in a file also the short forms of {@link writtenOut}, and quotes without a source. The events are returned as they will be stored, with spans, digests and ids.
 */
export function parseDraft(file: string, draft: PlacedValue, options: DraftOptions): DraftResult {
  return inOneGo(draftSteps(file, draft, options))
}

/** The same in steps, of which an event is one. */
export function draftSteps(file: string, draft: PlacedValue, options: DraftOptions): Steps<DraftResult> {
  const { catalogue } = options
  const { value } = draft
  const items = isItem(value) && Array.isArray(value.events) ? value.events.filter(isItem) : []
  const inFile = file !== ''
  const inFull = (item: Item) => (inFile ? writtenOut(item, options.texts) : item)
  const references = referenceResolver(options.recorded)
  const texts = quoteTexts(items.map(inFull), options, inFile)
  const resolver: ItemResolver = {
    resolve(written, index) {
      const referring = references.resolve(inFull(written), index)
      const registering = resolveText(referring.item, texts)
      const quoting = resolveQuotes(registering.item, texts)
      return { item: quoting.item, faults: [...referring.faults, ...registering.faults, ...quoting.faults] }
    },
    identified: references.identified,
  }
  return parseItems(file, draft, { catalogue, headSchema: draftHeadSchema, resolver })
}

/** The texts of each source: as recorded, and as this draft registers and revises it. */
function quoteTexts(
  items: readonly Item[],
  { recorded, texts, everyText = false }: DraftOptions,
  inFile: boolean,
): QuoteTexts & Parameters<typeof resolveText>[1] {
  const [registered, refused] = [new Map<Subject, unknown>(), new Set<Subject>()]
  const [first, later] = [new Map<Subject, TextFacts[]>(), new Map<Subject, TextFacts[]>()]
  for (const { type, subject, payload } of items) {
    if (typeof subject !== 'string') continue
    if (type === sourceRegistered.type) registered.set(subject, isItem(payload) ? payload.label : undefined)
    const published = type === sourceRegistered.type ? first : type === sourceRevised.type ? later : undefined
    if (published !== undefined && isRefusedText(payload, everyText ? texts : undefined)) refused.add(subject)
    if (isItem(payload))
      published?.set(subject, [...(published.get(subject) ?? []), ...textFactsOf({ payload })])
  }
  const available = (facts: readonly TextFacts[]) => facts.flatMap(({ digest }) => texts?.get(digest) ?? [])
  const textsOf = (source: Subject) => {
    const standing = recorded.sourceOf(source)
    const registered = [...(standing?.registered ?? []), ...(first.get(source) ?? [])]
    const revised = [...(standing?.texts ?? []), ...(later.get(source) ?? [])]
    const original = new Set(registered.map(({ digest }) => digest))
    return [
      ...available(registered).map((text) => ({ ...text, revised: false })),
      ...available(revised.filter(({ digest }) => !original.has(digest))).map((text) => ({
        ...text,
        revised: true,
      })),
    ]
  }
  return {
    given: texts !== undefined,
    inFile,
    registered: [...registered.keys()],
    at: (digest) => texts?.get(digest),
    isRefused: (source) => refused.has(source),
    isRegistered: (source) => recorded.sourceOf(source) !== undefined || registered.has(source),
    textsOf,
    withText() {
      const all = new Set([...recorded.sources().keys(), ...first.keys(), ...later.keys()])
      return [...all].filter((source) => textsOf(source).length > 0)
    },
    labelOf(source) {
      const registration = recorded.sourceOf(source)?.registration
      const current = registration === undefined ? undefined : recorded.eventOf(registration)?.current
      return String(current?.payload.label ?? registered.get(source) ?? source)
    },
    unregistered: () =>
      matchTexts(texts ?? new Map(), [...first, ...later, ...recorded.sources()]).unregistered,
  }
}
