/** Valid time as an event writes it down, and the bounds that it means. */

import { RegestaError } from '../errors.ts'
import { boundsOfEdtf, type Days, once, type Span, span, type ValidBounds } from './bounds.ts'
import { parseDay } from './civil-day.ts'
import { type Edtf, hasGaps, parseEdtf } from './edtf.ts'
import { widened } from './edtf-hints.ts'
import { ANY, contains, formatInterval, hull, type Interval, overlaps } from './interval.ts'
import { type Choice, fitting } from './left-out.ts'

/** One date or span, and on what it rests. */
export type Bound = {
  /** As the source has it, in EDTF. */
  readonly edtf: string
  /** The bounds that an approximate `edtf` (`~`, `%`) means, in EDTF; only a marked one may have it. */
  readonly within?: string
  /** The likeliest day within the bounds (of a span: of its begin), as YYYY-MM-DD. */
  readonly likely?: string
  /** `stated` in the source, `relative` to its dateline, or `inferred` across sources. */
  readonly basis: 'stated' | 'relative' | 'inferred'
  /** How it was read, in a line. */
  readonly reading?: string
}

/** A date or span in one, or its begin and its end each with its own ground. */
export type Valid = Bound | { readonly begin: Bound; readonly end?: Bound }

/**
 * The bounds it means. Undefined: once, on any day. A begin alone: the end is unknown. An end without a latest
 * date (`[2025-12-04..]`): known to hold until then at least, its end unknown.
 *
 * Throws E_EDTF and E_DATE for what is no date, E_APPROXIMATE for an approximate one without its bounds,
 * E_WITHIN for a `within` that does not suit its `edtf`, E_LIKELY, E_GAPS for a set of all that is not one
 * stretch, E_ONE_DAY for a begin or end that is a span, E_END_BEFORE_BEGIN.
 *
 * @example readValid({ edtf: '2021-09/2021-11', basis: 'stated' }).endStatus // 'stated'
 */
export function readValid(valid: Valid | undefined): ValidBounds {
  if (valid === undefined) return once(ANY)
  if (!('begin' in valid)) return readSpan(valid)
  const { likely, choices, ...begin } = readBound(valid.begin)
  const end = valid.end === undefined ? { earliest: begin.earliest, latest: Infinity } : readBound(valid.end)
  const bounds = span(begin, end, end.latest === Infinity ? 'unknown' : 'stated')
  if (bounds === undefined)
    throw invalid(
      'E_END_BEFORE_BEGIN',
      valid.end?.edtf ?? '',
      `this end is before the begin, ${valid.begin.edtf}`,
    )
  const begun = choices === undefined ? bounds : { ...bounds, ...fittingBegin(bounds.begin, choices) }
  if (likely === undefined) return begun
  if (!contains(bounds.begin, likely))
    throw invalid('E_LIKELY', valid.begin.likely ?? '', `the likely day is after the end, ${valid.end?.edtf}`)
  return { ...begun, likely }
}

/** The days among which that one day is. Throws as {@link readValid} does. */
export function readBound(bound: Bound): Days & Pick<ValidBounds, 'likely'> {
  const { begin, end, endStatus, likely, choices } = readSpan(bound)
  if (endStatus !== 'once') {
    const example = formatInterval({ earliest: begin.earliest, latest: end.latest })
    throw invalid(
      'E_ONE_DAY',
      bound.edtf,
      `a begin or an end is one day: one of several is written ${example}`,
    )
  }
  return { ...begin, ...(likely !== undefined && { likely }), ...(choices && { choices }) }
}

function fittingBegin(begin: Interval, choices: readonly Choice[]): Pick<Span, 'begin' | 'choices'> {
  return { begin: fitting(choices, begin) ?? begin, choices }
}

function readSpan(bound: Bound): ValidBounds {
  const bounds = spanOfBound(bound)
  if (bound.likely === undefined) return bounds
  const likely = parseDay(bound.likely)
  if (!contains(bounds.begin, likely))
    throw invalid('E_LIKELY', bound.likely, `the likely day is not within ${bound.within ?? bound.edtf}`)
  return { ...bounds, likely }
}

/** The spans of short texts, each read once and shared by all who date with it: dates repeat. Emptied when full. */
const spans = new Map<string, Span>()
const MOST_SPANS = 50_000
const LONGEST_TEXT = 40

function remembered(text: string, bounds: Span): Span {
  if (text.length > LONGEST_TEXT) return bounds
  if (spans.size >= MOST_SPANS) spans.clear()
  spans.set(text, bounds)
  return bounds
}

/** The span that `within` writes where there is one, else the span of `edtf`. */
function spanOfBound({ edtf: text, within }: Bound): Span {
  const known = within === undefined ? spans.get(text) : undefined
  if (known !== undefined) return known
  const edtf = parseEdtf(text)
  if (within !== undefined) return boundsWithin(edtf, parseEdtf(within))
  const bounds = boundsOfWhole(edtf)
  if (!edtf.qualification.approximate) return remembered(text, bounds)
  const example = exampleWithin(edtf, bounds)
  const expected = `an approximate date needs the bounds it means, as within: "${example}"`
  throw new RegestaError('E_APPROXIMATE', 'invalid', `"${text}": ${expected}`, {
    text,
    suggestion: { edtf: text, within: example },
  })
}

/** Bounds around it, a span for a span; the text without its marks where those cannot be written. */
function exampleWithin(edtf: Edtf, bounds: Span): string {
  const set = formatInterval(widened(extent(bounds)))
  const open = bounds.endStatus === 'open' ? '..' : ''
  const example = bounds.endStatus === 'once' ? set : `${set.slice(1, -1).replace('..', '/')}${open}`
  try {
    boundsWithin(edtf, parseEdtf(example))
    return example
  } catch {
    return edtf.text.replace(/[?~%]/g, '')
  }
}

/** The bounds that stand beside a marked date, which they must suit. */
function boundsWithin(edtf: Edtf, within: Edtf): Span {
  const [narrow, wide] = [boundsOfWhole(edtf), boundsOfWhole(within)]
  const refuse = (reason: string) => invalid('E_WITHIN', within.text, reason)
  if (!edtf.qualification.approximate && !edtf.qualification.uncertain)
    throw refuse(`only a date marked ~, ? or % has bounds beside it, which ${edtf.text} is not`)
  if (within.qualification.approximate)
    throw refuse(`expected the bounds of ${edtf.text}, which cannot be approximate`)
  if (wide.endStatus !== narrow.endStatus)
    throw refuse(`expected bounds of the same kind as ${edtf.text}: a span for a span, a day for a day`)
  if (!overlaps(extent(wide), extent(narrow)))
    throw refuse(`expected the bounds of ${edtf.text}, of which no day is in it`)
  return wide
}

function boundsOfWhole(edtf: Edtf): Span {
  if (edtf.type === 'set' && edtf.kind === 'allOf' && hasGaps(edtf))
    throw invalid('E_GAPS', edtf.text, 'what happened on several days apart is as many events')
  return boundsOfEdtf(edtf)
}

function extent({ begin, end }: Span): Interval {
  return hull(begin, end)
}

function invalid(code: string, text: string, reason: string): RegestaError {
  return new RegestaError(code, 'invalid', `"${text}": ${reason}`, { text })
}
