import { catalogueOf, kernelTypes, kindOf, type Subject } from '../event/index.ts'
import { type Item, type State, type Vocabulary, vocabularyOf } from '../state/index.ts'
import { whenInWords } from './dates.ts'
import type { AnyKind, Wording } from './declaration.ts'
import type { Language } from './field-values.ts'
import type { Section, SectionContext } from './page.ts'
import { sectionsOfKind } from './sections.ts'
import type { Say } from './value.ts'
import { sayAt, sayBy, spaced, valueInWords } from './words.ts'

/** What a domain calls a chronicle of its own, in the API. */
export type ChronicleNames = {
  /** Its type, like `Relationship`. */
  readonly type: string
  /** The root field that gives one, and the one that gives all: `relationship`, `relationships`. */
  readonly field: string
  readonly list: string
  /** The type of its states; by default, that of the chronicle and `State`. */
  readonly state?: string
  /** What a chronicle of that key is called; by default its key in words. */
  readonly title?: (chronicle: string) => string | undefined
  /** What one asks of it, to be followed by a day: `What stood between Japan and Viet Nam`; by default, what stood in it. */
  readonly question?: (chronicle: string) => string | undefined
}

export type DomainDeclaration = {
  readonly chronicle: ChronicleNames
  readonly kinds: readonly AnyKind[]
  /** The kinds that pages show first; the others follow in their order, the lesser ones last. */
  readonly pagesBeginWith?: readonly AnyKind[]
  /** Word by word, in lower case, the spelling by which words agree that are written in two ways: `defense` → `defence`. */
  readonly variants?: ReadonlyMap<string, string>
  /** What the playground opens with, for these chronicles; by default one look at the first. */
  readonly examples?: (chronicles: readonly string[]) => readonly string[]
  /** Whether its files are among those of this program, which then is not looked into to see whether it changed. */
  readonly isPartOfProgram?: boolean
}

/** What chronicles of one sort can hold: its kinds, and what an engine, an API and a page need of them. */
export type Domain = {
  readonly name: string
  readonly chronicle: Required<ChronicleNames>
  readonly kinds: readonly AnyKind[]
  /** The same in the order in which pages show them. */
  readonly pages: readonly AnyKind[]
  readonly variants: ReadonlyMap<string, string>
  /** Queries to begin with, of these chronicles. */
  readonly examples: (chronicles: readonly string[]) => readonly string[]
  /** What the engine opens a chronicle with. Throws `E_TYPE_TWICE` where two event types share a name. */
  readonly vocabulary: Vocabulary
}

/** A domain of these kinds. `checkDomains` reports all that is wrong. */
export function domain(
  name: string,
  { chronicle, kinds, pagesBeginWith = [], variants, examples, isPartOfProgram = false }: DomainDeclaration,
): Domain {
  const readings = kinds.flatMap((kind) => kind.readings)
  let vocabulary: Vocabulary | undefined
  const rankOf = (kind: AnyKind) => {
    const first = pagesBeginWith.indexOf(kind)
    return first >= 0 ? first : kinds.length + (kind.lesser ? 1 : 0)
  }
  const made: Domain = {
    name,
    chronicle: {
      state: `${chronicle.type}State`,
      title: () => undefined,
      question: () => undefined,
      ...chronicle,
    },
    kinds,
    pages: kinds.toSorted((a, b) => rankOf(a) - rankOf(b)),
    variants: variants ?? new Map(),
    examples:
      examples ?? ((chronicles) => chronicles.slice(0, 1).map((each) => firstLook(chronicle, kinds, each))),
    get vocabulary() {
      vocabulary ??= {
        ...vocabularyOf(
          catalogueOf(...kernelTypes, ...readings.map(({ type }) => type)),
          readings,
          kinds.map(({ engine }) => engine),
        ),
        isPartOfProgram,
      }
      domains.set(vocabulary, made)
      return vocabulary
    },
  }
  return made
}

/** Which domain a vocabulary was made for. */
const domains = new WeakMap<Vocabulary, Domain>()

