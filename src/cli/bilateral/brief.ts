import { dueOf, figureFields, officeFields, undertakingFields } from '../../domains/index.ts'
import type { Item, State } from '../../state/index.ts'
import { formatInterval } from '../../time/index.ts'
import { whenInWords } from '../page/dates.ts'
import { standing } from '../page/said.ts'
import { either, named, spaced } from './names.ts'
import { figureInWords } from './values.ts'

/** How an item stands, in a few words: when it was, who holds it, what became of it. */
export function briefOf(state: State, item: Item): string {
  switch (item.kind.kind) {
    case 'meeting':
    case 'instrument':
    case 'label':
    case 'visit':
      return whenInWords(item.existence.values)
    case 'mechanism':
      return whenInWords(item.existence.values, ', ')
    case 'undertaking':
      return undertakingBrief(item)
    case 'office':
      return either(standing(item, officeFields.holder).map((holder) => named(state, holder))) ?? ''
    case 'figure':
      return standing(item, figureFields.figure)
        .map(({ value, unit, exactness }) => figureInWords(value, unit, exactness))
        .join(' or ')
    default:
      return ''
  }
}

function undertakingBrief(item: Item): string {
  const { label } = dueOf(item)
  const grade = either(standing(item, undertakingFields.grade).map(spaced))
  const status = either(standing(item, undertakingFields.status).map((each) => spaced(each.status)))
  const due = label === undefined ? undefined : `due ${formatInterval(label)}`
  return [grade, due, status].filter((each) => each !== undefined).join(', ')
}
