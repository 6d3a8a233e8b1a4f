import type { Source } from '../reports/sources.ts'
import { publishedInWords } from './dates.ts'
import { type Line, line, point } from './layout.ts'
import { counted } from './marks.ts'

/** All sources, a line or two each. */
export function sourceLines(sources: readonly Source[]): readonly Line[] {
  return sources.map((source) => {
    const { label, id, publisher = 'publisher not named', title, known, absent, events, withdrawn } = source
    return point(
      label,
      [
        { text: title ?? publisher, style: 'bold' },
        title === undefined ? '' : `, ${publisher}`,
        `; ${publishedInWords(known)}; ${counted(events, 'event')}`,
        absent.length === 0 ? '' : `; lacks ${absent.join(', ')}`,
        withdrawn ? '; WITHDRAWN' : '',
        ' ',
        { text: `(${id})`, style: 'dim', whole: true },
      ],
      0,
    )
  })
}

/** One source, field by field; what it lacks is said. */
export function sourcePage(source: Source): readonly Line[] {
  const { id, label, title, publisher, byline, dateline, medium, side, text, published } = source
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['title', title],
    ['publisher', publisher],
    ['byline', byline?.join(', ')],
    ['dateline', dateline && [dateline.city, dateline.date].filter((each) => each !== undefined).join(', ')],
    ['medium', medium],
    ['side', side],
    ['known', `${publishedInWords(source.known)} (${published.basis}${readingOf(published.reading)})`],
    ['text', text && `${text.length} UTF-16 code units, sha256 ${text.digest}`],
    ['lacks', source.absent.join(', ') || 'nothing'],
    ['events', String(source.events)],
    ['withdrawn', source.withdrawn ? 'yes: nothing rests on it any more' : undefined],
  ]
  return [
    line([{ text: label, style: 'bold' }]),
    ...rows.flatMap(([name, value]) =>
      value === undefined ? [] : [line([{ text: name.padEnd(10), whole: true }, ' ', value], 2, 11)],
    ),
  ]
}

function readingOf(reading: string | undefined): string {
  return reading === undefined ? '' : `: ${reading}`
}
