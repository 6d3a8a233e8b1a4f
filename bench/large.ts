import {
  boundSchema,
  canonicalJson,
  type Envelope,
  parseEvent,
  type RecordedEvent,
  type Subject,
  sha256Hex,
} from '../src/event/index.ts'
import { type CivilDay, formatDay, readBound } from '../src/time/index.ts'
import { library } from '../tests/toy/index.ts'
import { statusIn } from './as-of.ts'
import { type Library, libraryOf } from './library.ts'
import { FIRST_DAY, generator, LARGE, loan, USUAL } from './loans.ts'
import { compareWork, type Figure } from './pairs.ts'

const POINTS = 1_000
/** How many appends are timed together. */
const TIMES = 100

/**
 * A loan of 16,000 events among usual ones: a thousand random points asked of it that were never asked before, the same again,
 * and both with all that it rests on read before from the ledger; against a usual loan, and against a scan of plain typed
 * columns that gives the same stage. And appends, each followed by a question, to it, to one of 17,000 events and to usual
 * ones in turn.
 */
export async function largeFigures(): Promise<readonly Figure[]> {
  const size = 800 + LARGE[0] + LARGE[1] + USUAL * 20
  const large = await libraryOf(size, 'large')
  const [loan, usual] = ['loan/n0', 'loan/n2'] as const
  const random = generator(size)
  const ask = (subject: Subject, points: readonly Asked[]) =>
    points.map(({ date, position, knownAt }) => statusIn(large, subject, date, position, knownAt))
  const again = pointsIn(size, random)
  const askNew = (subject: Subject) => () => ask(subject, pointsIn(size, random))
  const askAgain = (subject: Subject) => () => ask(subject, again)
  const askCleared = (subject: Subject) => () => {
    large.chronicle.clearCache()
    return ask(subject, again)
  }
  const scan = scanOf(large, loan)
  check(pointsIn(size, random), scan, (points) => ask(loan, points))
  const few = { pairs: 7, times: 1 }
  const named = (what: string) => `${POINTS} random points of a loan of ${LARGE[0]} events, ${what}`
  return [
    compareWork(named('never asked / of a usual loan'), askNew(usual), askNew(loan), few),
    compareWork(named('never asked / scans of typed columns'), () => scan(again), askNew(loan), few),
    compareWork(named('again / of a usual loan'), askAgain(usual), askAgain(loan), { pairs: 15 }),
    compareWork(named('its events read first / of a usual loan'), askCleared(usual), askCleared(loan), few),
    ...appendFigures(large),
  ]
}

type Asked = { readonly date: CivilDay; readonly knownAt: CivilDay; readonly position: number }

/** Dates, known days and positions at random. */
function pointsIn(size: number, random: () => number): readonly Asked[] {
  return Array.from({ length: POINTS }, () => ({
    date: FIRST_DAY + Math.floor(random() * 9000),
    knownAt: FIRST_DAY + Math.floor(random() * 9000),
    position: size - Math.floor(random() * (size - 800)),
  }))
}

/** The least that tells the stage of a loan at a point: one pass over its positions, known days, first days and stages. */
function scanOf({ log }: Library, subject: Subject): (points: readonly Asked[]) => readonly string[] {
  const published = new Map<string, CivilDay>()
  const rows: (readonly number[])[] = []
  for (const [index, { body }] of log.entries()) {
    const event: Envelope = JSON.parse(body)
    const { valid } = event
    if (event.type === 'SourceRegistered')
      published.set(event.subject, readBound(boundSchema.parse(event.payload.published)).earliest)
    if (event.subject !== subject || valid === undefined || 'begin' in valid) continue
    const known = published.get(event.evidence?.[0]?.source ?? '') ?? 0
    const { earliest, latest } = readBound(valid)
    rows.push([index + 1, known, earliest, latest - 1, STAGES.indexOf(event.type)])
  }
  const [positions, known, first, surely, stages] = [0, 1, 2, 3, 4].map((column) =>
    Float64Array.from(rows, (row) => row[column] ?? 0),
  )
  return (points) =>
    points.map((point) => {
      let [sure, possible] = [-1, 0]
      for (let row = 0; row < rows.length; row += 1) {
        if ((positions?.[row] ?? 0) > point.position) break
        if ((known?.[row] ?? 0) > point.knownAt || (first?.[row] ?? 0) > point.date) continue
        const stage = stages?.[row] ?? 0
        possible |= 1 << stage
        if ((surely?.[row] ?? 0) <= point.date) sure = Math.max(sure, stage)
      }
      return ['open', 'renewed', 'returned']
        .filter((_, stage) => stage >= sure && possible & (1 << stage))
        .sort()
        .join()
    })
}

const STAGES = ['LoanMade', 'LoanRenewed', 'LoanReturned']

/** The two answer alike, or the figures mean nothing. */
function check(
  points: readonly Asked[],
  scan: (points: readonly Asked[]) => readonly string[],
  ask: (points: readonly Asked[]) => readonly string[],
): void {
  const [one, other] = [scan(points), ask(points)]
  const differing = points.findIndex((_, index) => one[index] !== other[index]?.split(',').sort().join())
  if (differing >= 0)
    throw new Error(`${JSON.stringify(points[differing])}: ${one[differing]} is not ${other[differing]}`)
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
