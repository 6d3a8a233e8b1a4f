import type { Strings } from '../strings.ts'
import type { Patch, Plane, Range, Run } from './plane.ts'

/** What a patch is called in the picture: its name, and a line under it. */
export function patchWords({ answer, turning, isBeyond }: Patch, words: Strings): readonly string[] {
  const { plane } = words.thing
  if (turning === undefined) return [words.answer[answer]]
  const name = answer === 'definitely' ? turning : `${words.answer[answer]}, ${turning}`
  return isBeyond ? [name, plane.onTheRecord] : [name]
}

/** The picture in sentences: for who cannot see it, and for a table. One for each stretch of known days and of days. */
export function planeInWords(
  { rows, withoutKnownDay, valid, known }: Plane,
  words: Strings,
): readonly {
  readonly known: string
  readonly runs: readonly { readonly days: string; readonly answer: string }[]
}[] {
  const { plane } = words.thing
  const runsInWords = (runs: readonly Run[]) =>
    runs.map(({ days, patch }) => ({
      days: rangeInWords(days, valid, words),
      answer: patchWords(patch, words).join(', '),
    }))
  return [
    ...rows.map((row) => ({ known: rangeInWords(row.known, known, words), runs: runsInWords(row.runs) })),
    ...(withoutKnownDay === undefined ? [] : [{ known: plane.all, runs: runsInWords(withoutKnownDay) }]),
  ]
}

/** Days from until; where the picture begins or ends, nothing does. */
function rangeInWords([from, to]: Range, [first, last]: Range, { thing: { plane }, day }: Strings): string {
  const [begins, ends] = [from > first, to < last]
  if (begins && ends) return from === to - 1 ? day(from) : plane.between(day(from), day(to - 1))
  if (begins) return plane.from(day(from))
  return ends ? plane.until(day(to - 1)) : plane.always
}
