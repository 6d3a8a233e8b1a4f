import type { Address, Filters, PointAddress } from '../address.ts'
import { isoDay } from '../days.ts'

/** What an export takes besides the position, the known day and whom one hears. */
export type Takes = {
  /** Whether it is of one date. */
  readonly date: boolean
  readonly filters: 'all' | 'kinds' | 'none'
}

export const EVERYTHING: Takes = { date: true, filters: 'all' }

/** What a view is narrowed by: that of a thing is of it alone. */
export function shownBy({
  view,
  subject,
  filters,
}: Pick<Address, 'view' | 'subject' | 'filters'>): Narrowing {
  return view === 'thing' ? { search: '', words: {}, subject } : { ...filters, subject: undefined }
}

/** What an export is narrowed by: the filters of the page, or a thing. */
export type Narrowing = Filters & { readonly subject?: string | undefined }

/** The address of an export of what one sees, with those arguments that the format takes, by the names that exports have for them. */
export function feedAddress(path: string, at: PointAddress, filters: Narrowing, takes: Takes): string {
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
function filterPairs({ search, words, subject }: Narrowing): readonly (readonly [string, string])[] {
  const { source = [], topic = [], place = [], actor = [], side = [] } = words
  // A source is no thing of a list: it is what things are told by.
  if (subject !== undefined) return [[subject.startsWith('source/') ? 'source' : 'subject', subject]]
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
