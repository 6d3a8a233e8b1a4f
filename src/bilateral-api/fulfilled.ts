import { itemsOf, type StandingItem } from '../api/index.ts'
import { undertakingFields } from '../bilateral/index.ts'
import { many } from './values.ts'

const DONE: readonly string[] = ['fulfilled', 'partly-fulfilled']

/** The undertakings that an item definitely or possibly fulfilled, wholly or in part. */
export function fulfilledBy({ item, ...stand }: StandingItem): StandingItem[] {
  return itemsOf(stand, 'undertaking').filter((each) =>
    many(each, undertakingFields.status).some(
      ({ status, by }) => DONE.includes(status) && by !== undefined && item.identity.keys.includes(by),
    ),
  )
}
