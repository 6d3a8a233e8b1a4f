import {
  attestationWords,
  boundInWords,
  cites,
  eitherOf,
  hedge,
  MARKS,
  omission,
  type Piece,
  point,
  type Section,
  type SectionContext,
  whenInWords,
} from '../../domain/index.ts'
import type { Field, Item, Resolved, Valued } from '../../state/index.ts'
import { readBound } from '../../time/index.ts'
import { isDated } from './force.ts'
import { answerOf, type Holder, holder, isVacancy, partsOf, personIn, takings, untilIn } from './tenure.ts'

type OfficeFields = { readonly holder: Field<Holder>; readonly designated: Field<Holder> }

/** Who holds each office on the date, or unknown between those last and next attested; unless all is asked for, not those attested only later. */
export function officeSections(context: SectionContext, fields: OfficeFields): readonly Section[] {
  const { items, all, nameOf } = context
  const shown = items.filter((item) => {
    const { values, lastAttested } = item.get(fields.holder)
    return all || values.length > 0 || lastAttested !== undefined || chosen(item, fields).length > 0
  })
  const later = items.length - shown.length
  const lines = shown.map((item) => {
    const resolved = item.get(fields.holder)
    const pieces = resolved.values.flatMap((value, index): readonly Piece[] => [
      index === 0 ? '' : ' or ',
      ...holderPieces(context, item, value, resolved),
    ])
    const unknown = [
      'holder unknown',
      ...attestationWords(resolved, (value) => context.say.of(holder, value)),
    ]
    const isOpen = resolved.values.some((each) => answerOf(each, item) === 'possibly')
    return point(MARKS[isOpen ? 'possibly' : resolved.answer], [
      `${nameOf(item)}: `,
      ...(pieces.length > 0 ? pieces : unknown),
      ...chosen(item, fields).flatMap((each) => designatedPieces(context, item, each)),
    ])
  })
  const more = later === 0 ? [] : [omission(`and ${later} attested only later`)]
  return [{ heading: 'Offices', lines: [...lines, ...more] }]
}

function chosen(item: Item, { designated }: OfficeFields): readonly Valued<Holder>[] {
  return item.get(designated).values.filter(({ value }) => !isVacancy(value))
}

function holderPieces(
  { say }: SectionContext,
  item: Item,
  valued: Valued<Holder>,
  of: Resolved<Holder>,
): readonly Piece[] {
  const taken = takings(valued)
  const when = whenInWords([{ ...valued, standings: taken }])
  const since = taken.length > 0 && isDated([valued]) ? ` since ${when}` : ''
  if (isVacancy(valued.value)) {
    const left = new Set(taken.map(({ claim }) => say.subject(personIn(claim.value as Holder))))
    return [`${hedge(valued.answer)}vacant${since} (${eitherOf([...left])} left)`, cites(valued.because)]
  }
  const until = untilIn(valued)
  const passed = until !== undefined && item.point.date >= readBound(until).latest
  const silence = passed ? '; nothing is reported since' : ''
  const term = until === undefined ? '' : `, until ${boundInWords(until)}${silence}`
  const isBeside = taken.length === 0 && of.values.some((each) => takings(each).length > 0)
  const attested = isBeside ? `, attested ${whenInWords([valued])}` : ''
  return [
    `${hedge(answerOf(valued, item))}${say.of(holder, valued.value)}${since}${term}${attested}`,
    cites(valued.because),
  ]
}

function designatedPieces({ say }: SectionContext, item: Item, valued: Valued<Holder>): readonly Piece[] {
  const { person, how, from } = partsOf(valued.value)
  const passed = from !== undefined && item.point.date >= readBound(from).latest
  const verb = passed ? 'was to take it' : 'to take it'
  const when =
    from === undefined ? '' : `, ${verb} ${boundInWords(from)}${passed ? '; nothing is reported since' : ''}`
  return [
    `; ${hedge(valued.answer)}${say.subject(person)} ${how ?? 'chosen'} ${whenInWords([valued])}${when}`,
    cites(valued.because),
  ]
}
