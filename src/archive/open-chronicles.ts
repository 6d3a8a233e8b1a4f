import { type Chronicle, type Chronicles, openChronicle } from '../engine/index.ts'
import { RegestaError } from '../errors.ts'
import type { Ledger, Remark } from '../ledger/index.ts'
import { SharedCache, type Vocabulary } from '../state/index.ts'
import { Semaphore } from '../stores/index.ts'
import { aheadOf, type Clock } from '../time/index.ts'
import { type Vocabularies, vocabularyFor } from './choose-vocabulary.ts'
import { checkChronicleName } from './chronicle-folders.ts'
import { ChroniclesReadBy } from './chronicles-read-by.ts'

/** At most this many polls in each `every`, all open chronicles together: with more, each is polled less often. */
const MAX_POLLS = 10

/** How many chronicles are read from the ledger at once: the others wait, so that memory holds no more of them. */
const READ_AT_ONCE = 4

/** The names of a ledger are read in full: with more of them, less often, so that it costs the same. */
const NAMES_PER_POLL = 1_000

/** How many chronicles are open at most, by default. */
export const MOST_OPEN = 64

/** How often to poll, and callbacks for what happens. */
export type FollowOptions = {
  /** How often the ledger is polled, in addition to its own notifications, ms. */
  readonly every: number
  /** Called where the ledger, or a chronicle in it, cannot be read. */
  readonly onFault: (error: unknown, chronicle?: string) => void
  /** Called with each chronicle that was not known before; with its position if it was opened. */
  readonly onFound?: (found: { readonly name: string; readonly position?: number }) => void
}

/** The ledger of the chronicles, their vocabularies, and the only names that may be opened, if there is a restriction. */
export type OpenChroniclesOptions = Vocabularies & {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly only?: Iterable<string> | undefined
  /** How many are open at most, beside those that somebody follows; {@link MOST_OPEN} by default. */
  readonly mostOpen?: number | undefined
  /** What they work out of their events is kept here, all together. */
  readonly cache?: SharedCache | undefined
  /** Why nothing can be recorded, if that is so. */
  readonly onlyRead?: string | undefined
  /** Told of a chronicle that is opened where what was recorded last in it lies ahead of the clock: W_CLOCK. */
  readonly report?: ((remark: Remark) => void) | undefined
}

/**
 * The chronicles of one ledger, and those that are begun in it later, here or by other processes that write to the same
 * database. All names are known; as many are open as `mostOpen` says. The others are opened at their first question, for
 * which the least recently used is closed. One with an open stream is not closed. What still uses a chronicle that was
 * closed goes on with it, and so does whoever asks for it meanwhile: no two are open of one name.
 */
export class OpenChronicles {
  readonly ledger: Ledger
  readonly mostOpen: number
  /** Why nothing can be recorded in it; undefined where that can be. */
  readonly onlyRead: string | undefined
  readonly #vocabularies: Vocabularies
  readonly clock: Clock
  readonly #cache: SharedCache
  readonly #report: OpenChroniclesOptions['report']
  /** The only names that may be opened; undefined if all may. */
  readonly #only: ReadonlySet<string> | undefined
  /** Every name, with the vocabulary that it is read by. */
  readonly #known = new Map<string, Vocabulary>()
  #sorted: readonly string[] | undefined
  /** Those that are open, the least recently used first. */
  readonly #open = new Map<string, { readonly chronicle: Chronicle; readonly stop: () => void }>()
  /** Those that were closed, as long as something uses them. */
  readonly #closed = new Map<string, WeakRef<Chronicle>>()
  readonly #opening = new Map<string, Promise<Chronicle>>()
  /** Those that were found damaged when they were last asked. */
  readonly failed = new Map<string, unknown>()
  /** Names of chronicles that this program cannot read; since a ledger only grows, it never will. */
  readonly #unreadable = new Set<string>()
  readonly #reading = new Semaphore(READ_AT_ONCE)
  #following: FollowOptions | undefined

  constructor({
    ledger,
    clock,
    only,
    mostOpen = MOST_OPEN,
    cache = new SharedCache(),
    report,
    onlyRead,
    ...vocabularies
  }: OpenChroniclesOptions) {
    this.#cache = cache
    this.#report = report
    this.onlyRead = onlyRead
    this.#vocabularies = vocabularies
    this.ledger = ledger
    this.mostOpen = Math.max(1, mostOpen)
    this.clock = clock
    this.#only = only && new Set(only)
  }

