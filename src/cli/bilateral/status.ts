import { labelFields } from '../../domains/index.ts'
import type { Item, State } from '../../state/index.ts'
import { formatDay } from '../../time/index.ts'
import { citation } from '../page/citation.ts'
import { whenInWords } from '../page/dates.ts'
import { type Line, MARKS, type Piece, point } from '../page/layout.ts'
import { firstSaid } from '../page/said.ts'
import type { Section } from '../wording.ts'
import { attestations } from './attested.ts'
import { nameOf, spaced } from './names.ts'

/** What the relationship, and parts of it, are called: in force or not, or since when nobody has said. */
export function statusSection(state: State): Section {
  const labels = state.list('label')
  const whole = labels.filter((item) => objectOf(item) === 'relationship')
  const parts = labels.filter((item) => objectOf(item) !== 'relationship')
  const inForce = whole.some(({ existence: { answer } }) => answer === 'definitely' || answer === 'possibly')
  const unknown = point(MARKS.unknown, [
    labels.length === 0
      ? 'no source that can be seen gives the relationship a label'
      : 'the label then in force: unknown',
  ])
  return {
    heading: 'Status',
    lines: [...(inForce ? [] : [unknown]), ...[...whole, ...parts].map((item) => labelLine(state, item))],
  }
}

function labelLine(state: State, item: Item): Line {
  const object = objectOf(item)
  const what = object === 'relationship' || object === undefined ? '' : ` (${spaced(object)})`
  return point(MARKS[item.existence.answer], [`“${nameOf(state, item)}”${what}: `, ...standing(state, item)])
}

function standing(state: State, item: Item): readonly Piece[] {
  const { answer, values, because } = item.existence
  switch (answer) {
    case 'definitely':
      return [`in force, ${whenInWords(values)}`, ...citation(state.view, because)]
    case 'possibly':
      return [`possibly in force, ${whenInWords(values)}`, ...citation(state.view, because)]
    case 'no':
      return [`no: ${excluded(item)}`, ...citation(state.view, because)]
    case 'unknown':
      return ['unknown', ...attestations(state, item.existence, () => '')]
  }
}

/** Why a label is excluded from the date: its window opens only later, or it has ended. */
function excluded(item: Item): string {
  const { date } = item.point
  const bounds = item.standings
    .filter(({ claim, answer }) => claim.field === labelFields.inForce.name && answer === 'no')
    .map((each) => each.bounds)
  const opens = Math.min(...bounds.map(({ begin }) => begin.earliest).filter((day) => day > date))
  if (Number.isFinite(opens)) return `window opens ${formatDay(opens)}`
  const ended = Math.max(...bounds.map(({ end }) => end.latest))
  return Number.isFinite(ended) ? `it ended by ${formatDay(ended - 1)}` : 'its dates exclude this one'
}

function objectOf(item: Item): string | undefined {
  return firstSaid(item, labelFields.object)
}
