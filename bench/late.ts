import { produce } from 'immer'
import { canonicalJson, parseEvent, type Subject, sha256Hex } from '../src/event/index.ts'
import { type Claim, type Gathered, gatherClaims, Projection } from '../src/state/index.ts'
import { formatDay } from '../src/time/index.ts'
import { asWritten, EventIndex } from '../src/visibility/index.ts'
import { eventsIn, library } from '../tests/toy/index.ts'
import type { Library } from './library.ts'
import { FIRST_DAY, loan } from './loans.ts'
import { compareWork, type Figure } from './pairs.ts'

const TIMES = 100

/** What one more event on a loan costs, taken in and gathered, against one immer step on what is gathered of it. */
export function lateFigures({ chronicle, subjects, columns }: Library): readonly Figure[] {
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const recorded of eventsIn(chronicle)) {
    eventIndex.add(recorded)
    projection.add(recorded)
  }
  const largest = largestOf(columns.subjects)
  const usual = subjects[subjects.length >> 1] ?? largest
  return [...new Set([usual, largest])].map((subject) => {
    const count = columns.subjects.filter((each) => each === subject).length
    const coming = comingOn(subject, eventIndex.count)
    let gathered = projection.gathered(subject)
    return compareWork(
      `late event on a loan of ${count} / immer step`,
      () => step(gathered),
      () => {
        const event = coming.next().value
        if (event === undefined) throw new Error('expected more late events')
        eventIndex.add(event)
        projection.add(event)
        gathered = gatherClaims(library, gathered, [asWritten(event)])
        return gathered
      },
      { times: TIMES },
    )
  })
}

let steps = 0

function step(gathered: Gathered): Gathered {
  steps += 1
  const key = sha256Hex(String(steps))
  const claim: Claim = { field: 'status', value: 'renewed', spelling: '"renewed"', aspect: 'happened' }
  return produce(gathered, (draft) => {
    const bucket = draft.buckets[key.slice(0, 2)] ?? {}
    draft.buckets[key.slice(0, 2)] = bucket
    bucket[key] = [claim]
  })
}

/** Renewals, parsed before they are asked for: enough for every pair and the warming up. */
function comingOn(subject: Subject, after: number) {
  const events = Array.from({ length: TIMES * 12 }, (_, index) => {
    const event = loan(subject, 1, formatDay(FIRST_DAY + index), index % 10, `late ${index}`)
    const parsed = parseEvent(library.catalogue, event)
    if (!parsed.ok) throw new Error(`expected an event, got ${canonicalJson(event)}`)
    const position = after + index + 1
    return { id: sha256Hex(canonicalJson(event)), position, recordedAt: position, event, valid: parsed.valid }
  })
  return events.values()
}

function largestOf(subjects: readonly Subject[]): Subject {
  const counts = new Map<Subject, number>()
  for (const subject of subjects) counts.set(subject, (counts.get(subject) ?? 0) + 1)
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}
