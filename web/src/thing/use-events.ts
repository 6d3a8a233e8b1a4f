import { useState } from 'preact/hooks'
import {
  type EventNamedFragment,
  type EventReadFragment,
  EventsAtPointDocument,
  ThingEventsDocument,
} from '../operations.ts'
import { pointVariables } from '../parts/point-variables.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { usePage } from '../store.ts'

/** How many events are read at once: a thing may rest on hundreds. */
const AT_ONCE = 16

/** The events that make a thing what it is: those first that decide, and their bodies as far as they were asked for. */
export type EventsOfThing = {
  readonly named: readonly EventNamedFragment[]
  readonly read: ReadonlyMap<string, EventReadFragment>
  readonly isLoading: boolean
  readonly message: string | undefined
  /** Asks for more of them; undefined where all are there. */
  readonly more: (() => void) | undefined
}

export function useEvents(subject: string): EventsOfThing {
  const page = usePage()
  const { chronicle } = page
  const [wanted, setWanted] = useState({ subject, count: AT_ONCE })
  const count = wanted.subject === subject ? wanted.count : AT_ONCE
  const names = useAnswer(
    ThingEventsDocument,
    chronicle && { chronicle: chronicle.name, subject, ...pointVariables(page) },
    subject,
  )
  const item = names.answer?.chronicle?.asOf?.item
  const deciding = new Set(item?.why.map(({ position }) => position) ?? [])
  const because = item?.because ?? []
  const named = [
    ...because.filter(({ position }) => deciding.has(position)),
    ...because.filter(({ position }) => !deciding.has(position)),
  ]
  const ids = named.slice(0, count).map(({ id }) => `${id}`)
  const bodies = useAnswer(EventsAtPointDocument, ids.length === 0 ? undefined : { ids }, subject)
  const read = new Map<string, EventReadFragment>()
  for (const node of bodies.answer?.nodes ?? []) if (node?.__typename === 'Event') read.set(node.digest, node)
  const failed = [names, bodies].find(({ status }) => status === 'failed')
  return {
    named: named.slice(0, count),
    read,
    isLoading: names.status === 'loading' || (ids.length > 0 && bodies.status === 'loading'),
    message: failed?.status === 'failed' ? failed.message : undefined,
    more: named.length > count ? () => setWanted({ subject, count: count + AT_ONCE }) : undefined,
  }
}
