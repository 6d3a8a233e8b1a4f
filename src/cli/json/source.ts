import { formatDay } from '../../time/index.ts'
import type { Source } from '../reports/sources.ts'

/** A source: what it prints of itself (null where it does not), what it lacks, and how many events rest on it. */
export function sourceJson(source: Source) {
  const { id, label, title, publisher, byline, dateline, medium, side, published, text, absent } = source
  return {
    id,
    label,
    title: title ?? null,
    publisher: publisher ?? null,
    byline: byline ?? [],
    dateline: dateline ?? null,
    medium: medium ?? null,
    side: side ?? null,
    published,
    known: {
      notBefore: dayOrNull(source.known?.earliest),
      by: dayOrNull(source.known === undefined ? undefined : source.known.latest - 1),
    },
    text: text ?? null,
    absent,
    events: source.events,
    withdrawn: source.withdrawn,
  }
}

function dayOrNull(day: number | undefined): string | null {
  return day === undefined || !Number.isFinite(day) ? null : formatDay(day)
}
