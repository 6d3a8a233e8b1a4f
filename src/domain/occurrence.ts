import type { Item } from '../state/index.ts'
import {
  type Answer,
  type CivilDay,
  happenedDuring,
  heldDuring,
  type Interval,
  oneDay,
} from '../time/index.ts'
import { object } from './output.ts'

/** Whether something that happens did so on some days, and whether an estimate gives one of them. */
export type Occurrence = { readonly answer: Answer; readonly likely: boolean }

/** Whether it went on on that very day. */
export function occurredOn(item: Item, day: CivilDay): Occurrence {
  return occurredDuring(item, oneDay(day))
}

/**
 * Whether it happened, or lasted, on one of these days: the best answer of all events that say that it happened. An event that is only
 * possibly visible, or has several readings, makes nothing certain. A `no` is about this item alone.
 */
export function occurredDuring(item: Item, days: Interval): Occurrence {
  const held = item.standings.filter(({ claim }) => claim.field === item.kind.existence.name)
  const events = [...Map.groupBy(held, ({ event }) => event.id).values()].map((versions) => {
    const answers = versions.map(({ bounds }) => ({
      answer: heldDuring(bounds, days),
      likely: happenedDuring(bounds, days).likely,
    }))
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

/** The answer to whether something happened on a day, or went on at a time. */
export const occurrence = object<Occurrence>(
  'Occurrence',
  'Whether it happened on one day, or was in session at one time of its day.',
  (t) => ({
    certainty: t.certainty('Which of the four answers.', ({ answer }) => answer),
    likely: t.yesNo(
      'Whether an estimate gives this day or time, where it is only possible.',
      ({ likely }) => likely,
    ),
  }),
)
