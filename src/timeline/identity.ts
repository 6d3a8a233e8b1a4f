import type { EventId, Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { View } from './view.ts'

/** One subject under all the keys it is definitely known by, and those it possibly shares. */
export type Identity = {
  /** The first of its keys in the order of the alphabet: the name the whole goes by. */
  readonly subject: Subject
  readonly keys: readonly Subject[]
  readonly by: readonly EventId[]
  readonly possiblySame: readonly { readonly subject: Subject; readonly by: readonly EventId[] }[]
}

/** Follows the identities that can be seen; cost: the links of the subjects that are joined. */
export function identityOf(view: View, subject: Subject): Identity {
  const keys = new Set<Subject>([subject])
  const by = new Set<EventId>()
  const possibly = new Map<Subject, readonly EventId[]>()
  for (const key of keys) {
    for (const { other, same, by: events } of joins(view, key)) {
      if (same === 'definitely') {
        keys.add(other)
        for (const event of events) by.add(event)
      } else if (same === 'possibly') possibly.set(other, events)
    }
  }
  const sorted = [...keys].sort()
  return {
    subject: sorted[0] ?? subject,
    keys: sorted,
    by: [...by],
    possiblySame: [...possibly]
      .filter(([other]) => !keys.has(other))
      .map(([other, events]) => ({ subject: other, by: events })),
  }
}

/** Per neighbour: the same if asserted and not denied; a possible denial leaves it possible. */
function joins(view: View, subject: Subject) {
  const neighbours = new Map<Subject, { asserted: Answer; denied: Answer; by: EventId[] }>()
  for (const link of view.annals.linksOf(subject)) {
    const seen = view.exists(link.by.id)
    if (seen === 'no') continue
    const neighbour = neighbours.get(link.other) ?? { asserted: 'no', denied: 'no', by: [] }
    const side = link.says === 'same' ? 'asserted' : 'denied'
    if (neighbour[side] !== 'definitely') neighbour[side] = seen
    if (link.says === 'same') neighbour.by.push(link.by.id)
    neighbours.set(link.other, neighbour)
  }
  return [...neighbours].map(([other, { asserted, denied, by }]) => ({
    other,
    by,
    same: net(asserted, denied),
  }))
}

function net(asserted: Answer, denied: Answer): Answer {
  if (denied === 'definitely' || asserted === 'no') return 'no'
  return denied === 'possibly' ? 'possibly' : asserted
}
