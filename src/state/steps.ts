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
