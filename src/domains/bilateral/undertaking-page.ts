import type { z } from 'zod'
import {
  boundInWords,
  cites,
  counted,
  eitherOf,
  hedge,
  type Line,
  listedWithAnd,
  MARKS,
  omission,
  type Piece,
  point,
  type Section,
  type SectionContext,
  spaced,
  standingValues,
  subtitle,
  wordsOf,
} from '../../domain/index.ts'
import { type Field, type Item, type State, stands } from '../../state/index.ts'
import { formatDay } from '../../time/index.ts'
import { type Amount, amountInWords } from './amount.ts'
import { denial } from './course.ts'
import type { Due } from './due.ts'
import type { actor } from './terms.ts'
import { breach, GRADES, type grade, type Status, status } from './undertaking-values.ts'

/** The undertakings on a page: what is open, by due date and by grade. */

export type UndertakingPage = {
  readonly context: SectionContext
  readonly fields: {
    readonly status: Field<Status>
    readonly grade: Field<z.infer<typeof grade>>
    readonly by: Field<z.infer<typeof actor>>
    readonly to: Field<z.infer<typeof actor>>
    readonly checkable: Field<boolean>
    readonly condition: Field<string>
    readonly amount: Field<Amount>
    readonly denials: Field<z.infer<typeof denial>>
    readonly breaches: Field<z.infer<typeof breach>>
  }
  readonly dueOf: (item: Item) => Due
  readonly deliveredOf: (item: Item) => Amount | undefined
  readonly mayBeOpen: (item: Item) => boolean
}

/** What was undertaken and is open: by due date first, then by grade; with `all`, the general and settled too. */
export function undertakingSections(page: UndertakingPage): readonly Section[] {
  const { context, fields, dueOf, mayBeOpen } = page
  const made = context.items.filter(stands)
  const open = made.filter(mayBeOpen)
  const settled = made.filter((item) => !mayBeOpen(item))
  const due = open
    .filter((item) => dueOf(item).label !== undefined)
    .toSorted((a, b) => (dueOf(a).label?.latest ?? 0) - (dueOf(b).label?.latest ?? 0))
  const undated = open.filter((item) => dueOf(item).label === undefined)
  const isCheckable = (item: Item) => standingValues(item, fields.checkable).includes(true)
  const checkable = undated.filter(isCheckable)
  const general = undated.filter((item) => !isCheckable(item))
  const lineOf = (item: Item) => undertakingLine(page, item)
  const dueLines = due.map((item) => ({ ...lineOf(item), task: item.subject }))
  if (context.all)
    return [
      { heading: 'Open undertakings with a due date', lines: dueLines },
      { heading: 'Open undertakings without a due date', lines: byGrade(page, checkable) },
      { heading: 'Open undertakings of a general kind', lines: byGrade(page, general) },
      { heading: 'Settled undertakings', lines: settled.map(lineOf) },
    ]
  const left = [
    ...(general.length === 0 ? [] : [`${general.length} of a general kind`]),
    ...(settled.length === 0 ? [] : [`${settled.length} settled`]),
  ]
  const more = left.length === 0 ? [] : [omission(`and ${left.join(', ')}`)]
  return [
    { heading: 'Open undertakings with a due date', lines: dueLines },
    { heading: 'Open undertakings without a due date', lines: [...byGrade(page, checkable), ...more] },
  ]
}

function byGrade(page: UndertakingPage, items: readonly Item[]): readonly Line[] {
  const { fields } = page
  const groups = Map.groupBy(items, (item) => standingValues(item, fields.grade)[0] ?? 'grade unknown')
  return [...wordsOf(GRADES), 'grade unknown' as const].flatMap((grade) => {
    const group = groups.get(grade) ?? []
    return group.length === 0
      ? []
      : [subtitle(spaced(grade)), ...group.map((item) => undertakingLine(page, item, false))]
  })
}

/** What, by whom, in which grade, how it stands to its due date, and where that is told. */
function undertakingLine(page: UndertakingPage, item: Item, graded = true): Line {
  const { context, fields, dueOf } = page
  const { answer, because } = item.existence
  const named = (field: Field<z.infer<typeof actor>>) =>
    listedWithAnd(standingValues(item, field).map(context.say.subject))
  const to = named(fields.to)
  const grade = graded ? eitherOf(standingValues(item, fields.grade).map(spaced)) : undefined
  return point(MARKS[answer], [
    hedge(answer),
    context.nameOf(item),
    ` — ${grade === undefined ? '' : `${grade} `}by ${named(fields.by)}${to === undefined ? '' : ` to ${to}`}`,
    ...amountWords(page, item),
    ...statusWords(page, item),
    ...disputeWords(page, item),
    ...dueWords(context.state, dueOf(item)),
    cites(because),
  ])
}

/** How much, on what condition, and how much of it came so far. */
function amountWords({ fields, deliveredOf }: UndertakingPage, item: Item): readonly Piece[] {
  const amounts = standingValues(item, fields.amount).map(amountInWords)
  const conditions = standingValues(item, fields.condition)
  const delivered = deliveredOf(item)
  return [
    amounts.length === 0 ? '' : `; ${eitherOf(amounts)}`,
    conditions.length === 0 ? '' : `; on condition: ${conditions.join(' ').replace(/\.$/, '')}`,
    delivered === undefined ? '' : `; ${amountInWords(delivered)} so far`,
  ].filter((words) => words !== '')
}

function statusWords({ context: { say }, fields }: UndertakingPage, item: Item): readonly Piece[] {
  const { values } = item.get(fields.status)
  if (values.every(({ value }) => value.status === 'open')) return []
  const words = values.map(({ value, answer }) => `${hedge(answer)}${say.of(status, value)}`)
  const later = values.filter(({ value }) => value.status !== 'open').flatMap(({ because }) => because)
  return [`; ${words.join(' or ')}`, cites(later)]
}

/** Who denies it, and who says that it was broken. */
function disputeWords({ context: { say }, fields }: UndertakingPage, item: Item): readonly Piece[] {
  return [
    ...item
      .get(fields.denials)
      .values.map(({ value, because }) => ({ words: say.of(denial, value), because })),
    ...item
      .get(fields.breaches)
      .values.map(({ value, because }) => ({ words: say.of(breach, value), because })),
  ].flatMap(({ words, because }) => [`; ${words.replace(/\.$/, '')}`, cites(because)])
}

function dueWords({ horizon }: State, due: Due): readonly Piece[] {
  const { standing, written, inDays, overdueSince } = due
  if (written === undefined || standing === 'none') return []
  const date = boundInWords(written)
  switch (standing) {
    case 'settled':
      return [`; was due ${date}`]
    case 'due': {
      const away = inDays === undefined ? '' : `, in ${counted(inDays, 'day')}`
      return ['; ', { text: `due ${date}${away}`, style: 'bold' }]
    }
    case 'possibly-overdue':
      return ['; ', { text: `due ${date}, possibly overdue`, style: 'bold' }]
    case 'overdue': {
      const since = overdueSince === undefined ? date : formatDay(overdueSince)
      const newest = horizon === undefined ? '' : `; newest source ${formatDay(horizon)}`
      return ['; ', { text: `overdue on the record since ${since}`, style: 'bold' }, newest]
    }
  }
}
