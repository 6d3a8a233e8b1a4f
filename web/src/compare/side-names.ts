import type { Grid } from '../../../src/exchange/read-grid.ts'

/**
 * What sides are called, as the items of a grid name them: their fields declare which are sides. One that no item names is not
 * in it. Cost: the items, until each is found.
 */
export function sideNames(grid: Grid, sides: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const item of grid.items) {
    if (names.size === sides.length) break
    for (const { name, roles = [] } of item.kind.columns)
      if (roles.includes('side'))
        for (const { content } of item.rectangles(name))
          for (const { value, words } of content.values)
            if (typeof value === 'string' && sides.includes(value)) names.set(value, words)
  }
  return names
}
