import { setImmediate as turn } from 'node:timers/promises'
import type { ColumnSet } from '../columns/index.ts'
import { Projection, SharedCache, StateCache, type Steps, type Vocabulary } from '../state/index.ts'
import { EventIndex } from '../visibility/index.ts'
import { EventReader } from './event-reader.ts'
import { Proofs } from './proofs.ts'
import { type Bodies, StoredEvents } from './stored-events.ts'

/** The indexes of one chronicle, and its caches. The indexes only grow; each reader keeps to a position. */
export type ChronicleIndexes = {
  readonly name: string
  readonly vocabulary: Vocabulary
  /** All that the indexes hold of the events; what an event says is made of its body. */
  readonly columns: ColumnSet
  readonly bodies: Bodies
  readonly eventIndex: EventIndex
  readonly reader: EventReader
  readonly projection: Projection
  readonly states: StateCache
  readonly proofs: Proofs
}

/**
 * The indexes of the events that the columns have. What `other` of the same chronicle has read is not read again; `cache` may
 * be shared with other chronicles.
 */
export function indexesOver(
  name: string,
  vocabulary: Vocabulary,
  bodies: Bodies,
  columns: ColumnSet,
  { cache = new SharedCache(), other }: { readonly cache?: SharedCache; readonly other?: EventIndex } = {},
): ChronicleIndexes {
  const events = new StoredEvents(name, bodies, columns)
  const eventIndex = new EventIndex(vocabulary.catalogue, { columns, events, ...(other && { other }) })
  const projection = new Projection(vocabulary, eventIndex, { columns })
  return {
    name,
    vocabulary,
    columns,
    bodies,
    eventIndex,
    reader: new EventReader(eventIndex),
    projection,
    states: new StateCache(eventIndex, projection, cache, { background: inBackground }),
    proofs: new Proofs(name, eventIndex, columns),
  }
}

/** How long a turn takes before others go first, and how long work that nobody waits for pauses where they took as long, ms. */
const TURN = 5
const PAUSE = 10

/** Does work in steps that somebody waits for: others go first after each turn. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const until = performance.now() + TURN
    do {
      const step = steps.next()
      if (step.done === true) return step.value
    } while (performance.now() < until)
    await turn()
  }
}

/** Does work that nobody waits for, a little at a time. If it fails, whoever asks for it next meets the same fault. */
export function inBackground(steps: Steps<void>): void {
  const letOthersGo = () => {
    const from = performance.now()
    setImmediate(() => {
      if (performance.now() - from < TURN) goOn()
      else setTimeout(goOn, PAUSE)
    })
  }
  const goOn = () => {
    const until = performance.now() + TURN
    try {
      while (performance.now() < until) if (steps.next().done === true) return
    } catch {
      return
    }
    letOthersGo()
  }
  letOthersGo()
}
