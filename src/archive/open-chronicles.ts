import { type Chronicle, openChronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import type { Ledger } from '../ledger/index.ts'
import type { Vocabulary } from '../state/index.ts'
import type { Clock } from '../time/index.ts'
import { type Vocabularies, vocabularyFor } from './choose-vocabulary.ts'
import { checkChronicleName } from './chronicle-folders.ts'

/** At most this many polls in each `every`, all chronicles together: with more chronicles, each is polled less often. */
const MAX_POLLS = 10

/** How often to poll, and callbacks for what happens. */
export type FollowOptions = {
  /** How often the ledger is polled, in addition to its own notifications, ms. */
  readonly every: number
  /** Called where the ledger, or a chronicle in it, cannot be read. */
  readonly onFault: (error: unknown, chronicle?: string) => void
  /** Called with each chronicle that was not open before. */
  readonly onFound?: (chronicle: Chronicle) => void
}

/** The ledger of the chronicles, their vocabularies, and the only names that may be opened, if there is a restriction. */
export type OpenChroniclesOptions = Vocabularies & {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly only?: Iterable<string> | undefined
}

/**
 * The open chronicles of one ledger, and those that are begun in it later, here or by other processes that write to the
 * same database. Once open, a chronicle stays open until all are closed.
 */
export class OpenChronicles {
  readonly ledger: Ledger
  readonly #vocabularies: Vocabularies
  readonly #clock: Clock
  /** The only names that may be opened; undefined if all may. */
  readonly #only: ReadonlySet<string> | undefined
  readonly #byName = new Map<string, Chronicle>()
  readonly #readBy = new Map<Vocabulary, Map<string, Chronicle>>()
  /** Chronicles that this program cannot read; since a ledger only grows, it never will. */
  readonly #unreadable = new Set<string>()
  #following: FollowOptions | undefined
  #stops: (() => void)[] = []

  constructor({ ledger, clock, only, ...vocabularies }: OpenChroniclesOptions) {
    this.#vocabularies = vocabularies
    this.ledger = ledger
    this.#clock = clock
    this.#only = only && new Set(only)
  }

  /** By name, in the order of names. Always the same map, which grows. */
  get byName(): ReadonlyMap<string, Chronicle> {
    return this.#byName
  }

  /** Those that are read by a vocabulary, in the order of names. Always the same map, which grows. */
  readBy(vocabulary: Vocabulary): ReadonlyMap<string, Chronicle> {
    const chronicles = this.#readBy.get(vocabulary) ?? new Map<string, Chronicle>()
    this.#readBy.set(vocabulary, chronicles)
    for (const [name, chronicle] of this.#byName)
      if (chronicle.vocabulary === vocabulary) insert(chronicles, name, chronicle)
    return chronicles
  }

  /** Opens a chronicle of the ledger and reads all of it. Throws as `openChronicle` does. */
  async open(name: string): Promise<Chronicle> {
    return this.#byName.get(name) ?? this.#add(await this.#read(name))
  }

  /**
   * The chronicle of that name; if it has no events yet, one to record the first in, after which it is open like the others.
   * It is read by `vocabulary`, by default the first; after a restart, by the one that its events name (see
   * `vocabularyFor`). Throws E_CHRONICLE for a malformed name, E_NOT_SERVED for one that may not be opened.
   */
  async begin(name: string, vocabulary?: Vocabulary): Promise<Chronicle> {
    checkChronicleName(name)
    if (this.#only !== undefined && !this.#only.has(name))
      throw new RegestaError(
        'E_NOT_SERVED',
        'invalid',
        `"${name}" is not among the chronicles that are served here: ${[...this.#only].join(', ')}`,
        { name },
      )
    const open = this.#byName.get(name)
    if (open !== undefined) return open
    const chronicle = await this.#read(name)
    if (chronicle.position > 0) return this.#add(chronicle)
    const begun = vocabulary === undefined ? chronicle : await this.#read(name, vocabulary)
    const stop = begun.watch(() => {
      stop()
      this.#add(begun)
    })
    return begun
  }

  /** Opens the chronicles that were begun in the ledger since. One that cannot be read is reported once, and skipped. */
  async discover(): Promise<void> {
    if (this.#only !== undefined) return
    for (const name of await this.ledger.chronicles()) {
      if (this.#byName.has(name) || this.#unreadable.has(name)) continue
      try {
        checkChronicleName(name)
        await this.open(name)
      } catch (error) {
        if (!(error instanceof RegestaError) || error.category !== 'invalid') throw error
        if (!this.#unreadable.has(name)) this.#following?.onFault(error, name)
        this.#unreadable.add(name)
      }
    }
  }

  /** Follows what other processes record, in open chronicles and new ones, until the returned function is called. */
  keepUp(following: FollowOptions): () => void {
    this.#following = following
    for (const chronicle of this.#byName.values()) this.#follow(chronicle)
    let polling = false
    const poll = async () => {
      if (polling) return
      polling = true
      await this.discover().catch((error: unknown) => this.#following?.onFault(error))
      polling = false
    }
    const timer = setInterval(poll, following.every).unref()
    return () => {
      clearInterval(timer)
      this.#following = undefined
      for (const stop of this.#stops.splice(0)) stop()
    }
  }

  /** Closes the ledger, and with it all chronicles. */
  close(): Promise<void> {
    return this.ledger.close()
  }

  async #read(name: string, by?: Vocabulary): Promise<Chronicle> {
    const { ledger } = this
    const vocabulary = by ?? (await vocabularyFor(name, this.#vocabularies, { ledger }))
    return openChronicle({ name, vocabulary, ledger, clock: this.#clock })
  }

  /** Adds a chronicle; returns the one of its name that is open, which may have been added meanwhile. */
  #add(chronicle: Chronicle): Chronicle {
    const { name } = chronicle
    const open = this.#byName.get(name)
    if (open !== undefined) return open
    insert(this.#byName, name, chronicle)
    const sameVocabulary = this.#readBy.get(chronicle.vocabulary)
    if (sameVocabulary !== undefined) insert(sameVocabulary, name, chronicle)
    this.#following?.onFound?.(chronicle)
    this.#follow(chronicle)
    return chronicle
  }

  #follow(chronicle: Chronicle): void {
    const following = this.#following
    if (following === undefined) return
    const every = following.every * Math.ceil(this.#byName.size / MAX_POLLS)
    const onFault = (error: unknown) => this.#following?.onFault(error, chronicle.name)
    this.#stops.push(chronicle.keepUp({ every, onFault }))
  }
}

/** Adds an entry where its name comes in the order of names. */
function insert(chronicles: Map<string, Chronicle>, name: string, chronicle: Chronicle): void {
  const later = [...chronicles].filter(([other]) => other > name)
  for (const [other] of later) chronicles.delete(other)
  chronicles.set(name, chronicle)
  for (const [other, each] of later) chronicles.set(other, each)
}
