import type { Place } from '../../errors.ts'

/** Who said that a setting is as it is. */
export type Origin =
  | { readonly by: 'flag'; readonly flag: string }
  | { readonly by: 'environment'; readonly variable: string }
  | { readonly by: 'file'; readonly place: Place }
  | { readonly by: 'default' }

/** As a person names it: `--port`, `PORT`, `regesta.yaml:3`, `default`. */
export function nameOrigin(origin: Origin): string {
  switch (origin.by) {
    case 'flag':
      return origin.flag
    case 'environment':
      return origin.variable
    case 'file':
      return `${origin.place.file}:${origin.place.line}`
    case 'default':
      return 'default'
  }
}

/** Where a fault of what was said stands. */
export function placeOfOrigin(origin: Origin, name: string): Place {
  if (origin.by === 'file') return origin.place
  return { argument: origin.by === 'default' ? name : nameOrigin(origin) }
}
