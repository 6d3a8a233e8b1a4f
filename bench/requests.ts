import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatDay, parseDay } from '../src/time/index.ts'
import { ACCEPTED, askerOf, MAIN, post, ROOT, requestOf, type Started, serverOf } from './http.ts'
import { compareWhole, type Figure } from './pairs.ts'

/** Requests of a sample. */
const TIMES = 2_000
const PAIRS = 15

/**
 * The rates at which a server answers over loopback, with logs, metrics and limits on: fresh answers, each at a date never
 * asked about, over those of a static Yoga; and kept ones over those of a bare `node:http`. The anchors give the same bytes.
 * Every server is a process of its own, and one is asked at a time.
 */
export async function requestFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-requests-'))
  const started: Started[] = []
  const start = async (...args: Parameters<typeof serverOf>) => {
    const server = await serverOf(...args)
    started.push(server)
    return server.port
  }
  try {
    const regesta = await start(join(folder, 'log'), (port) => [
      MAIN,
      'serve',
      ...['--http-requests', '2147483647'],
      '--port',
      `${port}`,
      '--ledger',
      join(folder, 'ledger.sqlite'),
    ])
    const kept = post(question(DAY))
    const answer = await fetch(`http://127.0.0.1:${regesta}/graphql`, {
      method: 'POST',
      headers: { ...ACCEPTED, 'content-type': 'application/json' },
      body: JSON.stringify(question(DAY)),
    })
    const given = join(folder, 'answer.json')
    const head = [...answer.headers].flat()
    await writeFile(given, JSON.stringify({ head: without(head), body: await answer.text() }))
    const anchor = (kind: string) =>
      start(join(folder, kind), (port) => [join(ROOT, 'bench', 'request-anchors.ts'), kind, `${port}`, given])
    const [bare, yoga] = [await anchor('bare'), await anchor('yoga')]
    let day = DAY
    const fresh = () => post(question(++day))
    return [
      await rates('fresh answers, rate / that of a static Yoga', yoga, regesta, fresh),
      await rates('kept answers, rate / that of bare node:http', bare, regesta, () => kept),
      await rates('kept answers by GET, rate / that of bare node:http', bare, regesta, () => BY_GET),
    ]
  } finally {
    for (const { process } of started) process.kill()
    await rm(folder, { recursive: true })
  }
}

/** After the last event, so that every date has the same answer. */
const DAY = parseDay('2030-01-01')
const SUBJECT = 'meeting/first-two-plus-two'
const QUERY =
  'query ($date: Date!) { relationship(id: "japan-viet-nam") { asOf(date: $date) { item(subject: "SUBJECT") { subject certainty } } } }'.replace(
    'SUBJECT',
    SUBJECT,
  )

function question(day: number) {
  return { query: QUERY, variables: { date: formatDay(day) } }
}

const BY_GET = requestOf(
  `GET /graphql?query=${encodeURIComponent(QUERY)}&variables=${encodeURIComponent(`{"date":"${formatDay(DAY)}"}`)}`,
  ACCEPTED,
)

/** How many times as many answers `subject` gives as `anchor` in the same time. */
async function rates(name: string, anchor: number, subject: number, request: () => Buffer): Promise<Figure> {
  const askers = { anchor: askerOf(anchor, request), subject: askerOf(subject, request) }
  await askers.anchor.ask(TIMES)
  await askers.subject.ask(TIMES)
  const { anchorMicros, subjectMicros, ...figure } = await compareWhole(
    name,
    () => askers.subject.ask(TIMES),
    () => askers.anchor.ask(TIMES),
    PAIRS,
  )
  return { ...figure, anchorMicros: subjectMicros / TIMES, subjectMicros: anchorMicros / TIMES }
}

/** The headers but for those that Node writes itself. */
function without(head: readonly string[]): readonly string[] {
  return Array.from({ length: head.length / 2 }, (_, at) => head.slice(2 * at, 2 * at + 2))
    .filter(([name = '']) => !['connection', 'content-length', 'date', 'keep-alive'].includes(name))
    .flat()
}
