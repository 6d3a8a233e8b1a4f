import {
  cooperationFields,
  figureFields,
  officeFields,
  personFields,
  positionFields,
} from '../../domains/index.ts'
import { type Item, type State, stands } from '../../state/index.ts'
import { citation } from '../page/citation.ts'
import { whenInWords } from '../page/dates.ts'
import { hedge, type Line, line, MARKS, type Piece, point } from '../page/layout.ts'
import { said, standing } from '../page/said.ts'
import type { Section } from '../wording.ts'
import { attestations } from './attested.ts'
import { named, nameOf } from './names.ts'
import { figureInWords } from './values.ts'

/** Offices: the holder on the date, or unknown between those last and next attested; `all`, not attested before too. */
export function officeSection(state: State, { all }: { readonly all: boolean }): Section {
  const offices = state.list('office')
  const told = offices.filter((item) => {
    const { values, lastAttested } = item.get(officeFields.holder)
    return all || values.length > 0 || lastAttested !== undefined
  })
  const later = offices.length - told.length
  const more =
    later === 0
      ? []
      : [line([{ text: `and ${later} attested only later: --all shows them`, style: 'dim' }], 2)]
  const lines = told.map((item) => {
    const holder = item.get(officeFields.holder)
    const held = holder.values.flatMap((value, index): readonly Piece[] => [
      `${index === 0 ? '' : ' or '}${hedge(value.answer)}${named(state, value.value)}`,
      ...citation(state.view, value.because),
    ])
    const unknown = ['holder unknown', ...attestations(state, holder, (person) => named(state, person))]
    return point(MARKS[holder.answer], [`${nameOf(state, item)}: `, ...(held.length > 0 ? held : unknown)])
  })
  return { heading: 'Offices', lines: [...lines, ...more] }
}

/** Figures as of the date, or as last reported before it. */
export function figureSection(state: State): Section {
  const lines = state.list('figure').flatMap((item): readonly Line[] => {
    const { answer, values, lastAttested } = item.get(figureFields.figure)
    const reported = values.length > 0 ? values : lastAttested === undefined ? [] : [lastAttested]
    return reported.map((valued) => {
      const { value, unit, exactness } = valued.value
      return point(MARKS[answer], [
        `${nameOf(state, item)}: ${figureInWords(value, unit, exactness)}`,
        values.length > 0 ? `, ${whenInWords([valued])}` : `, last reported of ${whenInWords([valued])}`,
        ...citation(state.view, valued.because),
      ])
    })
  })
  return { heading: 'Figures', lines }
}

/** Who said what on which topic. */
export function positionSection(state: State): Section {
  const lines = state
    .list('position')
    .filter(stands)
    .map((item) => {
      const actors = standing(item, positionFields.actors).map((actor) => named(state, actor))
      const voice = actors.length === 0 ? 'the reporter' : actors.join(', ')
      return plainLine(state, item, `${voice} on ${nameOf(state, item)}`)
    })
  return { heading: 'Positions', lines }
}

/** Areas of cooperation, as listed on the date, or last and next before and after it. */
export function cooperationSection(state: State): Section {
  const lines = state.list('cooperation').map((item) => {
    const { answer, values, because } = item.existence
    const stages = item.get(cooperationFields.stage)
    const now = [stages.values.map(({ value }) => value).join(' or '), ...citation(state.view, because)]
    return point(MARKS[answer], [
      `${nameOf(state, item)}: `,
      ...(values.length > 0 ? now : ['unknown', ...attestations(state, stages, (stage) => stage)]),
    ])
  })
  return { heading: 'Cooperation', lines }
}

/** Everyone named, with the forms of the name and the titles attested on the date. */
export function peopleSection(state: State): Section {
  const lines = state.list('person').map((item) => {
    const names = said(item, personFields.name).map(({ value }) => value)
    const titles = item.get(personFields.title).values.map(({ value }) => value.title)
    const told = [names.join(' / ') || item.subject, titles.join(' or ')].filter((each) => each !== '')
    return plainLine(state, item, told.join('; '))
  })
  return { heading: 'People', lines }
}

/** Every place named. */
export function placeSection(state: State): Section {
  return {
    heading: 'Places',
    lines: state
      .list('place')
      .filter(stands)
      .map((item) => plainLine(state, item, nameOf(state, item))),
  }
}

function plainLine(state: State, item: Item, words: string): Line {
  const { answer, because } = item.existence
  return point(MARKS[answer], [hedge(answer), words, ...citation(state.view, because)])
}