/** The domain that a chronicle is read by, by its vocabulary; undefined where that was not made by {@link domain}. */
export function domainOf({ vocabulary }: { readonly vocabulary: Vocabulary }): Domain | undefined {
  return domains.get(vocabulary)
}

/** A query of what stands today, kind by kind. */
function firstLook({ field }: ChronicleNames, kinds: readonly AnyKind[], chronicle: string): string {
  const lists = kinds.filter(({ listSays }) => listSays !== null).map(({ list }) => list)
  return `# What stands today, and since when is it known?
query WhatStands {
  ${field}(id: ${JSON.stringify(chronicle)}) {
    asOf {
      point { date position }
${lists.map((list) => `      ${list} { headline certainty when { edtf } known { edtf } }`).join('\n')}
    }
  }
}
`
}

/** What a chronicle is called, as a heading has it: `Japan – Viet Nam`. */
export function chronicleTitle({ chronicle }: Domain, key: string): string {
  return chronicle.title(key) ?? `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('-', ' ')}`
}

/** What one asks of a chronicle, to be followed by a day: `What stood between Japan and Viet Nam`. */
export function chronicleQuestion(domain: Domain, key: string): string {
  return domain.chronicle.question(key) ?? `What stood in ${chronicleTitle(domain, key)}`
}

/** The kind of that name; undefined where the domain has none. */
export function kindNamed({ kinds }: Domain, name: string): AnyKind | undefined {
  return kinds.find((kind) => kind.name === name)
}

/** An item in a line that can be read alone, in a language if its kind speaks it; never a raw key. */
export function labelOf(domain: Domain, state: State, item: Item, language: Language = 'en'): string {
  return labelBy(domain, { state, item, say: sayIn(domain, state, language) }, language)
}

/** What an item is called where its other facts stand beside it. */
export function nameOf(domain: Domain, state: State, item: Item, language: Language = 'en'): string {
  return nameBy(domain, { state, item, say: sayIn(domain, state, language) }, language)
}

/** An item, and what its words are made with. */
export type Worded = { readonly state: State; readonly item: Item; readonly say: Say }

/** The same as {@link labelOf}, with words of one’s own for what it names. */
export function labelBy(domain: Domain, worded: Worded, language: Language = 'en'): string {
  const parts = partsOf(domain, worded, (kind) => kind.labels, language)
  return parts.length === 0 ? keyInWords(worded.item) : parts.join(', ')
}

/** The same as {@link nameOf}, with words of one’s own for what it names. */
export function nameBy(domain: Domain, worded: Worded, language: Language = 'en'): string {
  return partsOf(domain, worded, (kind) => kind.names, language)[0] ?? keyInWords(worded.item)
}

/** As {@link sayIn}; `named` are the subjects that it was asked to name so far, which may be called otherwise at another point. */
export function notingSay(
  domain: Domain,
  state: State,
): { readonly say: Say; readonly named: ReadonlySet<Subject> } {
  const named = new Set<Subject>()
  const say: Say = sayBy((subject) => {
    named.add(subject)
    const item = state.item(subject)
    return item && nameBy(domain, { state, item, say })
  })
  return { say, named }
}

/** The headline of an item without when it was, for where that stands beside it. */
export function datelessLabel(domain: Domain, worded: Worded): string {
  const { item } = worded
  const kind = kindNamed(domain, item.kind.kind)
  const { values } = item.existence
  const when = values.length === 0 ? undefined : whenInWords(values)
  const dates = [kind?.when?.(item), kind?.ahead?.words(item)?.words, when]
  const parts = partsOf(domain, worded, ({ labels }) => labels, 'en').filter((part) => !dates.includes(part))
  return parts.length === 0 ? keyInWords(item) : parts.join(', ')
}

/** How what a value names is put into words. */
export function sayIn(domain: Domain, state: State, language: Language = 'en'): Say {
  return sayAt(state, (item) => nameOf(domain, state, item, language))
}

