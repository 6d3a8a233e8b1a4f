import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../../src/event/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import type { SharedCache } from '../../../src/state/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import type { World } from '../../graphql/look-ahead/leaks.ts'
import { dayOf } from '../../graphql/look-ahead/stories.ts'

/** A chronicle of which as much is recorded, on such a day, as a test says. */
export class Growing {
  readonly chronicle: Chronicle
  readonly #grow: (events: readonly Envelope[]) => Promise<void>
  readonly #turn: (day: string) => void

  private constructor(chronicle: Chronicle, grow: Growing['grow'], turn: (day: string) => void) {
    this.chronicle = chronicle
    this.#grow = grow
    this.#turn = turn
  }

  static async open(
    { chronicle: name, vocabulary }: Pick<World, 'chronicle' | 'vocabulary'>,
    cache?: SharedCache,
  ): Promise<Growing> {
    let clock = fixedClock(`${dayOf(5)}T12:00:00Z`)
    const ledger = openMemoryLedger()
    const now = { now: () => clock.now(), today: () => clock.today() }
    const chronicle = await openChronicle({ name, vocabulary, ledger, clock: now, cache })
    const grow = async (events: readonly Envelope[]) => {
      const position = chronicle.position + events.length
      await ledger.append({
        chronicle: name,
        name: `batch-${position}`,
        recordedAt: position * 1000,
        events: events.map((event) => ({ id: eventId(event), body: canonicalJson(event) })),
      })
      await chronicle.follow()
    }
    return new Growing(chronicle, grow, (day) => {
      clock = fixedClock(`${day}T12:00:00Z`)
    })
  }

  grow(events: readonly Envelope[]): Promise<void> {
    return this.#grow(events)
  }

  turnTo(day: string): void {
    this.#turn(day)
  }
}
