import { inventedEvents } from '../../bench/invented.ts'
import { bilateral } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fieldsOf, inOneGo, SharedCache, type State } from '../../src/state/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'

/**
 * `node --expose-gc kept.ts`: asks questions of each kind of an invented chronicle, and prints for each kind how many bytes the
 * cache counts of what is kept then, and by how many the heap has grown. A process has its heap for itself.
 */
const NAME = 'invented'
/** More than the events that are kept as they were last made. */
const SIZE = 12_000

const { vocabulary } = bilateral
const cache = new SharedCache(2 ** 40)
const ledger = openMemoryLedger()
await ledger.append({ chronicle: NAME, name: 'all', recordedAt: 1, events: [...inventedEvents(SIZE, NAME)] })
const clock = fixedClock('2030-01-01T00:00:00Z')
const chronicle = await openChronicle({ name: NAME, vocabulary, ledger, clock, cache })
const kinds = [...vocabulary.kinds.values()]
const points = Array.from({ length: 4 }, (_, nth) => ({
  date: parseDay('1960-01-01') + nth * 5_100,
  knownAt: parseDay('1980-05-05') + nth * 4_000,
  position: chronicle.position - nth * 150,
}))

const QUESTIONS: Readonly<Record<string, () => void>> = {
  subjects: () => {
    for (const point of points) listAll(chronicle.asOf(point))
  },
  views: () => {
    for (const point of points) {
      const { view } = chronicle.asOf(point)
      for (let position = 1; position <= chronicle.position; position += 1)
        view.see(chronicle.eventAt(position)?.id ?? '')
    }
  },
  fields: () => {
    for (const { date } of points)
      for (const item of listAll(chronicle.asOf({ date })))
        for (const field of fieldsOf(item.kind)) item.get(field)
    // Those of the last events that views and claims share are made anew, apart from what indexes keep.
    for (let position = 1; position <= chronicle.position; position += 1) chronicle.eventAt(position)
  },
  indexes: () => {
    const state = chronicle.asOf({})
    for (const steps of [state.eventIndex(), ...kinds.map((kind) => state.itemIndex(kind))]) inOneGo(steps)
  },
  words: () => {
    const wordsOf = (keys: Iterable<string>, values: Iterable<unknown>) =>
      new Set(JSON.stringify([...keys, ...values]).match(/\w+/g))
    inOneGo(
      chronicle
        .asOf({})
        .eventWords(wordsOf)
        .having([['work']]),
    )
  },
  comparisons: () => {
    for (const [nth, { date }] of points.entries()) {
      const { changes } = chronicle.compare({ date }, { date: points[nth + 1]?.date ?? date })
      for (const { kind } of kinds) changes(kind)
    }
  },
}

function listAll(state: State) {
  return kinds.flatMap(({ kind }) => state.list(kind))
}

function heap(): number {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const printed: Record<string, readonly [counted: number, grown: number]> = {}
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const [counted, before] = [cache.bytes, heap()]
  ask()
  // What goes on in the background finds that it is done.
  await new Promise((resolve) => setTimeout(resolve, 100))
  printed[name] = [cache.bytes - counted, heap() - before]
}
console.log(JSON.stringify(printed))
