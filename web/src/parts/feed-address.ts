import type { Filters, PointAddress } from '../address.ts'
import { isoDay } from '../days.ts'

/** What an export takes besides the position, the known day and whom one hears. */
export type Takes = {
  /** Whether it is of one date. */
  readonly date: boolean
  readonly filters: 'all' | 'kinds' | 'none'
}

/** The address of an export of what one sees, with those arguments that the format takes, by the names that exports have for them. */
export function feedAddress(path: string, at: PointAddress, filters: Filters, takes: Takes): string {
  const pairs = [
    ...(takes.date && at.date !== undefined ? [['date', isoDay(at.date)] as const] : []),
    ...(at.known === undefined ? [] : [['knownAt', isoDay(at.known)] as const]),
    ...(at.position === undefined ? [] : [['position', `${at.position}`] as const]),
    ...(['only', 'without', 'sides'] as const).flatMap((name) => listPairs(name, at[name])),
    ...(takes.filters === 'none' ? [] : listPairs('kinds', filters.words.kinds ?? [])),
    ...(takes.filters === 'all' ? filterPairs(filters) : []),
  ]
  if (pairs.length === 0) return path
  const query = new URLSearchParams(pairs.map(([name, text]) => [name, text])).toString()
  return `${path}?${query.replaceAll('%2C', ',').replaceAll('%2F', '/')}`
}

/** Exports know a side as one who acts; of a side and someone else, both must be in it. */
function filterPairs({ search, words }: Filters): readonly (readonly [string, string])[] {
  const { source = [], topic = [], place = [], actor = [], side = [] } = words
  const both = actor.length > 0 && side.length > 0
  return [
    ...(search.trim() === '' ? [] : [['search', search] as const]),
    ...listPairs('source', source),
    ...listPairs('topic', topic),
    ...listPairs('place', place),
    ...(both ? listPairs('with', [...actor, ...side]) : listPairs('actor', [...actor, ...side])),
  ]
}

/** By repetition: a name may have a comma in it. */
function listPairs(name: string, list: readonly string[]): readonly (readonly [string, string])[] {
  return list.map((word) => [name, word])
}
