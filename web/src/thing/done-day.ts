import type { GridItem } from '../../../src/exchange/read-grid.ts'
import { daysInWords } from '../parts/mark-words.ts'
import type { Strings } from '../strings.ts'
import type { Done } from './answer-sentence.ts'
import type { FieldAnswer } from './claim-rows.ts'
import { daysOf } from './reading.ts'

/** From which day on a task is done for certain, at a place of the grid; undefined where it is not, or always was. */
export function doneFrom(
  item: Pick<GridItem, 'rectanglesOf'>,
  date: number,
  knownAt: number,
): number | undefined {
  const done = item
    .rectanglesOf('task')
    .filter(
      ({ knownFrom, knownTo, content: { state, isCertain } }) =>
        knownFrom <= knownAt && knownAt < knownTo && state === 'done' && isCertain,
    )
  const here = done.find(({ validFrom, validTo }) => validFrom <= date && date < validTo)
  if (here === undefined) return undefined
  // Other due days make another rectangle: one that is done up to there is of the same stretch.
  const before = (day: number): number => {
    const earlier = done.find(({ validTo }) => validTo === day)
    return earlier === undefined ? day : before(earlier.validFrom)
  }
  const from = before(here.validFrom)
  return Number.isFinite(from) ? from : undefined
}

/** Since when it is done and from what that is inferred, by the claim that begins to hold on that day; undefined where none does. */
export function doneBy(
  claims: readonly FieldAnswer[],
  { from, existence }: { readonly from: number; readonly existence: string | undefined },
  words: Strings,
): Done | undefined {
  const found = claims
    .filter(({ field }) => field !== existence)
    .flatMap(({ values }) => (values.length === 1 ? values : []))
    .flatMap((value) => value.when.map((when) => ({ value, begin: daysOf(when.begin) })))
    .filter(({ begin }) => begin.latest === from)
  const [one] = [...found.filter(({ value }) => value.inferred), ...found]
  if (one === undefined) return undefined
  const { value, begin } = one
  return { when: daysInWords(begin, words), inferredFrom: value.inferred ? value.sources : undefined }
}
