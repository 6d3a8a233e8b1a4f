import { compare, type State } from '../src/state/index.ts'
import { type Library, rounds } from './library.ts'
import { FIRST_DAY } from './loans.ts'
import { compareWork, type Figure } from './pairs.ts'

/**
 * What a comparison costs whose points lie some events apart: against asking for just the loans that those events
 * speak of, at both points; against looking at every loan there is; and of two dates a day apart.
 */
export function betweenFigures(library: Library): readonly Figure[] {
  const { columns, chronicle, size } = library
  const sources = size - columns.subjects.length
  const [back, day] = [rounds(499), rounds(8999)]
  const head = () => size - back()
  const points = (apart: number): readonly [State, State] => {
    const to = head()
    return [chronicle.asOf({ position: to - apart }), chronicle.asOf({ position: to })]
  }
  const between = (apart: number) => () => {
    const to = head()
    return chronicle.compare({ position: to - apart }, { position: to }).changes('loan').length
  }
  const knowing = (apart: number) => () => {
    const [from, to] = points(apart)
    const { position } = to.point
    const touched = new Set(columns.subjects.slice(position - apart - sources, position - sources))
    return [...touched].map((subject) => [
      from.item(subject)?.existence.answer,
      to.item(subject)?.existence.answer,
    ])
  }
  const listing = () => {
    const [from, to] = points(10)
    return compare('loan', from, to, from.projection.subjectsOf('loan')).length
  }
  const dayApart = () => {
    const date = FIRST_DAY + day()
    return chronicle.compare({ date }, { date: date + 1 }).changes('loan').length
  }
  return [
    ...[10, 100, 1000].map((apart) =>
      compareWork(`compare, ${apart} events apart / as-of of their loans`, knowing(apart), between(apart)),
    ),
    ...(size > 10_000 ? [] : [compareWork('compare, 10 events apart / by every loan', listing, between(10))]),
    compareWork('compare, a day apart / compare, 10 events apart', between(10), dayApart),
  ]
}
