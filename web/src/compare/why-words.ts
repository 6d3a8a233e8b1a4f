import type { GridSource } from '../../../src/exchange/read-grid.ts'
import { parseIsoDay } from '../days.ts'
import type { Cause, DifferenceFragment } from '../operations.ts'
import type { Strings } from '../strings.ts'
import { type ComparedSource, heardAt } from './heard.ts'
import { fieldInWords } from './row-words.ts'
import type { TwoPoints } from './two-points.ts'

/** Why something differs: the causes as a sentence, and what is known of where it comes from. */
export type WhyWords = { readonly causes: string; readonly parts: readonly string[]; readonly from: string }

/** An event behind a difference. */
export type EventBehind = {
  /** Names its point, too. */
  readonly id: string
  readonly position: number
  /** What sort of event it is, as a person writes it. */
  readonly type: string
  readonly isInferred: boolean
  readonly subject: string
  readonly sources: readonly GridSource[]
}

/** Causes by which something happened; the others are of what one knows. */
const OF_THE_WORLD: ReadonlySet<Cause> = new Set<Cause>(['WORLD_CHANGED', 'WINDOW_PASSED', 'DUE_PASSED'])

const ORDER: readonly Cause[] = [
  'WORLD_CHANGED',
  'WINDOW_PASSED',
  'DUE_PASSED',
  'LEARNED',
  'CORRECTED',
  'RETRACTED',
  'RECORDED',
  'TRUST',
  'ATTESTED',
]

/** Why a thing differs, in words: `The world changed; we learned`, `from [002]`; without what is said above it already. */
export function whyInWords(
  difference: DifferenceFragment,
  points: TwoPoints,
  sources: readonly ComparedSource[],
  words: Strings,
  above: readonly string[] = [],
): WhyWords {
  const { causes, because } = difference
  const { compare } = words
  const said = [
    ...namesInWords(difference, words),
    ...ORDER.filter((cause) => causes.includes(cause)).map((cause) =>
      causeInWords(cause, difference, points, words),
    ),
  ]
  const isKnown = causes.some((cause) => OF_THE_WORLD.has(cause))
  const all = isKnown || causes.length === 0 ? said : [compare.nothingChanged, ...said]
  const behind = new Set(because.flatMap(({ evidence }) => evidence.map(({ source }) => source.subject)))
  const learned = causes.includes('LEARNED')
    ? newlyHeard(points, sources).filter(({ subject }) => behind.has(subject))
    : []
  const certain = learned.filter(
    (source) => heardAt(source, points.to) === 'definitely' || heardAt(source, points.from) === 'definitely',
  )
  const open = learned.filter((source) => !certain.includes(source))
  const parts = all.filter((part) => !above.includes(part))
  return {
    causes: sentence(parts),
    parts,
    from: [
      ...(certain.length === 0 ? [] : [compare.learnedFrom(labels(certain))]),
      ...(open.length === 0 ? [] : [compare.mayHaveLearnedFrom(labels(open))]),
    ].join(', '),
  }
}

/** What stands on every row alike, where there are several: it is said once above them. From whom one learned stays with it. */
export function commonCauses(
  rows: readonly DifferenceFragment[],
  points: TwoPoints,
  sources: readonly ComparedSource[],
  words: Strings,
): readonly string[] {
  if (rows.length < 2) return []
  const [first, ...others] = rows.map((row) => whyInWords(row, points, sources, words).parts)
  const stays: string = words.compare.causes.LEARNED
  return (first ?? []).filter((part) => part !== stays && others.every((parts) => parts.includes(part)))
}

/** A cause as it is true of this difference, whichever of the two points is the earlier. */
function causeInWords(
  cause: Cause,
  difference: DifferenceFragment,
  points: TwoPoints,
  words: Strings,
): string {
  const { from, to } = points
  const { compare } = words
  const isBack = (clock: 'known' | 'position') => (to[clock] ?? Infinity) < (from[clock] ?? Infinity)
  switch (cause) {
    case 'WORLD_CHANGED':
      return difference.change === 'PLANNED' ? compare.plansChanged : compare.causes[cause]
    case 'WINDOW_PASSED':
      return windowInWords(difference, points, words)
    case 'DUE_PASSED':
      return to.date < from.date ? compare.dueBetween : compare.causes[cause]
    case 'LEARNED':
      return isBack('known') ? compare.notYetLearned : compare.causes[cause]
    case 'RECORDED':
      return isBack('position') ? compare.notYetRecorded : compare.causes[cause]
    default:
      return compare.causes[cause]
  }
}

/** That names which stood apart are one, or that one was two: nothing of the world changes by that. */
function namesInWords({ fields }: DifferenceFragment, { compare }: Strings): readonly string[] {
  const keys = fields.find(({ field }) => field === 'identity')?.derived
  if (keys == null) return []
  const count = (text: string | null) => (text ?? '').split('\n').length
  return [count(keys.is) > count(keys.was) ? compare.namesJoined : compare.namesParted]
}

/** What became certain because days have passed on which it may have been; or that such days began or ended. */
function windowInWords(
  { itemAtFrom, itemAtTo }: DifferenceFragment,
  { from, to }: TwoPoints,
  words: Strings,
): string {
  const { compare } = words
  const isCertain = (item: typeof itemAtTo) => item?.certainty === 'DEFINITELY'
  if (to.date < from.date)
    return isCertain(itemAtFrom) && !isCertain(itemAtTo) ? compare.windowAhead : compare.causes.WINDOW_PASSED
  if (!isCertain(itemAtTo)) return compare.causes.WINDOW_PASSED
  const when = itemAtTo?.when?.begin
  const earliest = parseIsoDay(when?.earliest ?? '')
  const latest = parseIsoDay(when?.latest ?? '')
  // Days that end before A or after B are not those that passed.
  const isOfThese = latest !== undefined && latest >= from.date && latest <= to.date && latest !== earliest
  return isOfThese
    ? compare.windowWithin(earliest === undefined ? undefined : words.day(earliest), words.day(latest))
    : compare.certainByNow
}

/** The sources that one point hears and the other does not, or less surely. */
export function newlyHeard(
  { from, to }: TwoPoints,
  sources: readonly ComparedSource[],
): readonly ComparedSource[] {
  return sources.filter((source) => heardAt(source, from) !== heardAt(source, to))
}

function labels(sources: readonly ComparedSource[]): readonly string[] {
  return sources.map(({ label }) => `[${label}]`)
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The events behind a difference, each with its sources; an inference has none of its own. */
export function eventsBehind({ because }: DifferenceFragment): readonly EventBehind[] {
  return because.map(({ id, position, type, subject, evidence, premises }) => ({
    id: `${id}`,
    position,
    type: fieldInWords(type).trim(),
    isInferred: premises.length > 0,
    subject,
    sources: [...new Map(evidence.map(({ source }) => [source.subject, source])).values()],
  }))
}
