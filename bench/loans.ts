import type { RecordedEvent } from '../src/event/index.ts'
import { formatDay, parseDay } from '../src/time/index.ts'
import { loanMade, loanRenewed, loanReturned, Tale } from '../tests/toy/index.ts'

/** How events fall upon subjects: evenly, or most of them on few (the n-th subject gets about 1/n). */
export type Shape = 'uniform' | 'skewed'

export type Loans = { readonly events: readonly RecordedEvent[]; readonly subjects: readonly string[] }

/**
 * A ledger of about `size` events on loans, twenty to a subject where they fall evenly: made, renewed again and
 * again, returned; told by ten sources. The same for the same arguments.
 */
export function loansOf(size: number, shape: Shape): Loans {
  const tale = new Tale()
  const random = generator(size)
  const first = parseDay('2000-01-01')
  for (let source = 0; source < 10; source += 1) tale.source(`s${source}`, formatDay(first + source * 700))
  const subjects = Array.from({ length: Math.max(1, Math.floor(size / 20)) }, (_, index) => `loan/n${index}`)
  const told = new Map<string, number>()
  for (let count = tale.events.length; count < size; count += 1) {
    const subject = subjects[pick(shape, subjects.length, random)] ?? 'loan/n0'
    const nth = told.get(subject) ?? 0
    told.set(subject, nth + 1)
    const how = {
      on: formatDay(first + Math.floor(random() * 9000)),
      by: `s${Math.floor(random() * 10)}`,
      salt: String(count),
    }
    if (nth === 0) tale.tell(loanMade, subject, { book: `book/b${count % 97}` }, how)
    else tale.tell(nth % 7 === 6 ? loanReturned : loanRenewed, subject, {}, how)
  }
  return { events: tale.events, subjects: subjects.filter((subject) => told.has(subject)) }
}

function pick(shape: Shape, subjects: number, random: () => number): number {
  return shape === 'uniform' ? Math.floor(random() * subjects) : Math.floor(subjects ** random()) - 1
}

/** A small generator (mulberry32), so that a run can be repeated. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
