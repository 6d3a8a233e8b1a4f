import { instrumentFields, mechanismFields, meetingFields, visitFields } from '../../domains/index.ts'
import { type Item, type State, stands } from '../../state/index.ts'
import { citation } from '../page/citation.ts'
import { firstDay, whenInWords } from '../page/dates.ts'
import { hedge, type Line, MARKS, point } from '../page/layout.ts'
import { standing } from '../page/said.ts'
import type { Section } from '../wording.ts'
import { country, either, named, namedAll, nameOf, placeInWords, spaced } from './names.ts'
import { valueInWords } from './values.ts'

/** Meetings held, the newest first and what only possibly was last: when, what, where, under whom. */
export function meetingSection(state: State): Section {
  const lines = held(state, 'meeting').map((item) => {
    const present = standing(item, meetingFields.participants)
    const leading = present.filter(({ role }) => role === 'head' || role === 'host')
    const persons = (leading.length > 0 ? leading : present).map(({ person }) => named(state, person))
    const place = placeInWords(
      either(standing(item, meetingFields.city)),
      either(standing(item, meetingFields.country).map(country)),
    )
    return datedLine(state, item, [place, persons.join(', ')])
  })
  return { heading: 'Meetings', lines }
}

/** Documents signed, the newest first. */
export function instrumentSection(state: State): Section {
  const lines = held(state, 'instrument').map((item) => {
    const signatories = standing(item, instrumentFields.signatories)
    const parties = standing(item, instrumentFields.parties).map((value) => valueInWords(state, value))
    const signed = signatories.length === 0 ? '' : `signed by ${namedAll(state, signatories)}`
    return datedLine(state, item, [parties.join(' and '), signed])
  })
  return { heading: 'Instruments signed', lines }
}

/** Standing frameworks, each with the stage it has reached. */
export function mechanismSection(state: State): Section {
  const lines = state
    .list('mechanism')
    .filter(stands)
    .map((item) => {
      const { answer, because } = item.existence
      const { values } = item.get(mechanismFields.stage)
      const stage = values.map(
        (stage) => `${hedge(stage.answer)}${stage.value} ${whenInWords([stage], ', ')}`,
      )
      const level = either(standing(item, mechanismFields.level).map(spaced))
      const reasons = [...because, ...values.flatMap((each) => each.because)]
      return point(MARKS[answer], [
        hedge(answer),
        [nameOf(state, item), level, stage.join(' or ')].filter(Boolean).join('; '),
        ...citation(state.view, reasons),
      ])
    })
  return { heading: 'Mechanisms', lines }
}

/** Who was on the other’s soil, the newest first. */
export function visitSection(state: State): Section {
  const lines = held(state, 'visit').map((item) => {
    return datedLine(state, item, [namedAll(state, standing(item, visitFields.occasion))])
  })
  return { heading: 'Visits', lines }
}

function held(state: State, kind: string): readonly Item[] {
  const unsure = ({ existence }: Item) => (existence.answer === 'definitely' ? 0 : 1)
  const first = ({ existence }: Item) => firstDay(existence.values)
  return state
    .list(kind)
    .filter(stands)
    .sort((a, b) => unsure(a) - unsure(b) || first(b) - first(a) || (a.subject < b.subject ? -1 : 1))
}

function datedLine(state: State, item: Item, more: readonly (string | undefined)[]): Line {
  const { answer, values, because } = item.existence
  const told = [nameOf(state, item), ...more].filter((each) => each !== undefined && each !== '')
  return point(MARKS[answer], [
    { text: whenInWords(values), style: 'bold' },
    ` ${hedge(answer)}${told.join('; ')}`,
    ...citation(state.view, because),
  ])
}
