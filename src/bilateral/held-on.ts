import type { Item } from '../projection/index.ts'
import { type Answer, type CivilDay, happenedOn } from '../time/index.ts'

/** Whether something that happens, as a meeting, did so on one day, and whether an estimate gives that very day. */
export type HeldOn = { readonly answer: Answer; readonly likely: boolean }

/**
 * Asks every event that says it happened: the best of their answers. An event of which it is open whether or
 * how it can be seen makes nothing certain, and a `no` is said of this item alone.
 */
export function heldOn(item: Item, day: CivilDay): HeldOn {
  const held = item.standings.filter(({ claim }) => claim.field === item.kind.existence.name)
  const events = [...Map.groupBy(held, ({ event }) => event.id).values()].map((versions) => {
    const answers = versions.map(({ bounds }) => happenedOn(bounds, day))
    const [first] = answers
    const sure =
      versions.every(({ visible }) => visible === 'definitely') && versions.length === versions[0]?.of
    const agreed = sure && answers.every(({ answer }) => answer === first?.answer)
    const open = answers.some(({ answer }) => answer !== 'no')
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
