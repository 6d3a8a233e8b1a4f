import { DatabaseSync } from 'node:sqlite'
import { EventStore, EventType } from '@castore/core'
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Event, getInMemoryEventStore } from '@event-driven-io/emmett'
import datascript from 'datascript'
import { canonicalJson, parseEvent, type Subject, sha256Hex } from '../../src/event/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { type CivilDay, formatDay } from '../../src/time/index.ts'
import { evidenceIn, library, stated, TALE } from '../../tests/toy/index.ts'
import { statusIn } from '../as-of.ts'
import { openOver } from '../library.ts'
import { FIRST_DAY, generator, loansOf } from '../loans.ts'
import { firstOf } from './databases.ts'
import { oneByOne, statusOf } from './questions.ts'

/** What was known on `knownAt` of a subject as of `date`. */
type Question = { readonly subject: Subject; readonly date: CivilDay; readonly knownAt: CivilDay }

type Step = {
  readonly subject: Subject
  readonly day: CivilDay
  readonly stage: number
  readonly source: Subject
}

/** From when to when a source counts: from its publication, until it is withdrawn. */
type Source = { readonly published: CivilDay; readonly withdrawn: CivilDay }

type Answer = (question: Question) => string | Promise<string>

/** Without a rule of one's own, and with one that looks up when sources count. */
type Attempt = {
  readonly name: string
  readonly plain: Answer
  readonly ruled: Answer
  readonly rule: string
}

const EVENTS = 5_000
const QUESTIONS = 500
const NEVER = 2 ** 30
const WITHDRAWN: Subject = 'source/s3'
const WITHDRAWN_ON = FIRST_DAY + 6_300

/**
 * A table: how many of the same questions with two dates each library answers as this engine does, where every event is
 * known from the day on which its source is published, and one source is withdrawn later. Throws if a rule written by
 * hand differs from the engine.
 */
export async function correctedRows(): Promise<readonly string[]> {
  const { log, columns } = loansOf(EVENTS, 'uniform')
  const sources = new Map<Subject, Source>()
  const steps: Step[] = []
  for (const { body } of log) {
    const parsed = parseEvent(library.catalogue, JSON.parse(body))
    if (!parsed.ok) throw new Error(`expected an event, got ${body}`)
    const { subject, evidence = [] } = parsed.event
    const withdrawn = subject === WITHDRAWN ? WITHDRAWN_ON : NEVER
    const nth = steps.length
    if (subject.startsWith('source/'))
      sources.set(subject, { published: FIRST_DAY + (Number(subject.slice(8)) + 1) * 900, withdrawn })
    else
      steps.push({
        subject,
        day: columns.days[nth] ?? 0,
        stage: columns.stages[nth] ?? -1,
        source: evidence[0]?.source ?? 'source/none',
      })
  }
  const random = generator(5)
  const day = () => FIRST_DAY + Math.floor(random() * 9_000)
  const questions = Array.from({ length: QUESTIONS }, () => {
    const { subject } = steps[Math.floor(random() * steps.length)] ?? { subject: '' }
    return { subject, date: day(), knownAt: day() }
  })
  const here = await hereOf(log)
  const expected = questions.map(here)
  const rows = [
    `| of ${QUESTIONS} questions with two dates, right | with the date alone | with a rule of one's own | the rule |`,
    '|---|---:|---:|---|',
    `| here | | ${QUESTIONS} | none: \`knownAt\` |`,
  ]
  for (const { name, plain, ruled, rule } of await attempts(steps, sources)) {
    const right = async (answer: Answer) => {
      const answers = await oneByOne(questions, async (question) => answer(question))
      return answers.filter((each, index) => each === expected[index]).length
    }
    const [alone, both] = [await right(plain), await right(ruled)]
    if (both !== QUESTIONS) throw new Error(`${name}: only ${both} of ${QUESTIONS} are as expected`)
    rows.push(`| ${name} | ${alone} | ${both} | ${rule} |`)
  }
  return rows
}

async function hereOf(log: readonly { readonly id: string; readonly body: string }[]) {
  const withdrawal = canonicalJson({
    chronicle: TALE,
    version: 1,
    type: 'SourceRetracted',
    subject: WITHDRAWN,
    payload: { reason: 'it was wrong' },
    valid: stated(formatDay(WITHDRAWN_ON)),
    ...evidenceIn([WITHDRAWN.slice(7)]),
  })
  const ledger = openMemoryLedger()
  const events = [...log, { id: sha256Hex(withdrawal), body: withdrawal }]
  await ledger.append({ chronicle: TALE, name: 'all', recordedAt: 1, events })
  const chronicle = await openOver(ledger)
  return ({ subject, date, knownAt }: Question) =>
    statusIn({ chronicle }, subject, date, events.length, knownAt)
}

async function attempts(
  steps: readonly Step[],
  sources: ReadonlyMap<Subject, Source>,
): Promise<readonly Attempt[]> {
  return [
    await inEmmett(steps, sources),
    inCastore(steps, sources),
    inDataScript(steps, sources),
    ...(await inSql(steps, sources)),
  ]
}

type Stepped = Event<'Stepped', Step>

async function inEmmett(steps: readonly Step[], sources: ReadonlyMap<Subject, Source>): Promise<Attempt> {
  const store = getInMemoryEventStore()
  for (const [subject, own] of Map.groupBy(steps, ({ subject }) => subject))
    await store.appendToStream<Stepped>(
      subject,
      own.map((data) => ({ type: 'Stepped', data })),
    )
  const fold = async ({ subject, date }: Question, accepts: (step: Step) => boolean) => {
    const { state } = await store.aggregateStream<number, Stepped>(subject, {
      initialState: () => -1,
      evolve: (furthest: number, { data }: Stepped) =>
        data.day <= date && accepts(data) ? Math.max(furthest, data.stage) : furthest,
    })
    return statusOf(state)
  }
  return {
    name: 'emmett',
    plain: (question) => fold(question, () => true),
    ruled: (question) => fold(question, (step) => counts(sources, step, question.knownAt)),
    rule: 'in `evolve`, which looks up a map of sources beside the store',
  }
}

