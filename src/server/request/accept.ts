/** One part of an Accept header: `text/*;q=0.5`. */
type Range = { readonly type: string; readonly quality: number }

/**
 * The offered media type that an Accept header prefers (RFC 9110, 12.5.1). For each type the most specific matching range
 * counts; ties go to the range named first, then to the type offered first. Undefined if none is acceptable; the first
 * offered without a header.
 */
export function negotiate(accept: string | null, offered: readonly string[]): string | undefined {
  const ranges = rangesOf(accept || '*/*')
  const [best] = offered
    .flatMap((type) => {
      const range = ranges
        .filter((each) => fits(each.type, type))
        .sort((one, other) => exactness(other.type) - exactness(one.type))[0]
      return range === undefined || range.quality === 0 ? [] : [{ type, range }]
    })
    .sort(
      (one, other) =>
        other.range.quality - one.range.quality || ranges.indexOf(one.range) - ranges.indexOf(other.range),
    )
  return best?.type
}

/** The ranges of a header, without those for another charset than UTF-8. */
function rangesOf(accept: string): readonly Range[] {
  return accept
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';').map((each) => each.trim()))
    .filter(([type, ...parameters]) => type !== '' && parameters.every(isServed))
    .map(([type = '', ...parameters]) => ({ type, quality: qualityIn(parameters) }))
}

function isServed(parameter: string): boolean {
  return !parameter.startsWith('charset=') || /^charset="?utf-?8"?$/.test(parameter)
}

function qualityIn(parameters: readonly string[]): number {
  const written = parameters.find((each) => each.startsWith('q='))?.slice(2)
  const quality = written === undefined || written === '' ? 1 : Number(written)
  return Number.isNaN(quality) ? 0 : Math.min(1, Math.max(0, quality))
}

function fits(range: string, type: string): boolean {
  return range === '*/*' || range === type || range === `${type.split('/')[0]}/*`
}

function exactness(range: string): number {
  return range === '*/*' ? 0 : range.endsWith('/*') ? 1 : 2
}
