import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import datascript from 'datascript'
import type { Subject } from '../../src/event/index.ts'
import { type Histories, oneByOne, type Peer, type Question, turnsOf } from './questions.ts'

/** Databases, each in memory, filled with the days on which a status turns, so that one look-up answers. */

/** By one index look-up, no query: all turns of a subject are one attribute of one entity, in order of their days. */
export async function dataScript(histories: Histories): Promise<readonly Peer[]> {
  const entities = entitiesOf(histories)
  const statuses = ['open', 'renewed', 'returned']
  const datoms = turnsOf(histories).map(
    ({ subject, day, status }) =>
      [entities.get(subject) ?? 0, 'turn', day * 4 + statuses.indexOf(status)] as const,
  )
  const db = datascript.init_db(datoms, { turn: { ':db/cardinality': ':db.cardinality/many' } })
  const answer = ({ subject, date }: Question) => {
    let last = -1
    for (const { v } of datascript.datoms(db, ':eavt', entities.get(subject) ?? 0, 'turn')) {
      if (Number(v) >> 2 > date) break
      last = Number(v) & 3
    }
    return statuses[last] ?? ''
  }
  return [{ name: 'DataScript, datoms by :eavt', answer: (questions) => questions.map(answer) }]
}

/**
 * By a prepared statement on a clustered index (`WITHOUT ROWID`, which covers what is asked); and by an integer key of
 * subject and day, the fastest that SQLite has, with the numbers of subjects in a map of JavaScript.
 */
export async function sqlite(histories: Histories): Promise<readonly Peer[]> {
  const db = new DatabaseSync(':memory:')
  db.exec(`
    CREATE TABLE turns (subject TEXT, day INTEGER, status TEXT, PRIMARY KEY (subject, day)) WITHOUT ROWID;
    CREATE TABLE numbered (key INTEGER PRIMARY KEY, status TEXT);
    BEGIN`)
  const entities = entitiesOf(histories)
  const keyOf = (subject: Subject, day: number) => (entities.get(subject) ?? 0) * 65_536 + day
  const [insert, insertNumbered] = [
    db.prepare('INSERT INTO turns VALUES (?, ?, ?)'),
    db.prepare('INSERT INTO numbered VALUES (?, ?)'),
  ]
  for (const { subject, day, status } of turnsOf(histories)) {
    insert.run(subject, day, status)
    insertNumbered.run(keyOf(subject, day), status)
  }
  db.exec('COMMIT; ANALYZE')
  const select = db.prepare(
    'SELECT status FROM turns WHERE subject = ? AND day <= ? ORDER BY day DESC LIMIT 1',
  )
  const selectNumbered = db.prepare(
    'SELECT status FROM numbered WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT 1',
  )
  for (const statement of [select, selectNumbered]) statement.setReturnArrays(true)
  const answer = ({ subject, date }: Question) => firstOf(select.get(subject, date))
  const answerNumbered = ({ subject, date }: Question) =>
    firstOf(selectNumbered.get(keyOf(subject, 0), keyOf(subject, date)))
  return [
    { name: 'SQLite, clustered index', answer: (questions) => questions.map(answer) },
    {
      name: 'SQLite, integer key',
      answer: (questions) => questions.map(answerNumbered),
      close: () => db.close(),
    },
  ]
}

/**
 * By a prepared statement with an index on the subject, the faster of two wordings; and all questions at once, by the
 * `ASOF JOIN` that its documentation recommends, from writing the questions down to reading their answers.
 */
export async function duckDb(histories: Histories): Promise<readonly Peer[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run('CREATE TABLE loaded (subject VARCHAR, day INTEGER, status VARCHAR)')
  await connection.run('CREATE TABLE questions (nth INTEGER, subject VARCHAR, day INTEGER)')
  const loader = await connection.createAppender('loaded')
  for (const { subject, day, status } of turnsOf(histories)) {
    loader.appendVarchar(subject)
    loader.appendInteger(day)
    loader.appendVarchar(status)
    loader.endRow()
  }
  loader.closeSync()
  await connection.run('CREATE TABLE turns AS SELECT * FROM loaded ORDER BY subject, day')
  await connection.run('CREATE INDEX turns_by_subject ON turns (subject)')
  const select = await connection.prepare(
    'SELECT arg_max(status, day) FROM turns WHERE subject = $1 AND day <= $2',
  )
  const answer = async ({ subject, date }: Question) => {
    select.bindVarchar(1, subject)
    select.bindInteger(2, date)
    return firstOf((await select.runAndReadAll()).getRows()[0])
  }
  const join = async (questions: readonly Question[]) => {
    await connection.run('TRUNCATE questions')
    const appender = await connection.createAppender('questions')
    for (const [nth, { subject, date }] of questions.entries()) {
      appender.appendInteger(nth)
      appender.appendVarchar(subject)
      appender.appendInteger(date)
      appender.endRow()
    }
    appender.closeSync()
    const reader = await connection.runAndReadAll(
      `SELECT status FROM questions ASOF LEFT JOIN turns
       ON questions.subject = turns.subject AND questions.day >= turns.day ORDER BY nth`,
    )
    return reader.getRows().map(firstOf)
  }
  return [
    { name: 'DuckDB, prepared', answer: (questions) => oneByOne(questions, answer) },
    { name: 'DuckDB, ASOF JOIN of all at once', answer: join, close: () => connection.closeSync() },
  ]
}

function entitiesOf(histories: Histories): ReadonlyMap<Subject, number> {
  return new Map([...histories.keys()].map((subject, index) => [subject, index + 1]))
}

/** The first cell of a row as text; '' for none. */
export function firstOf(row: unknown): string {
  const cell: unknown = Array.isArray(row) ? row[0] : undefined
  return typeof cell === 'string' ? cell : ''
}
