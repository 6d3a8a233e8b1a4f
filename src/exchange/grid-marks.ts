import type { AnyKind } from '../domain/index.ts'
import type { Item } from '../state/index.ts'
import { type Aspect, type CivilDay, type Interval, overlaps, type ValidBounds } from '../time/index.ts'
import type { WrittenDays, WrittenMark } from './grid-schema.ts'

/** A time at which an item was, and whether what says so is known for certain. */
type Mark = {
  readonly aspect: Aspect
  readonly isCertain: boolean
  readonly bounds: ValidBounds
  /** The last day on which it is known to have held, by whatever attests it. */
  readonly heldUntil: CivilDay
}

/**
 * When an item was, whatever its date: of what happened the narrowest date, and those that leave no day in common with one before
 * them; of what lasts or is attested each; what is known for certain comes first. Of a kind whose events give begin and end each
 * for itself, the span of both as it stands on the item's date. In the order of their first days.
 */
export function marksOf(kind: AnyKind, item: Item): readonly WrittenMark[] {
  const claims = item.standingsOf(kind.engine.existence).filter(({ visible }) => visible !== 'no')
  const marks = claims.map(
    ({ claim: { aspect }, visible, of, bounds, seen }): Mark => ({
      aspect,
      isCertain: visible === 'definitely' && of === 1,
      bounds,
      heldUntil: Math.max(bounds.end.earliest, seen.reach?.sure.day ?? -Infinity),
    }),
  )
  const isCertain = marks.some((mark) => mark.isCertain)
  const spans = (kind.when?.(item) === undefined ? [] : kind.bounds(item)).map(
    (bounds): Mark => ({ aspect: 'lasting', isCertain, bounds, heldUntil: bounds.end.earliest }),
  )
  return written(spans.length > 0 ? spans : chiefOf(marks))
}

/** Those of what happened on days in common are one: the narrowest. */
function chiefOf(marks: readonly Mark[]): readonly Mark[] {
  const lengthOf = ({ bounds: { begin } }: Mark) => begin.latest - begin.earliest
  const narrowestFirst = marks
    .filter(({ aspect }) => aspect === 'happened')
    .sort((a, b) => Number(b.isCertain) - Number(a.isCertain) || lengthOf(a) - lengthOf(b))
  const chief: Mark[] = []
  for (const mark of narrowestFirst)
    if (!chief.some(({ bounds: { begin } }) => overlaps(begin, mark.bounds.begin))) chief.push(mark)
  return [...chief, ...marks.filter(({ aspect }) => aspect !== 'happened')]
}

function written(marks: readonly Mark[]): readonly WrittenMark[] {
  const byText = new Map(
    marks.map((mark) => {
      const each = writtenMark(mark)
      return [JSON.stringify(each), each] as const
    }),
  )
  const inOrder = [...byText].sort(
    ([one, [, , [a]]], [other, [, , [b]]]) => (a ?? -Infinity) - (b ?? -Infinity) || (one < other ? -1 : 1),
  )
  return inOrder.map(([, each]) => each)
}

function writtenMark({ aspect, isCertain, bounds, heldUntil }: Mark): WrittenMark {
  const { begin, end, likely } = bounds
  // Of an end that is stated, but not until when, no more is known: it does not go on.
  const endStatus = bounds.endStatus === 'stated' && end.latest === Infinity ? 'unknown' : bounds.endStatus
  const isLonger = (endStatus === 'open' || endStatus === 'unknown') && heldUntil > begin.earliest
  const first = writtenDays(begin)
  const last = endStatus === 'stated' ? writtenDays(end) : endStatus
  const held = isLonger && Number.isFinite(heldUntil) ? heldUntil : null
  if (likely !== undefined) return [aspect, isCertain, first, last, held, likely]
  return held === null ? [aspect, isCertain, first, last] : [aspect, isCertain, first, last, held]
}

/** The first and the last of the days; null where there is no bound. */
export function writtenDays({ earliest, latest }: Interval): WrittenDays {
  return [Number.isFinite(earliest) ? earliest : null, Number.isFinite(latest) ? latest - 1 : null]
}
