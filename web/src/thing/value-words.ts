import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'

/*
 * Words of values that stand as codes where nothing declares them: the grid has each value of a field with its words.
 */

/** The words of the values that an item's fields have anywhere on the plane, by the values; those that are their own words are left out. */
export function wordsOfItem(item: GridItem | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { name, of } of item?.kind.columns ?? [])
    if (of === 'field')
      for (const { content } of item?.rectangles(name) ?? [])
        for (const { value, words } of content.values)
          if (typeof value === 'string' && value !== words) found.set(value, words)
  return found
}

/** The roles of fields that name sides. */
const SIDES: ReadonlySet<string> = new Set(['side', 'by'])

/** What a side is called, by the first field that names it; its code where none does. */
export function sideInWords(side: string, grid: Grid | undefined): string {
  for (const item of grid?.items ?? [])
    for (const { name, roles = [] } of item.kind.columns)
      if (roles.some((role) => SIDES.has(role)))
        for (const { content } of item.rectangles(name))
          for (const { value, words } of content.values) if (value === side) return words
  return side.toUpperCase()
}
