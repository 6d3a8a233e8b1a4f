import type { Subject } from '../../src/event/index.ts'
import type { CivilDay } from '../../src/time/index.ts'
import { type Columns, FIRST_DAY, generator } from '../loans.ts'

/** The status of one subject as of a day. */
export type Question = { readonly subject: Subject; readonly date: CivilDay }

/** One library that answers, filled with the histories. An answer is a status, or '' before the first event. */
export type Peer = {
  readonly name: string
  readonly answer: (questions: readonly Question[]) => readonly string[] | Promise<readonly string[]>
  readonly close?: () => void
}

/** An event of a subject: its day, and the stage that it brings. */
export type Step = { readonly day: CivilDay; readonly stage: number }

/** By subject, its events in order of their days. */
export type Histories = ReadonlyMap<Subject, readonly Step[]>

const STATUSES = ['open', 'renewed', 'returned']

/** A stage as a status; '' for none, which is -1. */
export function statusOf(stage: number): string {
  return STATUSES[stage] ?? ''
}

export function historiesOf({ subjects, days, stages }: Columns): Histories {
  const histories = new Map<Subject, Step[]>()
  for (const [index, subject] of subjects.entries())
    histories
      .getOrInsertComputed(subject, () => [])
      .push({ day: days[index] ?? 0, stage: stages[index] ?? -1 })
  for (const steps of histories.values()) steps.sort((a, b) => a.day - b.day)
  return histories
}

/** From a day on, the status of a subject: the furthest stage that it has come to. One a day. */
export type Turn = { readonly subject: Subject; readonly day: CivilDay; readonly status: string }

export function turnsOf(histories: Histories): readonly Turn[] {
  return [...histories].flatMap(([subject, steps]) => {
    const statuses = new Map<CivilDay, string>()
    let furthest = -1
    for (const { day, stage } of steps) {
      furthest = Math.max(furthest, stage)
      statuses.set(day, statusOf(furthest))
    }
    return [...statuses].map(([day, status]) => ({ subject, day, status }))
  })
}

/** So many random questions at every call; a subject as often as it has events, one in ten on the very day of one. */
export function questionsOn(
  { subjects, days }: Columns,
  seed: number,
): (count: number) => readonly Question[] {
  const random = generator(seed)
  const below = (end: number) => Math.floor(random() * end)
  return (count) =>
    Array.from({ length: count }, () => {
      const index = below(subjects.length)
      const date = random() < 0.1 ? days[index] : FIRST_DAY + below(9000)
      return { subject: subjects[index] ?? '', date: date ?? FIRST_DAY }
    })
}

/** What everyone has to answer, by reading the whole history of each subject. */
export function expectedAnswers(histories: Histories, questions: readonly Question[]): readonly string[] {
  return questions.map(({ subject, date }) => {
    const stages = (histories.get(subject) ?? []).map(({ day, stage }) => (day <= date ? stage : -1))
    return statusOf(Math.max(-1, ...stages))
  })
}

/** Throws where an answer is not the one that is expected. */
export function checkAnswers(
  name: string,
  questions: readonly Question[],
  answers: readonly string[],
  expected: readonly string[],
): void {
  if (answers.length !== questions.length)
    throw new Error(`${name}: expected ${questions.length} answers, got ${answers.length}`)
  const wrong = expected.findIndex((each, index) => each !== answers[index])
  if (wrong !== -1)
    throw new Error(
      `${name}: expected "${expected[wrong]}", got "${answers[wrong]}" for ${JSON.stringify(questions[wrong])}`,
    )
}

/** Answers a question at a time, where each is waited for. */
export async function oneByOne<Q>(
  questions: readonly Q[],
  answer: (question: Q) => Promise<string>,
): Promise<readonly string[]> {
  const answers: string[] = []
  for (const question of questions) answers.push(await answer(question))
  return answers
}
