import type { CitedFragment } from '../operations.ts'
import { daysInWords } from '../parts/mark-words.ts'
import type { Strings } from '../strings.ts'
import { capital, daysOf } from './reading.ts'

/*
 * What a source is, for who never heard of its label: its sort, its place and day, who published it.
 */

/** `Article, HANOI, 29 April 2025, publisher not told`. */
export function sourceInWords(
  { kind, medium, dateline, published, publisher, byline }: CitedFragment['source'],
  words: Strings,
): string {
  const { thing, sources } = words
  const sort = medium ?? (kind === null ? thing.sourcePlace : sources.kinds[kind])
  const parts = [
    capital(sort),
    dateline?.city,
    daysInWords(daysOf(published.between), words),
    byline === null || byline.length === 0 ? null : thing.byAuthors(byline.join(', ')),
    publisher ?? thing.noPublisher,
  ]
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ')
}
