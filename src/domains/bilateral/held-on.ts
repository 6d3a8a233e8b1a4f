import type { Item } from '../../state/index.ts'
import {
  type Answer,
  type CivilDay,
  happenedDuring,
  type Interval,
  oneDay,
  standingDuring,
  type ValidBounds,
} from '../../time/index.ts'

/** Whether something that happens, as a meeting, did so on some days, and whether an estimate gives one of them. */
export type HeldOn = { readonly answer: Answer; readonly likely: boolean }

/** Whether it went on on that very day. */
export function heldOn(item: Item, day: CivilDay): HeldOn {
  return heldDuring(item, oneDay(day))
}

/**
 * Whether it went on on one of these days. Asks every event that says it happened: the best of their answers. An event
 * of which it is open whether or how it can be seen makes nothing certain, and a `no` is said of this item alone.
 */
export function heldDuring(item: Item, days: Interval): HeldOn {
  const held = item.standings.filter(({ claim }) => claim.field === item.kind.existence.name)
  const events = [...Map.groupBy(held, ({ event }) => event.id).values()].map((versions) => {
    const answers = versions.map(({ bounds }) => wentOn(bounds, days))
    const [first] = answers
    const sure =
      versions.every(({ visible }) => visible === 'definitely') && versions.length === versions[0]?.of
    const agreed = sure && answers.every(({ answer }) => answer === first?.answer)
    const open = answers.some(({ answer }) => answer === 'definitely' || answer === 'possibly')
    return {
      answer: agreed ? first?.answer : open ? 'possibly' : 'unknown',
      likely: answers.some(({ likely }) => likely),
    }
  })
  const best = (['definitely', 'possibly', 'no'] as const).find((each) =>
    events.some(({ answer }) => answer === each),
  )
  const may = best === 'definitely' || best === 'possibly'
  return { answer: best ?? 'unknown', likely: may && events.some(({ likely }) => likely) }
}

/** By its own days, all from its first to its last; beyond an end that is not told, nothing is known. */
function wentOn(bounds: ValidBounds, days: Interval): HeldOn {
  const { likely } = happenedDuring(bounds, days)
  const answer = standingDuring('attested', bounds, days)
  if (answer !== 'unknown') return { answer, likely }
  const told = bounds.endStatus === 'once' || bounds.endStatus === 'stated'
  return { answer: told || days.latest <= bounds.begin.earliest ? 'no' : 'unknown', likely }
}
