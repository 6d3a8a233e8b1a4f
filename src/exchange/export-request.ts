import { type Domain, domain, domainOf, kindNamed } from '../domain/index.ts'
import { ArgumentReader, type GivenArguments, POINT_ARGUMENTS, type Snapshot } from '../engine/index.ts'
import { type Fault, InvalidInput } from '../errors.ts'
import { kindOf, sha256Hex } from '../event/index.ts'
import {
  type AtPoint,
  type Budget,
  Faults,
  type Filter,
  filterOf,
  type GivenList,
  inSteps,
  itemMatcher,
  LIST_ARGUMENTS,
  type ListArgs,
  listItems,
  pagedEvents,
  pagedItems,
  readGivenList,
} from '../graphql/index.ts'
import { type Item, ofEach, type State, type Steps, type Vocabulary } from '../state/index.ts'
import type { Answer } from '../time/index.ts'
import type { VisibleEvent } from '../visibility/index.ts'
import { type ExportPlace, pointPairs, writtenAddress } from './export-address.ts'
import type { ExportAddress, ExportRequest, Format } from './format.ts'
import { pageIn } from './page.ts'

/** What an export is made from besides what it is asked. */
export type ExportSetting = {
  readonly chronicle: Snapshot
  readonly format: Format
  readonly given: GivenArguments
  readonly place: ExportPlace
  readonly texts: ReadonlyMap<string, string>
  readonly program: string
  readonly budget: Budget
  /** How many entries a page may have; without one, a page has all. */
  readonly largestPage?: number
}

/** How many entries a page has where nobody says. */
const PAGE = 100

/** A question for an export that was read: nothing is rendered yet. */
export class ExportQuestion {
  readonly #setting: ExportSetting
  readonly #domain: Domain
  readonly #filter: Filter
  readonly #list: GivenList
  readonly #page: ExportRequest['page']
  readonly #own: ReadonlyMap<string, string>
  readonly #ownFaults: readonly Fault[]
  #usesTexts = false
  readonly at: AtPoint
  readonly address: ExportAddress

