import type { Strings } from '../strings.ts'
import type { ComparedPoint, TwoPoints } from './two-points.ts'

/** What is compared, as a sentence: the title of the page, and what one cites it by. */
export function comparisonTitle(question: string, { from, to }: TwoPoints, words: Strings): string {
  const { compare } = words
  const inWords = ({ date, known, only, sides, without }: ComparedPoint) =>
    [
      words.day(date),
      known === undefined ? compare.byAll : `${compare.asKnownBy} ${words.day(known)}`,
      ...(only.length > 0 ? [compare.hearingOnly(only)] : []),
      ...(sides.length > 0 ? [compare.hearingSides(sides)] : []),
      ...(without.length > 0 ? [compare.hearingWithout(without)] : []),
    ].join(', ')
  return compare.title(question, inWords(from), inWords(to))
}
