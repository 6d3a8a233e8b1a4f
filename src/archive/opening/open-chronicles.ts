import { type Chronicle, openChronicle } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Vocabulary } from '../../state/index.ts'
import type { Clock } from '../../time/index.ts'
import { checkChronicleName } from '../chronicle-folders.ts'

/** So many looks may be taken in each `every`, all chronicles together: of more of them, each is looked at more seldom. */
const LOOKS = 10

/** How they are kept up with, and who hears of what goes wrong. */
export type Keeping = {
  /** How often the ledger is looked at for more, beside its own word that there is, ms. */
  readonly every: number
  /** Hears of a ledger that cannot be read, or of a chronicle in it that this program cannot. */
  readonly onFault: (error: unknown, chronicle?: string) => void
  /** Hears of a chronicle that was not open before. */
  readonly onFound?: (chronicle: Chronicle) => void
}

/** Over which ledger chronicles are open, what they can speak of, and, where some are named, which alone may be opened. */
export type OpenIn = {
  readonly vocabulary: Vocabulary
  readonly ledger: Ledger
  readonly clock: Clock
  readonly only?: Iterable<string> | undefined
}

/**
 * The chronicles of one ledger that are open, and those that come to be in it: begun here, or by others who write the
 * same database. Once open, a chronicle stays so until all are closed.
 */
export class OpenChronicles {
  readonly ledger: Ledger
  readonly #vocabulary: Vocabulary
  readonly #clock: Clock
  /** Whether none but those that were named are ever opened. */
  readonly #only: ReadonlySet<string> | undefined
  readonly #byName = new Map<string, Chronicle>()
  /** Those of the ledger that this program cannot read: a ledger only grows, so that stays so. */
  readonly #unreadable = new Set<string>()
  #keeping: Keeping | undefined
  #stops: (() => void)[] = []

  constructor({ vocabulary, ledger, clock, only }: OpenIn) {
    this.#vocabulary = vocabulary
    this.ledger = ledger
    this.#clock = clock
    this.#only = only && new Set(only)
  }

  /** By their names, in that order. It is always the same map, and grows. */
  get byName(): ReadonlyMap<string, Chronicle> {
    return this.#byName
  }

  /** Opens one as the ledger has it, and reads all that stands there. Throws as `openChronicle` does. */
  async open(name: string): Promise<Chronicle> {
    return this.#byName.get(name) ?? this.#add(await this.#read(name))
  }

  /**
   * One to record the first events of, if it is not open yet; it joins the others with its first event. Throws
   * E_CHRONICLE for a name that none can have, E_NOT_SERVED where others were named.
   */
  async begin(name: string): Promise<Chronicle> {
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
    const stop = chronicle.watch(() => {
      stop()
      this.#add(chronicle)
    })
    return chronicle
  }

  /** Opens those that came to be in the ledger since. What cannot be read is told of, once, and left. */
  async look(): Promise<void> {
    if (this.#only !== undefined) return
    for (const name of await this.ledger.chronicles()) {
      if (this.#byName.has(name) || this.#unreadable.has(name)) continue
      try {
        checkChronicleName(name)
        await this.open(name)
      } catch (error) {
        if (!(error instanceof RegestaError) || error.category !== 'invalid') throw error
        if (!this.#unreadable.has(name)) this.#keeping?.onFault(error, name)
        this.#unreadable.add(name)
      }
    }
  }

  /** Keeps up with what others record, in those that are open and those that come. The answer stops it. */
  keepUp(keeping: Keeping): () => void {
    this.#keeping = keeping
    for (const chronicle of this.#byName.values()) this.#follow(chronicle)
    let looking = false
    const look = async () => {
      if (looking) return
      looking = true
      await this.look().catch((error: unknown) => this.#keeping?.onFault(error))
      looking = false
    }
    const timer = setInterval(look, keeping.every).unref()
    return () => {
      clearInterval(timer)
      this.#keeping = undefined
      for (const stop of this.#stops.splice(0)) stop()
    }
  }

  /** Gives up the ledger, and with it all of them. */
  close(): Promise<void> {
    return this.ledger.close()
  }

  #read(name: string): Promise<Chronicle> {
    return openChronicle({ name, vocabulary: this.#vocabulary, ledger: this.ledger, clock: this.#clock })
  }

  /** The one of its name that is open: it, unless another was faster. */
  #add(chronicle: Chronicle): Chronicle {
    const { name } = chronicle
    const open = this.#byName.get(name)
    if (open !== undefined) return open
    const later = [...this.#byName].filter(([other]) => other > name)
    for (const [other] of later) this.#byName.delete(other)
    this.#byName.set(name, chronicle)
    for (const [other, each] of later) this.#byName.set(other, each)
    this.#keeping?.onFound?.(chronicle)
    this.#follow(chronicle)
    return chronicle
  }

  #follow(chronicle: Chronicle): void {
    const keeping = this.#keeping
    if (keeping === undefined) return
    const every = keeping.every * Math.ceil(this.#byName.size / LOOKS)
    const onFault = (error: unknown) => this.#keeping?.onFault(error, chronicle.name)
    this.#stops.push(chronicle.keepUp({ every, onFault }))
  }
}
