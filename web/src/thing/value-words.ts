import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'

/*
 * Words of values that stand as codes where nothing declares them: the grid has each value of a field with its words.
 */

/** The words of the values that an item's fields have anywhere on the plane, by the values; those that are their own words are left out. */
export function wordsOfItem(item: GridItem | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { name, of } of item?.kind.columns ?? []) if (of === 'field') addWords(found, item, name)
  return found
}

/** The words by which an event of an item reads: its own, and those of sides, which any other item may name. */
export function wordsOfEvent(
  item: GridItem | undefined,
  grid: Grid | undefined,
): ReadonlyMap<string, string> {
  return new Map([...wordsOfSides(grid), ...wordsOfItem(item)])
}

/** What a side is called, by the first field that names it; its code where none does. */
export function sideInWords(side: string, grid: Grid | undefined): string {
  return wordsOfSides(grid).get(side) ?? side.toUpperCase()
}

/** The roles of fields that name sides. */
const SIDES: ReadonlySet<string> = new Set(['side', 'by'])

/** What sides are called, by their codes: looked for once a grid, in all its items. */
const sidesOf = new WeakMap<Grid, ReadonlyMap<string, string>>()

function wordsOfSides(grid: Grid | undefined): ReadonlyMap<string, string> {
  if (grid === undefined) return new Map()
  const known = sidesOf.get(grid)
  if (known !== undefined) return known
  const found = new Map<string, string>()
  for (const item of grid.items)
    for (const { name, roles = [] } of item.kind.columns)
      if (roles.some((role) => SIDES.has(role))) addWords(found, item, name)
  sidesOf.set(grid, found)
  return found
}

/** Adds the words of a field's values; of a value that has several, the first stay. */
function addWords(found: Map<string, string>, item: GridItem | undefined, field: string): void {
  for (const { content } of item?.rectangles(field) ?? [])
    for (const { value, words } of content.values)
      if (typeof value === 'string' && value !== words && !found.has(value)) found.set(value, words)
}
