import { type Field, type Item, type Resolved, resolve, type Valued } from '../state/index.ts'

/** The values of a field at the point or, if there are none, at any date: for names, which do not depend on a date. */
export function claimedValues<T>(item: Item, field: Field<T>): readonly Valued<T>[] {
  const now = item.get(field).values
  return now.length > 0 ? now : atAnyDate(item, field).values
}

/** The first of them. */
export function firstClaimed<T>(item: Item, field: Field<T>): T | undefined {
  return claimedValues(item, field)[0]?.value
}

/** The values that stand on the point's own date. */
export function standingValues<T>(item: Item, field: Field<T>): readonly T[] {
  return item.get(field).values.map(({ value }) => value)
}

/** Every form that a source prints for a field, of any date. */
export function printedForms(item: Item, field: { readonly name: string }): readonly string[] {
  const forms = item.standings
    .filter(({ claim, visible }) => claim.field === field.name && visible !== 'no')
    .map(({ claim }) => claim.value)
  return [...new Set(forms)].filter((form) => typeof form === 'string')
}

function atAnyDate<T>(item: Item, field: Field<T>): Resolved<T> {
  const standings = item.standings.map((standing) => ({ ...standing, answer: standing.visible }))
  return resolve(field, standings, item.point.date)
}