function partsOf(
  domain: Domain,
  { state, item, say }: Worded,
  wordings: (kind: AnyKind) => ReadonlyMap<string, Wording>,
  language: Language,
): readonly string[] {
  const kind = kindNamed(domain, item.kind.kind)
  const words = kind && (wordings(kind).get(language) ?? wordings(kind).get('en'))
  return words?.(item, state, say) ?? []
}

/** `meeting/vu-ozaki` as `vu ozaki`: what is left to call a thing by that nothing names. */
function keyInWords({ subject }: Item): string {
  return spaced(subject.replace(/^[^/]*\//, ''))
}

/** How an item stands, in a few words to follow its name: its date, its holder; empty where that is all. */
export function briefOf(domain: Domain, state: State, item: Item): string {
  const kind = kindNamed(domain, item.kind.kind)
  if (kind === undefined) return ''
  if (kind.brief !== undefined) return kind.brief(item, contextOf(domain, state, kind, { all: false }))
  return kind.happens === undefined ? '' : whenInWords(item.existence.values)
}

/** What a line shows of an item beside its name and when it was; empty where that is nothing. */
export function detailBy(domain: Domain, worded: Worded): string {
  const { state, item, say } = worded
  const kind = kindNamed(domain, item.kind.kind)
  if (kind === undefined) return ''
  const shown = kind.shown(item, state, say)
  if (shown.length > 0 || kind.brief === undefined) return shown.join('; ')
  const words = kind.brief(item, contextOf(domain, state, kind, { all: false }, say))
  const { values } = item.existence
  return [whenInWords(values), whenInWords(values, ', ')].includes(words) ? '' : words
}

/**
 * The sections of a state, kind by kind, the chief kinds first; `all` leaves nothing out. `itemsOf` gives the items of a kind that
 * are to be shown; by default, all. A kind of which none is to be shown though some are there has no section: it would say that
 * there is none. `whenOf` says when something was; by default in EDTF.
 */
export function sectionsOf(domain: Domain, state: State, shown: Shown): readonly Section[] {
  const { all, itemsOf, isThere = (kind) => state.list(kind).length > 0 } = shown
  return domain.pages
    .filter((kind) => all || !kind.lesser)
    .filter(({ name }) => itemsOf === undefined || itemsOf(name).length > 0 || !isThere(name))
    .flatMap((kind) => sectionsOfKind(kind, contextOf(domain, state, kind, shown)))
}

/** A value of a field in words; what its kind has no such field for is written as it stands. */
export function fieldValueInWords(
  domain: Domain,
  state: State,
  { subject }: Pick<Item, 'subject'>,
  field: string,
  value: unknown,
): string {
  const declared = kindNamed(domain, kindOf(subject))?.declared.get(field)
  if (declared === undefined) return typeof value === 'string' ? value : JSON.stringify(value)
  return valueInWords(declared.facts, value, sayIn(domain, state))
}

/** What of a state is shown, and how. */
type Shown = {
  readonly all: boolean
  readonly itemsOf?: (kind: string) => readonly Item[]
  /** Whether a kind has any items; by default all of the kind are looked at. */
  readonly isThere?: (kind: string) => boolean
  readonly whenOf?: (kind: AnyKind, item: Item) => string
}

/** The items are listed when they are first asked for: many a brief does without them. */
function contextOf(
  domain: Domain,
  state: State,
  kind: AnyKind,
  { all, itemsOf = (name) => state.list(name), whenOf = whenInEdtf }: Shown,
  say = sayIn(domain, state),
): SectionContext {
  let items: readonly Item[] | undefined
  return {
    state,
    get items() {
      items ??= itemsOf(kind.name)
      return items
    },
    all,
    say,
    nameOf: (item: Item) => nameBy(domain, { state, item, say }),
    whenOf: (item: Item) => whenOf(kind, item),
  }
}

function whenInEdtf(kind: AnyKind, item: Item): string {
  return kind.when?.(item) ?? whenInWords(item.existence.values)
}
