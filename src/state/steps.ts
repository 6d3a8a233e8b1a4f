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

/** The values in order, and by value its place among them. */
export function* numbered<T extends number | string>(
  distinct: ReadonlySet<T>,
): Steps<{ readonly values: readonly T[]; readonly places: ReadonlyMap<T, number> }> {
  const inOrder = yield* sorted([...distinct], (a, b) => (a < b ? -1 : 1))
  const places = new Map<T, number>()
  for (const value of inOrder) {
    if (places.size % SORTED_A_STEP === 0) yield
    places.set(value, places.size)
  }
  return { values: inOrder, places }
}

/** The places of some things among others, from 0. */
export type Places = { readonly length: number; at(thing: number): number }

/** How many things are counted or put in their place in one step. */
const COUNTED_A_STEP = 8_192

/** The numbers of things in the order of their places; those of one place as they come, or as `given`. A counting sort. */
export function* orderBy(places: Places, given?: Uint32Array): Steps<Uint32Array> {
  const size = places.length
  let ends = 0
  for (let thing = 0; thing < size; thing += 1) {
    if (thing % COUNTED_A_STEP === 0) yield
    ends = Math.max(ends, places.at(thing) + 1)
  }
  const starts = new Uint32Array(ends + 1)
  for (let thing = 0; thing < size; thing += 1) {
    if (thing % COUNTED_A_STEP === 0) yield
    const next = places.at(thing) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let place = 1; place < ends; place += 1) {
    if (place % COUNTED_A_STEP === 0) yield
    starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0)
  }
  const order = new Uint32Array(size)
  for (let nth = 0; nth < size; nth += 1) {
    if (nth % COUNTED_A_STEP === 0) yield
    const thing = given?.[nth] ?? nth
    const place = places.at(thing)
    const at = starts[place] ?? 0
    order[at] = thing
    starts[place] = at + 1
  }
  return order
}
