import { type Field, type Item, type Resolved, resolve, type Valued } from '../../state/index.ts'

/** What is said of a field at any date, as far as can be seen: to name a thing by, which is no claim of a date. */
export function said<T>(item: Item, field: Field<T>): readonly Valued<T>[] {
  const now = item.get(field).values
  return now.length > 0 ? now : atAnyDate(item, field).values
}

/** The values that stand on the point's own date. */
export function standing<T>(item: Item, field: Field<T>): readonly T[] {
  return item.get(field).values.map(({ value }) => value)
}

/** The first of what is said. */
export function firstSaid<T>(item: Item, field: Field<T>): T | undefined {
  return said(item, field)[0]?.value
}

function atAnyDate<T>(item: Item, field: Field<T>): Resolved<T> {
  const standings = item.standings.map((standing) => ({ ...standing, answer: standing.visible }))
  return resolve(field, standings, item.point.date)
}
