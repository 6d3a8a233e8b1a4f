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

/** That a task which is open on a day is done on a later one, or may be: from which day on. */
export type DoneLater = { readonly from: number; readonly isCertain: boolean }

/** From which later day on a task is done as known by a day: for certain, where it ever is; undefined where nothing says so. */
export function doneAfter(
  item: Pick<GridItem, 'rectanglesOf'>,
  date: number,
  knownAt: number,
): DoneLater | undefined {
  const later = item
    .rectanglesOf('task')
    .filter(
      ({ knownFrom, knownTo, validFrom }) => knownFrom <= knownAt && knownAt < knownTo && validFrom > date,
    )
    .flatMap(({ validFrom, content: { state, isCertain } }) => {
      if (state === 'done') return [{ from: validFrom, isCertain }]
      return state === undefined ? [{ from: validFrom, isCertain: false }] : []
    })
    .sort((one, other) => Number(other.isCertain) - Number(one.isCertain) || one.from - other.from)
  return later[0]
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
  return {
    when: daysInWords(begin, words),
    sources: value.sources,
    inferredFrom: value.inferred ? value.sources : undefined,
  }
}