/** Whether the source of an event counted on a day. */
function counts(sources: ReadonlyMap<Subject, Source>, { source }: Step, knownAt: CivilDay): boolean {
  const { published = NEVER, withdrawn = NEVER } = sources.get(source) ?? {}
  return published <= knownAt && knownAt < withdrawn
}

function inCastore(steps: readonly Step[], sources: ReadonlyMap<Subject, Source>): Attempt {
  const store = new EventStore({
    eventStoreId: 'LOANS',
    eventTypes: [new EventType<'STEPPED', Step>({ type: 'STEPPED' })],
    reducer: (loan: { aggregateId: string; version: number; stage: number } | undefined, event) => ({
      aggregateId: event.aggregateId,
      version: event.version,
      stage: Math.max(loan?.stage ?? -1, event.payload.stage),
    }),
    eventStorageAdapter: new InMemoryEventStorageAdapter({
      initialEvents: steps.map((payload, index) => ({
        aggregateId: payload.subject,
        version: index + 1,
        type: 'STEPPED' as const,
        timestamp: `${payload.day}`,
        payload,
      })),
    }),
  })
  const build = async ({ subject, date }: Question, accepts: (step: Step) => boolean) => {
    const { events } = await store.getEvents(subject)
    const own = events.filter(({ payload }) => payload.day <= date && accepts(payload))
    return statusOf(store.buildAggregate(own)?.stage ?? -1)
  }
  return {
    name: 'castore',
    plain: (question) => build(question, () => true),
    ruled: (question) => build(question, (step) => counts(sources, step, question.knownAt)),
    rule: 'before `buildAggregate`, which is given what a map of sources lets through',
  }
}

function inDataScript(steps: readonly Step[], sources: ReadonlyMap<Subject, Source>): Attempt {
  const names = [...sources.keys()]
  const datoms = [
    ...[...sources.values()].flatMap(({ published, withdrawn }, index) => [
      [index + 1, 'published', published] as const,
      [index + 1, 'withdrawn', withdrawn] as const,
    ]),
    ...steps.flatMap(({ subject, day, stage, source }, index) => {
      const entity = names.length + index + 1
      return [
        [entity, 'subject', subject] as const,
        [entity, 'day', day] as const,
        [entity, 'stage', stage] as const,
        [entity, 'source', names.indexOf(source) + 1] as const,
      ]
    }),
  ]
  const db = datascript.init_db(datoms, { subject: { ':db/index': true } })
  const clauses = '[?e "subject" ?s] [?e "day" ?d] [(<= ?d ?date)] [?e "stage" ?stage]'
  const known = '[?e "source" ?o] [?o "published" ?p] [(<= ?p ?k)] [?o "withdrawn" ?w] [(< ?k ?w)]'
  const ask = (where: string, { subject, date, knownAt }: Question) => {
    const query = `[:find (max ?stage) . :in $ ?s ?date ?k :where ${where}]`
    const stage = datascript.q(query, db, subject, date, knownAt)
    return statusOf(typeof stage === 'number' ? stage : -1)
  }
  return {
    name: 'DataScript',
    plain: (question) => ask(clauses, question),
    ruled: (question) => ask(`${clauses} ${known}`, question),
    rule: 'in the query, which joins the sources',
  }
}

async function inSql(
  steps: readonly Step[],
  sources: ReadonlyMap<Subject, Source>,
): Promise<readonly Attempt[]> {
  const tables = [
    'CREATE TABLE steps (subject VARCHAR, day INTEGER, stage INTEGER, source VARCHAR)',
    'CREATE TABLE sources (source VARCHAR, published INTEGER, withdrawn INTEGER)',
    `INSERT INTO steps VALUES ${steps.map(({ subject, day, stage, source }) => `('${subject}', ${day}, ${stage}, '${source}')`)}`,
    `INSERT INTO sources VALUES ${[...sources].map(([source, { published, withdrawn }]) => `('${source}', ${published}, ${withdrawn})`)}`,
  ]
  const status = "CASE max(stage) WHEN 0 THEN 'open' WHEN 1 THEN 'renewed' WHEN 2 THEN 'returned' END"
  const plain = `SELECT ${status} FROM steps WHERE subject = $subject AND day <= $date`
  const ruled = `SELECT ${status} FROM steps JOIN sources USING (source)
    WHERE subject = $subject AND day <= $date AND published <= $knownAt AND $knownAt < withdrawn`
  const lite = new DatabaseSync(':memory:')
  for (const table of tables) lite.exec(table)
  const inLite = (sql: string): Answer => {
    const statement = lite.prepare(sql)
    statement.setReturnArrays(true)
    statement.setAllowUnknownNamedParameters(true)
    return (question) => firstOf(statement.get({ ...question }))
  }
  const duck = await (await DuckDBInstance.create(':memory:')).connect()
  for (const table of tables) await duck.run(table)
  const rule = 'in the query, which joins the sources'
  return [
    { name: 'SQLite', plain: inLite(plain), ruled: inLite(ruled), rule },
    {
      name: 'DuckDB',
      plain: async ({ subject, date }) =>
        firstOf((await duck.runAndReadAll(plain, { subject, date })).getRows()[0]),
      ruled: async (question) => firstOf((await duck.runAndReadAll(ruled, { ...question })).getRows()[0]),
      rule,
    },
  ]
}
