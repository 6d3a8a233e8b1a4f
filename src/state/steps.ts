/** Work in steps: whoever does it lets others go first after each. */
export type Steps<T> = Generator<undefined, T>

/** Does work in steps in one go. */
export function inOneGo<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** What `of` gives of each of some things, one after the other; a step is so many of them. */
export function* ofEach<T, R>(things: Iterable<T>, step: number, of: (thing: T) => Iterable<R>): Steps<R[]> {
  const found: R[] = []
  let looked = 0
  for (const each of things) {
    if (++looked % step === 0) yield
    for (const one of of(each)) found.push(one)
  }
  return found
}

/**
 * Work that is done once: whoever waits for it goes on with the same steps. Once one of them has thrown, it begins anew.
 */
export function doneOnce<T>(begin: () => Steps<T>): () => Steps<T> {
  let done: { readonly value: T } | undefined
  let steps: Steps<T> | undefined
  return function* () {
    while (done === undefined) {
      steps ??= begin()
      let ended = true
      try {
        const step = steps.next()
        if (step.done === true) done = { value: step.value }
        else ended = false
      } finally {
        if (ended) steps = undefined
      }
      if (done === undefined) yield
    }
    return done.value
  }
}

/** How many things are sorted, merged or numbered in one step. */
const SORTED_A_STEP = 2_048

/** Things in order; equal ones stay as they come. */
export function* sorted<T>(things: readonly T[], compare: (a: T, b: T) => number): Steps<readonly T[]> {
  let runs: (readonly T[])[] = []
  for (let from = 0; from < things.length; from += SORTED_A_STEP) {
    runs.push(things.slice(from, from + SORTED_A_STEP).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = []
    for (let run = 0; run < runs.length; run += 2)
      merged.push(yield* mergedRuns(runs[run] ?? [], runs[run + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function* mergedRuns<T>(
  one: readonly T[],
  other: readonly T[],
  compare: (a: T, b: T) => number,
): Steps<readonly T[]> {
  if (other.length === 0) return one
  const merged: T[] = []
  let [left, right] = [0, 0]
  for (;;) {
    const [a, b] = [one[left], other[right]]
    if (a === undefined && b === undefined) return merged
    if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
      if (a !== undefined) merged.push(a)
      left += 1
    } else {
      merged.push(b)
      right += 1
    }
    if (merged.length % SORTED_A_STEP === 0) yield
  }
}

/** The values in order, each once, and by value its place among them. */
export function* numbered<T extends number | string>(
  values: Iterable<T>,
): Steps<{ readonly values: readonly T[]; readonly places: ReadonlyMap<T, number> }> {
  const distinct = new Set<T>()
  let looked = 0
  for (const value of values) {
    if (++looked % SORTED_A_STEP === 0) yield
    distinct.add(value)
  }
  const inOrder = yield* sorted([...distinct], (a, b) => (a < b ? -1 : 1))
  const places = new Map<T, number>()
  for (const value of inOrder) {
    if (places.size % SORTED_A_STEP === 0) yield
    places.set(value, places.size)
  }
  return { values: inOrder, places }
}

/** The indexes of numbers in their order; those of equal ones stay as they come. */
export function* orderBy(numbers: Uint16Array | Uint32Array): Steps<Uint32Array> {
  const size = numbers.length
  // Number and index in one: these are compared faster than anything else.
  const packed: number[] = []
  for (const number of numbers) {
    if (packed.length % SORTED_A_STEP === 0) yield
    packed.push(number * size + packed.length)
  }
  const order = new Uint32Array(size)
  for (const [nth, each] of (yield* sorted(packed, (a, b) => a - b)).entries()) {
    if (nth % SORTED_A_STEP === 0) yield
    order[nth] = each % size
  }
  return order
}
