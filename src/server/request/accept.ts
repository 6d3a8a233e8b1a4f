/** One part of an Accept header: `text/*;q=0.5`. */
type Range = { readonly type: string; readonly quality: number }

/**
 * The one of the media types offered that an Accept header likes best (RFC 9110, 12.5.1): for each the most exact
 * range that fits counts; of several liked alike, the one named first, and then the one offered first. Nothing where
 * none is acceptable; the first where nothing is said.
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

/** The ranges of a header; one that asks for another charset than UTF-8 cannot be served. */
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
