import { shortened } from '../address.ts'
import type { Strings } from '../strings.ts'
import type { ComparedSource } from './heard.ts'
import type { ComparisonRequest } from './load-comparison.ts'
import type { ComparedPoint } from './two-points.ts'

/** What there is of what an address may name. */
export type Nameable = {
  /** Undefined while they are not known: then each is taken to be there. */
  readonly kinds: readonly string[] | undefined
  readonly sources: readonly ComparedSource[]
  /** The last position; undefined while it is not known. */
  readonly head: number | undefined
}

/** What of a request can be asked for, and in words what is left aside because there is no such thing. */
export function understood(
  request: ComparisonRequest,
  { kinds, sources, head }: Nameable,
  { compare }: Strings,
): { readonly request: ComparisonRequest; readonly aside: readonly string[] } {
  const aside = new Set<string>()
  const kept = (words: readonly string[], exists: (word: string) => boolean, say: (word: string) => string) =>
    words.filter((word) => {
      if (exists(word)) return true
      aside.add(say(shortened(word)))
      return false
    })
  const isSource = (name: string) => sources.some(({ label, subject }) => label === name || subject === name)
  const isSide = (name: string) => sources.some(({ side }) => side === name)
  const pointOf = (point: ComparedPoint): ComparedPoint => {
    const isAhead = point.position !== undefined && head !== undefined && point.position > head
    if (isAhead) aside.add(compare.noPosition(point.position ?? 0, head ?? 0))
    return {
      ...point,
      position: isAhead ? undefined : point.position,
      only: kept(point.only, isSource, compare.noSource),
      without: kept(point.without, isSource, compare.noSource),
      sides: kept(point.sides, isSide, compare.noSide),
    }
  }
  const [source] = kept(request.source === undefined ? [] : [request.source], isSource, compare.noSource)
  return {
    request: {
      ...request,
      points: { from: pointOf(request.points.from), to: pointOf(request.points.to) },
      kinds: kept(request.kinds, (kind) => kinds?.includes(kind) ?? true, compare.noKind),
      source,
    },
    aside: [...aside],
  }
}
