import { canonicalJson, parseEvent, type RecordedEvent, type Subject, sha256Hex } from '../src/event/index.ts'
import { formatDay } from '../src/time/index.ts'
import { library } from '../tests/toy/index.ts'
import { statusIn } from './as-of.ts'
import { type Library, libraryOf } from './library.ts'
import { FIRST_DAY, generator, LARGE, loan, USUAL } from './loans.ts'
import { compareWork, type Figure } from './pairs.ts'

const POINTS = 1_000
/** How many appends are timed together. */
const TIMES = 100

/**
 * A loan of 16,000 events among usual ones: a thousand random points asked of it, first and again; and appends, each followed
 * by a question, to it, to one of 17,000 events and to usual ones in turn.
 */
export async function largeFigures(): Promise<readonly Figure[]> {
  const size = 800 + LARGE[0] + LARGE[1] + USUAL * 20
  const large = await libraryOf(size, 'large')
  const points = pointsIn(size)
  const ask = (subject: Subject) => () =>
    points.map(({ date, position, knownAt }) => statusIn(large, subject, date, position, knownAt))
  const askFirst = (subject: Subject) => () => {
    large.chronicle.clearCache()
    return ask(subject)()
  }
  const [first, usual] = ['loan/n0', 'loan/n2'] as const
  return [
    compareWork(
      `${POINTS} random points of a loan of ${LARGE[0]} events, first / of a usual loan`,
      askFirst(usual),
      askFirst(first),
      { pairs: 7, times: 1 },
    ),
    compareWork(
      `${POINTS} random points of a loan of ${LARGE[0]} events, again / of a usual loan`,
      ask(usual),
      ask(first),
      { pairs: 15 },
    ),
    ...appendFigures(large),
  ]
}

/** Dates, known days and positions at random, the same each time. */
function pointsIn(size: number) {
  const random = generator(size)
  return Array.from({ length: POINTS }, () => ({
    date: FIRST_DAY + Math.floor(random() * 9000),
    knownAt: FIRST_DAY + Math.floor(random() * 9000),
    position: size - Math.floor(random() * (size - 800)),
  }))
}

function appendFigures(large: Library): readonly Figure[] {
  const usual = Array.from({ length: USUAL }, (_, index) => `loan/n${index + 2}` as const)
  const { chronicle } = large
  const appendTo = (subjects: readonly Subject[]) => {
    let next = 0
    return () => {
      const subject = subjects[next % subjects.length] ?? ''
      next += 1
      chronicle.suppose([renewal(subject, chronicle.position)])
      return statusIn(large, subject, FIRST_DAY + 9000, chronicle.position)
    }
  }
  const sampling = { times: TIMES, pairs: 15 }
  for (const append of [appendTo(usual), appendTo(['loan/n0']), appendTo(['loan/n1'])])
    for (let warm = 0; warm < USUAL; warm += 1) append()
  return [
    compareWork(
      `an append and a question, a loan of ${LARGE[0]} events / usual loans`,
      appendTo(usual),
      appendTo(['loan/n0']),
      sampling,
    ),
    compareWork(
      `an append and a question, a loan of ${LARGE[1]} events / of ${LARGE[0]}`,
      appendTo(['loan/n0']),
      appendTo(['loan/n1']),
      sampling,
    ),
  ]
}

function renewal(subject: Subject, after: number): RecordedEvent {
  const position = after + 1
  const event = loan(subject, 1, formatDay(FIRST_DAY + (after % 9000)), 799, `late ${after}`)
  const parsed = parseEvent(library.catalogue, event)
  if (!parsed.ok) throw new Error(`expected an event, got ${canonicalJson(event)}`)
  return { id: sha256Hex(canonicalJson(event)), position, recordedAt: position, event, valid: parsed.valid }
}
