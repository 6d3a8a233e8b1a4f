import type { GridAnswer } from '../../../src/exchange/read-grid.ts'
import { parseIsoDay } from '../days.ts'
import type { SourceNamedFragment, ThingQuery, ValueReadFragment } from '../operations.ts'
import type { Strings } from '../strings.ts'
import { answerOf, fieldInWords, isKey, subjectsIn, whenInWords } from './reading.ts'

type Item = NonNullable<NonNullable<NonNullable<ThingQuery['chronicle']>['asOf']>['item']>
export type FieldAnswer = Item['claims'][number]

/** A value in words, with what it leads to. */
export type ValueWords = {
  readonly words: string
  /** The subject that it is, undefined where it is none. */
  readonly subject: string | undefined
  /** What it names besides, where it is made of several parts. */
  readonly names: readonly string[]
}

/** A row of what is said of a thing: values that are as certain, by the same sources and of the same time, stand in one. */
export type ClaimRow = {
  readonly key: string
  /** Empty where the row above has it. */
  readonly name: string
  readonly values: readonly ValueWords[]
  /** How it was read, since when it holds, how it was come by: each in a line. */
  readonly under: readonly string[]
  readonly answer: GridAnswer
  readonly sources: readonly SourceNamedFragment[]
}

type Context = {
  readonly words: Strings
  readonly kinds: ReadonlySet<string>
  /** The field that says whether the item is there: it says when. */
  readonly existence: string | undefined
  /** When the item itself was, in words: what is of the same time does not say it again. */
  readonly whenOfItem: string | undefined
}

/** The rows of a field. */
export function claimRows(answer: FieldAnswer, context: Context): readonly ClaimRow[] {
  const { words } = context
  const name = fieldInWords(answer.field)
  if (answer.values.length === 0)
    return [
      {
        key: answer.field,
        name,
        values: [],
        under: attestedAround(answer, words),
        answer: answerOf(answer.certainty),
        sources: (answer.lastAttested ?? answer.nextAttested)?.sources ?? [],
      },
    ]
  const rows: { -readonly [K in keyof ClaimRow]: ClaimRow[K] }[] = []
  for (const value of answer.values) {
    const row = rowOf(value, context, answer.field === context.existence)
    const last = rows.at(-1)
    if (last !== undefined && isAlike(last, row)) last.values = [...last.values, ...row.values]
    else rows.push({ ...row, key: `${answer.field} ${rows.length}`, name: rows.length === 0 ? name : '' })
  }
  return rows
}

function rowOf(
  value: ValueReadFragment,
  { words, kinds, whenOfItem }: Context,
  isExistence: boolean,
): Omit<ClaimRow, 'key' | 'name'> {
  const whens = [...new Set(value.when.map((when) => whenInWords(when, words)))]
  const own = isExistence && whens.length > 0 ? whens.join('; ') : dayOrWords(value.words, words)
  const other = isExistence ? [] : whens.filter((when) => when !== whenOfItem)
  const names = isKey(value.value, kinds) ? [value.value] : subjectsIn(value.value, kinds)
  return {
    // What names one subject leads to it; what names several, to each.
    values: [
      {
        words: own,
        subject: names.length === 1 ? names[0] : undefined,
        names: names.slice(1).length > 0 ? names : [],
      },
    ],
    under: [
      ...readingOf(value.value),
      ...(isExistence ? value.when.flatMap(({ reading }) => reading ?? []) : []),
      ...other,
      ...(value.likely && value.certainty !== 'DEFINITELY' ? [words.thing.likelyValue] : []),
      ...(value.inferred ? [words.thing.inferred] : []),
    ],
    answer: answerOf(value.certainty),
    sources: value.sources,
  }
}

/** A value that is a day alone, as days are written here. */
function dayOrWords(value: string, { day }: Strings): string {
  const found = parseIsoDay(value)
  return found === undefined ? value : day(found)
}

/** How a date within a value was read: every date that a declaration has may say it. */
function readingOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('reading' in value)) return []
  return typeof value.reading === 'string' ? [value.reading] : []
}

function attestedAround({ lastAttested, nextAttested }: FieldAnswer, words: Strings): readonly string[] {
  const { thing } = words
  const around = (value: ValueReadFragment) => ({
    words: value.words,
    when: value.when.map((when) => whenInWords(when, words)).join('; '),
  })
  return [
    ...(lastAttested === null ? [] : [thing.lastAttested(around(lastAttested))]),
    ...(nextAttested === null ? [] : [thing.nextAttested(around(nextAttested))]),
  ]
}

function isAlike(a: Omit<ClaimRow, 'key' | 'name'>, b: Omit<ClaimRow, 'key' | 'name'>): boolean {
  const of = ({ under, answer, sources }: Omit<ClaimRow, 'key' | 'name'>) =>
    JSON.stringify([under, answer, sources.map(({ subject }) => subject)])
  return of(a) === of(b)
}
