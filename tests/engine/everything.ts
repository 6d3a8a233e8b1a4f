import type { PointRequest, ReadModel } from '../../src/engine/index.ts'
import { RegestaError } from '../../src/errors.ts'
import { itemText } from '../../src/state/history.ts'
import { disagreementsIn, fieldsOf, inOneGo, notedIn, type State } from '../../src/state/index.ts'
import { eventsIn } from '../toy/index.ts'

/** One thing that a chronicle can be asked, and its answer as text; what is refused is an answer, too. */
export type Question = { readonly name: string; readonly ask: (model: ReadModel) => string }

/** What to ask of: the subjects, events and points that a tale may be about, and some that it is not. */
export type Matter = {
  readonly subjects: readonly string[]
  readonly ids: readonly string[]
  readonly requests: readonly PointRequest[]
}

/** Everything that a chronicle can be asked about a matter, each by itself. */
export function questionsAbout({ subjects, ids, requests }: Matter): readonly Question[] {
  const points = requests.map((request) => [JSON.stringify(request), request] as const)
  const positions = Array.from({ length: ids.length + 2 }, (_, position) => position)
  return [
    question('position', ({ position }) => position),
    question('events', (model) => eventsIn(model)),
    question('registrations', ({ registrations }) => registrations),
    ...positions.flatMap((position) => [
      question(`reaches ${position}`, (model) => model.reaches(position)),
      question(`recordedAt ${position}`, (model) => model.recordedAt(position)),
    ]),
    ...ids.flatMap((id) => [
      question(`event ${id}`, (model) => model.event(id)),
      question(`last act on ${id}`, (model) => model.lastActOn(id)),
    ]),
    ...points.flatMap(([name, request]) => [
      question(`state ${name}`, (model) => stateText(model, model.asOf(request))),
      ...subjects.flatMap((subject) => questionsOf(subject, name, request)),
    ]),
    ...points.flatMap(([name, from], index) => {
      const to = requests[(index + 1) % requests.length] ?? from
      return [question(`compare ${name} and next`, (model) => compareText(model, from, to))]
    }),
  ]
}

function questionsOf(subject: string, name: string, request: PointRequest): readonly Question[] {
  const at = `${subject} at ${name}`
  return [
    question(`history of ${at}`, (model) => {
      const history = model.history(subject, model.asOf(request))
      return [
        history?.entries.map(({ event }) => event.id),
        history?.periods.map(({ from, to, item }) => [from, to, itemText(item)]),
      ]
    }),
    question(`picture of ${at}`, (model) => inOneGo(model.bitemporalGrid(subject, model.asOf(request)))),
    question(`why not ${at}`, (model) =>
      inOneGo(model.whyNot(subject, model.asOf(request))).map(({ event, hiddenBy }) => [
        event.id,
        hiddenBy.map(({ by, through }) => [by, through]),
      ]),
    ),
    question(`why ${at}`, (model) => {
      const state = model.asOf(request)
      const item = state.item(subject)
      return item && fieldsOf(item.kind).map((field) => inOneGo(model.why(state, item, field)))
    }),
  ]
}

function stateText(model: ReadModel, state: State): unknown {
  const items = [...model.vocabulary.kinds.keys()].flatMap((kind) => state.list(kind))
  return [
    state.point,
    state.horizon,
    notedIn(state),
    items.map((item) => [itemText(item), item.standings.map(({ event, answer }) => [event.id, answer])]),
    disagreementsIn(state, items),
  ]
}

function compareText(model: ReadModel, from: PointRequest, to: PointRequest): unknown {
  const comparison = model.compare(from, to)
  return [...model.vocabulary.kinds.keys()]
    .flatMap((kind) => comparison.changes(kind))
    .map(({ change, subject, fields, because, causes }) => [change, subject, fields, because, causes])
}

function question(name: string, answer: (model: ReadModel) => unknown): Question {
  return {
    name,
    ask(model) {
      try {
        return written(answer(model))
      } catch (error) {
        if (!(error instanceof RegestaError)) throw error
        return `${error.code} ${error.message}`
      }
    },
  }
}

function written(value: unknown): string {
  return (
    JSON.stringify(value, (_, each: unknown) =>
      each === Infinity ? '∞' : each === -Infinity ? '-∞' : each,
    ) ?? ''
  )
}
