import type { CivilDay, ValidBounds } from '../../src/time/index.ts'
import type { NaiveClaim } from './claims.ts'

/** What a claim says of a day in one world: it stands, its event excludes the day, or it says nothing. */
export type Verdict = 'stands' | 'no' | 'silent'

/** One way for a claim to have been: the day on which it began, and what it then says of the day asked for. */
export type Life = { readonly began: CivilDay; readonly verdict: Verdict }

/** Days beyond those that any test asks for: unbounded is as far as this. */
export const FIRST = 18_250
export const LAST = 18_290

/** Every way that the bounds allow, by counting days; the same life is given once. */
export function livesOf(aspect: NaiveClaim['aspect'], bounds: ValidBounds, date: CivilDay): readonly Life[] {
  const lives = new Map<string, Life>()
  const begins = daysOf(bounds.begin)
  for (const began of begins)
    for (const until of endsOf(bounds, began)) {
      const verdict = verdictOf(aspect, began, until, bounds.endStatus === 'stated', date)
      lives.set(`${began} ${verdict}`, { began, verdict })
    }
  return [...lives.values()]
}

function verdictOf(
  aspect: NaiveClaim['aspect'],
  began: CivilDay,
  until: CivilDay,
  endIsKnown: boolean,
  date: CivilDay,
): Verdict {
  if (aspect === 'happened') return began <= date ? 'stands' : 'no'
  if (began <= date && date <= until) return 'stands'
  if (aspect === 'attested') return 'silent'
  return date < began || endIsKnown ? 'no' : 'silent'
}

/** The last days it may have had; where its end is not stated, the day up to which it is known to have held. */
function endsOf({ end, endStatus }: ValidBounds, began: CivilDay): readonly CivilDay[] {
  if (endStatus === 'once') return [began]
  if (endStatus === 'stated') return daysOf(end).filter((day) => day >= began)
  return [Math.max(began, end.earliest)]
}

function daysOf({
  earliest,
  latest,
}: {
  readonly earliest: CivilDay
  readonly latest: CivilDay
}): CivilDay[] {
  const days: CivilDay[] = []
  for (let day = Math.max(earliest, FIRST); day < Math.min(latest, LAST); day += 1) days.push(day)
  return days
}

/** The last day that it may reach, or, its end not stated, is known to reach. */
export function lastDay({ begin, end, endStatus }: ValidBounds): CivilDay {
  if (endStatus === 'once') return begin.latest - 1
  return endStatus === 'stated' ? end.latest - 1 : Math.max(end.earliest, begin.latest - 1)
}
