import { type Due, dueOf, GRADES, isOpen, undertakingFields } from '../../domains/index.ts'
import { type Item, type State, stands } from '../../state/index.ts'
import { formatDay, formatInterval } from '../../time/index.ts'
import { citation } from '../page/citation.ts'
import { counted, hedge, type Line, line, MARKS, type Piece, point } from '../page/layout.ts'
import { standing } from '../page/said.ts'
import type { Section } from '../wording.ts'
import { either, named, nameOf, spaced } from './names.ts'
import { valueInWords } from './values.ts'

/** What was undertaken and is open: by due date first, then by grade; with `all`, the general and settled too. */
export function undertakingSections(state: State, { all }: { readonly all: boolean }): readonly Section[] {
  const made = state.list('undertaking').filter(stands)
  const open = made.filter(mayBeOpen)
  const settled = made.filter((item) => !mayBeOpen(item))
  const due = open.filter((item) => dueOf(item).label !== undefined).sort(byDueDate)
  const undated = open.filter((item) => dueOf(item).label === undefined)
  const checkable = undated.filter(isCheckable)
  const general = undated.filter((item) => !isCheckable(item))
  const told = (item: Item) => undertakingLine(state, item)
  if (all)
    return [
      { heading: 'Open undertakings with a due date', lines: due.map(told) },
      { heading: 'Open undertakings without one', lines: byGrade(state, checkable) },
      { heading: 'Open undertakings of a general kind', lines: byGrade(state, general) },
      { heading: 'Settled undertakings', lines: settled.map(told) },
    ]
  const left = [
    ...(general.length === 0 ? [] : [`${general.length} of a general kind`]),
    ...(settled.length === 0 ? [] : [`${settled.length} settled`]),
  ]
  const more =
    left.length === 0
      ? []
      : [line([{ text: `and ${left.join(', ')}: --all shows them`, style: 'dim' as const }], 2)]
  return [
    { heading: 'Open undertakings with a due date', lines: due.map(told) },
    { heading: 'Open undertakings without one', lines: [...byGrade(state, checkable), ...more] },
  ]
}

function byGrade(state: State, items: readonly Item[]): readonly Line[] {
  const groups = Map.groupBy(items, (item) => standing(item, undertakingFields.grade)[0] ?? 'grade unknown')
  const grades = [...GRADES, 'grade unknown']
  return grades.flatMap((grade) => {
    const group = groups.get(grade) ?? []
    if (group.length === 0) return []
    const title = line([{ text: spaced(grade), style: 'underline' }], 2)
    return [title, ...group.map((item) => undertakingLine(state, item, false))]
  })
}

/** What, by whom, in which grade, how it stands to its due date, and where that is told. */
function undertakingLine(state: State, item: Item, graded = true): Line {
  const { answer, because } = item.existence
  const actors = standing(item, undertakingFields.by)
  const grade = graded ? either(standing(item, undertakingFields.grade).map(spaced)) : undefined
  const by = `${grade === undefined ? '' : `${grade} `}by ${actors.map((actor) => named(state, actor)).join(' and ')}`
  return point(MARKS[answer], [
    hedge(answer),
    nameOf(state, item),
    ` — ${by}`,
    ...statusWords(state, item),
    ...dueWords(state, dueOf(item)),
    ...citation(state.view, because),
  ])
}

function statusWords(state: State, item: Item): readonly Piece[] {
  const { values } = item.get(undertakingFields.status)
  if (values.every(({ value }) => value.status === 'open')) return []
  const words = values.map(({ value, answer }) => `${hedge(answer)}${valueInWords(state, value)}`)
  const later = values.filter(({ value }) => value.status !== 'open').flatMap(({ because }) => because)
  return [`; ${words.join(' or ')}`, ...citation(state.view, later)]
}

function dueWords(state: State, { standing, label, inDays = 0, overdueSince }: Due): readonly Piece[] {
  if (label === undefined || standing === 'none') return []
  const date = formatInterval(label)
  switch (standing) {
    case 'settled':
      return [`; was due ${date}`]
    case 'due':
      return ['; ', { text: `due ${date}, in ${counted(inDays, 'day')}`, style: 'bold' }]
    case 'possibly-overdue':
      return ['; ', { text: `due ${date}, possibly overdue`, style: 'bold' }]
    case 'overdue': {
      const since = overdueSince === undefined ? date : formatDay(overdueSince)
      const newest = state.horizon === undefined ? '' : `; newest source ${formatDay(state.horizon)}`
      return ['; ', { text: `overdue on the record since ${since}`, style: 'bold' }, newest]
    }
  }
}

function byDueDate(a: Item, b: Item): number {
  return (dueOf(a).label?.latest ?? 0) - (dueOf(b).label?.latest ?? 0)
}

function mayBeOpen(item: Item): boolean {
  return item.get(undertakingFields.status).values.some(({ value }) => isOpen(value.status))
}

function isCheckable(item: Item): boolean {
  return standing(item, undertakingFields.checkable).includes(true)
}
