import { inventedEvents } from '../../bench/invented.ts'
import { bilateral } from '../../src/domains/index.ts'
import { openChronicle } from '../../src/engine/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fieldsOf, SharedCache, type State } from '../../src/state/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'

/**
 * `node --expose-gc kept.ts`: asks questions of each kind of an invented chronicle, and prints for each kind how many bytes the
 * cache counts of what it then keeps, and how many the heap has grown by. The heap is that of this process alone.
 */
const NAME = 'invented'
const SIZE = 4_000
const { vocabulary } = bilateral
const cache = new SharedCache(2 ** 40)
const ledger = openMemoryLedger()
await ledger.append({ chronicle: NAME, name: 'all', recordedAt: 1, events: [...inventedEvents(SIZE, NAME)] })
const clock = fixedClock('2030-01-01T00:00:00Z')
const chronicle = await openChronicle({ name: NAME, vocabulary, ledger, clock, cache })

const points = Array.from({ length: 12 }, (_, nth) => ({
  date: parseDay('1960-01-01') + nth * 1_700,
  knownAt: parseDay('1962-05-05') + nth * 1_900,
  position: chronicle.position - nth * 50,
}))
const kinds = [...vocabulary.kinds.values()]

/** Each kind of question, asked at every point. */
const QUESTIONS: Readonly<Record<string, () => void>> = {
  gathered: () => {
    const { projection } = chronicle.asOf({})
    for (const { kind } of kinds) for (const subject of projection.subjectsOf(kind)) projection.gathered(subject)
  },
  subjects: () => atEach(({ view: _, ...state }) => state),
  views: () => atEach(({ view }) => view.visibleEvents),
  fields: () => {
    for (const { date } of points) resolveAll(chronicle.asOf({ date }))
  },
  indexes: () => {
    const state = chronicle.asOf({})
    for (const index of [state.eventIndex(), ...kinds.map((kind) => state.itemIndex(kind))])
      for (const { index: rows } of [ended(index)])
        for (const set of Object.values(rows.answers)) {
          set.count({ date: 0, known: 0 })
          for (const order of ['valid', 'known', 'recorded', 'subject'] as const)
            set.inOrder({ date: 0, known: 0 }, order, false).next()
          set.rowsOf('')
        }
  },
  words: () => {
    const wordsOf = (_: Iterable<string>, values: Iterable<unknown>) => JSON.stringify([...values]).match(/\w+/g) ?? []
    ended(chronicle.asOf({}).eventWords(wordsOf).having([['work']]))
  },
}

function atEach(ask: (state: State) => unknown): void {
  for (const point of points) {
    const state = chronicle.asOf(point)
    ask(state)
  }
}

function resolveAll(state: State): void {
  for (const kind of kinds) for (const item of state.list(kind.kind)) for (const field of fieldsOf(kind)) item.get(field)
}

function ended<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

function heap(): number {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
}

QUESTIONS.subjects = () => atEach((state) => kinds.map(({ kind }) => state.list(kind)))
const printed: Record<string, readonly [number, number]> = {}
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const [counted, before] = [cache.bytes, heap()]
  ask()
  printed[name] = [cache.bytes - counted, heap() - before]
}
console.log(JSON.stringify(printed))
