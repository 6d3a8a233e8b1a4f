import type { GridItem } from '../../../src/exchange/read-grid.ts'
import type { Strings } from '../strings.ts'
import { withDatesInWords } from './written-dates.ts'

/*
 * What a thing is called where it may not stand. What came to be known later names nothing: of the names that its sources give it
 * only those are looked at that were known by the known day.
 */

/**
 * The name of a thing at a point; else the one that it has on the nearest other day, or had by an earlier known day, marked as such;
 * else its key in words.
 */
export function subjectInWords(
  subject: string,
  item: Pick<GridItem, 'rectanglesOf'> | undefined,
  point: { readonly date: number; readonly known: number },
  words: Strings,
): string {
  const { date, known } = point
  const named = (item?.rectanglesOf('headline') ?? []).filter(
    ({ content, knownFrom }) => knownFrom <= known && (content.words ?? '') !== '',
  )
  // How far away, by days; 0 where it is here.
  const away = ({ validFrom, validTo }: (typeof named)[number]) =>
    Math.max(0, validFrom - date, date - (validTo - 1))
  const now = named.filter(({ knownTo }) => known < knownTo).sort((a, b) => away(a) - away(b))
  const before = named
    .filter(({ knownTo }) => known >= knownTo)
    .sort((a, b) => b.knownTo - a.knownTo || away(a) - away(b))
  const [found = before[0]] = now
  const name = found?.content.words
  if (found === undefined || name === undefined) return keyInWords(subject, words)
  const said = withDatesInWords(name, words)
  if (found === before[0]) return words.thing.nameBefore(said)
  return away(found) === 0 ? said : words.thing.nameOfOtherDay(said)
}

/** A key as a person reads it: `place/south-china-sea` as `place “south china sea”`. */
export function keyInWords(subject: string, words: Strings): string {
  const slash = subject.indexOf('/')
  if (slash < 0) return subject
  const spaced = (text: string) => text.replaceAll(/(?<!\d)-|-(?!\d)/g, ' ')
  return words.thing.ofKey(
    spaced(subject.slice(0, slash)),
    withDatesInWords(spaced(subject.slice(slash + 1)), words),
  )
}