  /** Throws InvalidInput with every fault of the arguments, as far as they can be seen without looking for items. */
  constructor(setting: ExportSetting) {
    const { chronicle, format, given, place } = setting
    const reader = new ArgumentReader(given)
    this.#setting = setting
    this.#domain = domainFor(chronicle)
    this.#filter = filterOf(this.#domain)
    const facets = format.ofAllDates === true || format.ofNoItems === true ? [] : this.#filter.facets
    const general = generalArguments(format)
    const own = Object.keys(format.own ?? {})
    const paging = format.paged === undefined ? [] : ['first', 'after']
    const others = [...general, ...facets.map(({ name }) => name)]
    reader.checkNames([...new Set([...others, ...own, ...paging])])
    const point = reader.point(chronicle)
    // What holds every date does not depend on which day it is.
    const request = format.ofAllDates === true ? { ...point, date: 0 } : point
    this.#list = readGivenList(
      reader,
      chronicle,
      facets.filter(({ name }) => !own.includes(name)),
    )
    this.#own = new Map(own.flatMap((name) => pairOf(name, reader.one(name))))
    this.#page = paging.length === 0 ? { first: Infinity } : readPage(reader, setting)
    const state = reader.from(() => chronicle.asOf(request))
    const ofOwn = new ArgumentReader(given)
    ofOwn.from(() => format.checkOwn?.(this.#own, state?.point))
    this.#ownFaults = ofOwn.faults
    if (reader.faults.length > 0) reader.include(this.#ownFaults)
    reader.check()
    if (state === undefined) throw new InvalidInput(reader.faults)
    const namesPosition = request.position !== undefined || request.recordedAt !== undefined
    this.at = { chronicle, state, namesPosition: namesPosition || chronicle.pinned.position !== undefined }
    const { first, after } = this.#page
    const isPaged = Number.isFinite(first)
    const pairs = pointPairs(state.point).filter(([name]) => general.includes(name))
    const isGiven = (name: string) => (name === 'position' ? namesPosition : given.names.includes(name))
    this.address = writtenAddress(place, format, {
      point: pairs,
      given: pairs.filter(([name]) => isGiven(name)),
      filters: this.#list.canonical,
      own: [...this.#own],
      page: [
        ...(isPaged && given.names.includes('first') ? [['first', `${first}`] as const] : []),
        ...pairOf('after', after),
      ],
    })
  }

  /** Whether the words of texts were looked at so far. */
  get usesTexts(): boolean {
    return this.#usesTexts
  }

  /** What the answer depends on, as a tag of it: two questions with one tag have the same answer. Nothing is rendered for it. */
  get tag(): string {
    const { chronicle, format, texts, program } = this.#setting
    const { state } = this.at
    const { feeds } = this.#setting.place
    // There is no address in what holds every date: wherever it is asked for, it is the same.
    const [canonical, self] = [this.address.canonical, this.address.self].map((address) =>
      format.ofAllDates === true && address.startsWith(feeds) ? address.slice(feeds.length) : address,
    )
    const rests = [
      format.name,
      program,
      digestOfDomain(this.#domain, chronicle.vocabulary),
      chronicle.name,
      chronicle.rootAt(state.point.position),
      this.at.namesPosition,
      canonical,
      self,
      this.#page.first,
      [...texts.keys()].sort(),
    ]
    return sha256Hex(JSON.stringify(rests)).slice(0, 32)
  }

  /** The request for whatever writes it. Throws InvalidInput with every fault that only a look at items finds. */
  async request(): Promise<ExportRequest> {
    const faults = new Faults()
    const { budget, given } = this.#setting
    const args = this.#listArgs([])
    const kinds = [...this.at.chronicle.vocabulary.kinds.keys()]
    await inSteps(budget, itemMatcher(this.at, this.#filter, kinds, args, faults))
    const reader = new ArgumentReader(given)
    reader.from(() => faults.check())
    reader.include(this.#ownFaults)
    reader.check()
    return this.#request()
  }

  #request(): ExportRequest {
    const { texts, program, budget } = this.#setting
    const useTexts = () => {
      this.#usesTexts = true
      return texts
    }
    return {
      domain: this.#domain,
      at: this.at,
      items: (certainty) => this.#items(certainty),
      pageOfItems: () => this.#pageOfItems(),
      keeps: (items, state) => this.#keeps(items, state),
      narrowedTo: {
        ...(this.#list.kinds && { kinds: this.#list.kinds }),
        ...(this.#list.args.subject != null && { subject: this.#list.args.subject }),
      },
      events: () => this.#events(),
      pageOfEvents: () => this.#pageOfEvents(),
      order: this.#list.order,
      own: this.#own,
      page: this.#page,
      get texts() {
        return useTexts()
      },
      address: this.address,
      program,
      inSteps: (steps) => inSteps(budget, steps),
    }
  }

  async #items(certainty: readonly Answer[]): Promise<readonly Item[]> {
    return (await listItems(this.#listed(certainty), this.#setting.budget)).map(({ item }) => item)
  }

  async #pageOfItems() {
    const list = await this.#indexing(pagedItems(this.#listed(SHOWN), new Faults()))
    const isShownUnknown = (item: Item) => {
      const kind = kindNamed(this.#domain, item.kind.kind)
      return kind?.attested === true || kind?.ahead?.words(item) !== undefined
    }
    const isShown = (item: Item) =>
      this.#list.certainty !== undefined || item.existence.answer !== 'unknown' || isShownUnknown(item)
    const items = { ...list, isShown, keyOf: ({ subject }: Item) => subject }
    return inSteps(this.#setting.budget, pageIn(items, this.#page))
  }

  #listed(certainty: readonly Answer[]) {
    const canHold = this.#domain.kinds.map(({ name }) => name)
    const kinds = canHold.filter((kind) => this.#list.kinds?.includes(kind) ?? true)
    return { at: this.at, filter: this.#filter, kinds, canHold, args: this.#listArgs(certainty) }
  }

  #indexing<T>(steps: Steps<T>): Promise<T> {
    return inSteps(this.#setting.budget, steps, () => this.at.state.isIndexing)
  }

  async #keeps(items: readonly Item[], state: State) {
    const at = { ...this.at, state }
    const canHold = this.#domain.kinds.map(({ name }) => name)
    const matcher = itemMatcher(at, this.#filter, canHold, this.#listArgs([]), new Faults())
    const matches = await inSteps(this.#setting.budget, matcher)
    const { kinds, certainty } = this.#list
    return items.filter(
      (item) =>
        (kinds?.includes(item.kind.kind) ?? true) &&
        (certainty?.includes(item.existence.answer) ?? true) &&
        matches({ ...at, item }),
    )
  }

  async #events(): Promise<readonly VisibleEvent[]> {
    const { behind } = await this.#listOfEvents()
    return inSteps(
      this.#setting.budget,
      ofEach(behind(undefined, false), STEP, (event) => [event]),
    )
  }

  async #pageOfEvents() {
    const list = { ...(await this.#listOfEvents()), keyOf: ({ recorded }: VisibleEvent) => recorded.id }
    return inSteps(this.#setting.budget, pageIn(list, this.#page))
  }

  #listOfEvents() {
    const { kinds } = this.#list
    const args = this.#listArgs(['definitely', 'possibly'])
    const isKept =
      kinds && (({ subjects }: VisibleEvent) => subjects.some((subject) => kinds.includes(kindOf(subject))))
    return this.#indexing(pagedEvents({ at: this.at, filter: this.#filter, args, isKept }, new Faults()))
  }

  #listArgs(certainty: readonly Answer[]): ListArgs {
    const { args, certainty: given = certainty, order = 'valid-asc' } = this.#list
    if (args.search != null) this.#usesTexts = true
    return { ...args, texts: this.#setting.texts, certainty: given, order }
  }
}

/** The names of the arguments that a format takes besides facets and its own. */
function generalArguments({ ofAllDates, ofNoItems }: Format): readonly string[] {
  if (ofAllDates === true) return OF_ALL_DATES
  return ofNoItems === true ? POINT_ARGUMENTS : [...POINT_ARGUMENTS, ...LIST_ARGUMENTS]
}

/** What an export takes that holds every date. */
const OF_ALL_DATES = [...POINT_ARGUMENTS.filter((name) => name !== 'date'), 'kinds', 'subject']

const SHOWN: readonly Answer[] = ['definitely', 'possibly', 'unknown']

/** How many events are read in one step. */
const STEP = 100

function pairOf(name: string, text: string | undefined): readonly (readonly [string, string])[] {
  return text === undefined ? [] : [[name, text]]
}

function readPage(reader: ArgumentReader, { format, largestPage }: ExportSetting): ExportRequest['page'] {
  const after = reader.one('after')
  const byDefault = largestPage === undefined ? Infinity : format.paged === true ? PAGE : largestPage
  const first = reader.read('first', (text) => {
    const size = /^\d{1,9}$/.test(text) ? Number(text) : 0
    if (size >= 1 && size <= (largestPage ?? Infinity)) return size
    const fault = {
      code: 'E_PAGE_SIZE',
      message: `expected 1…${largestPage ?? ''}, got "${text.slice(0, 80)}"`,
    }
    throw new InvalidInput([fault])
  })
  return { first: first ?? byDefault, ...(after !== undefined && { after }) }
}

const bare = new WeakMap<Vocabulary, Domain>()

/** The domain of a chronicle. One whose kinds are not declared has those events alone that every chronicle has, and raw keys. */
function domainFor(chronicle: Snapshot): Domain {
  const { vocabulary } = chronicle
  const names = { type: 'Chronicle', field: 'chronicle', list: 'chronicles' }
  return (
    domainOf(chronicle) ??
    bare.getOrInsertComputed(vocabulary, () => ({
      ...domain('undeclared', { chronicle: names, kinds: [] }),
      vocabulary,
    }))
  )
}

const digests = new WeakMap<Domain, string>()

/** A digest of what the declaration of a domain says: its event types, and how its kinds are worded. */
function digestOfDomain(of: Domain, { catalogue }: Vocabulary): string {
  const functions = (_: string, value: unknown) => (typeof value === 'function' ? String(value) : value)
  return digests.getOrInsertComputed(of, () => {
    const kinds = of.kinds.map(({ name, heading, shown, labels, names, sections, brief, ahead, when }) => [
      name,
      heading,
      shown,
      [...labels],
      [...names],
      sections,
      brief,
      ahead,
      when,
    ])
    return sha256Hex(JSON.stringify([[...catalogue.keys()], kinds], functions))
  })
}
