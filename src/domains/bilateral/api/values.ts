import { type ItemAtPoint, itemsBySubject } from '../../../graphql/index.ts'
import { type Field, onlyValue } from '../../../state/index.ts'

/** The values of an item's fields, as resolvers want them. */

/** The value if only one may stand; null where there is none, or more than one and so no answer. */
export function one<T>({ item }: ItemAtPoint, field: Field<T>): T | null {
  return onlyValue(item.get(field)) ?? null
}

/** Every value that may stand. */
export function many<T>({ item }: ItemAtPoint, field: Field<T>): T[] {
  return item.get(field).values.map(({ value }) => value)
}

/** The subjects that a field names, as items at the same point; what cannot be seen is left out. */
export function items(standing: ItemAtPoint, field: Field<string>): ItemAtPoint[] {
  return itemsBySubject(standing, many(standing, field))
}

export function firstItem(standing: ItemAtPoint, field: Field<string>): ItemAtPoint | null {
  return items(standing, field)[0] ?? null
}

/** Every form that a source prints for a field, of whatever date: what a thing is called, not how it stands. */
export function printed({ item }: ItemAtPoint, field: Field<string>): string[] {
  const forms = item.standings
    .filter(({ claim, visible }) => claim.field === field.name && visible !== 'no')
    .map(({ claim }) => claim.value)
  return [...new Set(forms)].filter((form) => typeof form === 'string')
}