  /** Every name, in order. */
  get names(): readonly string[] {
    this.#sorted ??= [...this.#known.keys()].sort()
    return this.#sorted
  }

  /** Those that are open now, in the order of names. */
  get byName(): ReadonlyMap<string, Chronicle> {
    const open = [...this.#open].sort(([one], [other]) => (one < other ? -1 : 1))
    return new Map(open.map(([name, { chronicle }]) => [name, chronicle]))
  }

  /** Those that are read by a vocabulary. It grows with the ledger. */
  readBy(vocabulary: Vocabulary): Chronicles {
    return new ChroniclesReadBy(this, vocabulary)
  }

  /** The vocabulary that a chronicle is read by; undefined if there is none of that name. */
  vocabularyOf(name: string): Vocabulary | undefined {
    return this.#known.get(name)
  }

  /** A chronicle if it is open, which then is the most recently used. */
  get(name: string): Chronicle | undefined {
    const open = this.#open.get(name)
    if (open === undefined) return undefined
    this.#open.delete(name)
    this.#open.set(name, open)
    return open.chronicle
  }

  /** Takes note of a chronicle of the ledger, which is opened when it is asked. */
  async add(name: string): Promise<void> {
    checkChronicleName(name)
    if (this.#known.has(name)) return
    this.#know(name, await this.#vocabularyFor(name))
  }

  /**
   * A chronicle of the ledger, opened if need be: it is read in full. Those who ask at once share one. Throws as
   * `openChronicle` does, to all who ask; `failed` names one that is damaged until it can be opened.
   */
  async open(name: string): Promise<Chronicle> {
    const open = this.get(name)
    if (open !== undefined) return open
    const opening = this.#opening.get(name) ?? this.#openAgain(name).finally(() => this.#opening.delete(name))
    this.#opening.set(name, opening)
    return opening
  }

  /**
   * The chronicle of that name; if it has no events yet, one to record the first in, after which it is open like the others.
   * It is read by `vocabulary`, by default the first; after a restart, by the one that its events name (see
   * `vocabularyFor`). Throws E_CHRONICLE for a malformed name, E_NOT_SERVED for one that may not be opened.
   */
  async begin(name: string, vocabulary?: Vocabulary): Promise<Chronicle> {
    checkChronicleName(name)
    if (this.#only !== undefined && !this.#only.has(name)) {
      const message = `"${name}" is not among the chronicles that are served here: ${[...this.#only].join(', ')}`
      throw new RegestaError('E_NOT_SERVED', 'invalid', message, { name })
    }
    if (this.#known.has(name)) return this.open(name)
    const chronicle = await this.#read(name)
    if (chronicle.position > 0) return this.#opened(chronicle)
    const begun = vocabulary === undefined ? chronicle : await this.#read(name, vocabulary)
    const stop = begun.watch(() => {
      stop()
      this.#opened(begun)
    })
    return begun
  }

  /**
   * Takes note of the chronicles that were begun in the ledger since, and opens them while there is room. One that cannot
   * be read is reported once, and skipped.
   */
  async discover(): Promise<void> {
    if (this.#only !== undefined) return
    for (const name of await this.ledger.chronicles()) {
      if (this.#known.has(name) || this.#unreadable.has(name)) continue
      try {
        checkChronicleName(name)
        if (this.#open.size < this.mostOpen) await this.open(name)
        else {
          await this.add(name)
          this.#following?.onFound?.({ name })
        }
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
    for (const { chronicle } of [...this.#open.values()]) this.#keepOpen(chronicle)
    let [polling, skipped] = [false, 0]
    const poll = async () => {
      this.#lookAtClosed()
      skipped += 1
      if (polling || skipped * NAMES_PER_POLL < this.#known.size) return
      skipped = 0
      polling = true
      await this.discover().catch((error: unknown) => this.#following?.onFault(error))
      polling = false
    }
    const timer = setInterval(poll, following.every).unref()
    return () => {
      clearInterval(timer)
      this.#following = undefined
      for (const { stop } of this.#open.values()) stop()
    }
  }

  /** Closes the ledger, and with it all chronicles. */
  async close(): Promise<void> {
    try {
      for (const { chronicle } of this.#open.values()) {
        chronicle.clearCache()
        await chronicle.save()
      }
    } finally {
      await this.ledger.close()
    }
  }

  #vocabularyFor(name: string): Promise<Vocabulary> {
    return vocabularyFor(name, this.#vocabularies, { ledger: this.ledger })
  }

  async #read(name: string, by?: Vocabulary): Promise<Chronicle> {
    const vocabulary = by ?? (await this.#vocabularyFor(name))
    return openChronicle({
      name,
      vocabulary,
      ledger: this.ledger,
      clock: this.clock,
      cache: this.#cache,
    })
  }

  /** The one that was closed and is still used, or else one that is read from the ledger. */
  async #openAgain(name: string): Promise<Chronicle> {
    try {
      const used = this.#closed.get(name)?.deref()
      await used?.follow()
      const chronicle = this.#opened(
        used ?? (await this.#reading.run(() => this.#read(name, this.#known.get(name)))),
      )
      this.failed.delete(name)
      return chronicle
    } catch (error) {
      if (isDamage(error)) this.failed.set(name, error)
      throw error
    }
  }

  /** Opens a chronicle that was read; returns the one of its name that is open, which may have been opened meanwhile. */
  #opened(chronicle: Chronicle): Chronicle {
    const { name, position } = chronicle
    const open = this.get(name)
    if (open !== undefined) return open
    const isNew = !this.#known.has(name)
    this.#know(name, chronicle.vocabulary)
    this.#keepOpen(chronicle)
    this.#check(chronicle)
    const ahead = aheadOf(this.clock, chronicle.recordedAt(position) ?? Number.NEGATIVE_INFINITY)
    if (ahead !== undefined)
      this.#report?.({ code: 'W_CLOCK', message: `${name}: what was recorded last, at ${ahead}` })
    if (isNew) this.#following?.onFound?.({ name, position })
    this.#closeOthers(name)
    return chronicle
  }

  /** Checks in the background what was not read at the opening; one that is damaged is asked no more. */
  #check(chronicle: Chronicle): void {
    const { name } = chronicle
    chronicle.checkUnread().catch((error: unknown) => {
      if (!isDamage(error) || this.#open.get(name)?.chronicle !== chronicle) return
      this.#open.get(name)?.stop()
      this.#open.delete(name)
      this.failed.set(name, error)
      this.#following?.onFault(error, name)
    })
  }

  #know(name: string, vocabulary: Vocabulary): void {
    if (!this.#known.has(name)) this.#sorted = undefined
    this.#known.set(name, vocabulary)
  }

  #keepOpen(chronicle: Chronicle): void {
    const { name } = chronicle
    this.#open.get(name)?.stop()
    this.#closed.delete(name)
    this.#open.set(name, { chronicle, stop: this.#follow(chronicle) })
  }

  /** Closes the least recently used while too many are open, but none that somebody follows. */
  #closeOthers(opened: string): void {
    for (const [name, { chronicle, stop }] of this.#open) {
      if (this.#open.size <= this.mostOpen) return
      if (name === opened || chronicle.waiting > 0) continue
      stop()
      this.#open.delete(name)
      this.#closed.set(name, new WeakRef(chronicle))
      chronicle.clearCache()
    }
  }

  /** Opens again what somebody began to follow while it was being closed; drops what a last request left of the others. */
  #lookAtClosed(): void {
    for (const [name, closed] of this.#closed) {
      const chronicle = closed.deref()
      if (chronicle === undefined) this.#closed.delete(name)
      else if (chronicle.waiting > 0) this.#keepOpen(chronicle)
      else chronicle.clearCache()
    }
  }

  #follow(chronicle: Chronicle): () => void {
    const following = this.#following
    if (following === undefined) return () => undefined
    const every = following.every * Math.ceil((this.#open.size + 1) / MAX_POLLS)
    const onFault = (error: unknown) => this.#following?.onFault(error, chronicle.name)
    return chronicle.keepUp({ every, onFault })
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof RegestaError && error.code === 'E_LEDGER_DAMAGED'
}
