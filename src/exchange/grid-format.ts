import type { Format } from './format.ts'

/** The bitemporal grid, for pages that go through time without asking again. */
export const gridFormat: Format = {
  name: 'grid',
  path: '/grid.json',
  type: 'application/json',
  says: 'Every item over valid and known time at once, for sliders that need no further request',
  ofAllDates: true,
  load: async () => (await import('./grid.ts')).writeGrid,
}
