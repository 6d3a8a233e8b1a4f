import type { RecordedEvent } from '../../event/index.ts'
import type { Standing } from '../../state/index.ts'
import type { StandingItem } from '../context.ts'
import type { Dated } from './valid-time.ts'

/**
 * When an item holds: of the claims that say it is there, the dating of one that gives its answer; a lasting one
 * before an attestation, and the narrowest of those.
 */
export function whenOf({ item }: StandingItem): Dated | null {
  const claims = item.standings.filter(({ claim }) => claim.field === item.kind.existence.name)
  const answering = claims.filter(({ answer }) => answer === item.existence.answer)
  const [best] = (answering.length > 0 ? answering : claims).sort(
    (a, b) => attestedLast(a) - attestedLast(b) || width(a) - width(b),
  )
  return best === undefined ? null : datedOf(best)
}

/** A standing's bounds, with the words they were read from unless something narrowed them. */
export function datedOf({ bounds, event }: Standing): Dated {
  const own = sameBounds(bounds, event)
  return { bounds, written: own ? event.event.valid : undefined }
}

function sameBounds({ begin, end }: Standing['bounds'], { valid }: RecordedEvent): boolean {
  return (
    begin.earliest === valid.begin.earliest &&
    begin.latest === valid.begin.latest &&
    end.earliest === valid.end.earliest &&
    end.latest === valid.end.latest
  )
}

function attestedLast({ claim }: Standing): number {
  return claim.aspect === 'attested' ? 1 : 0
}

function width({ bounds }: Standing): number {
  return bounds.begin.latest - bounds.begin.earliest
}
