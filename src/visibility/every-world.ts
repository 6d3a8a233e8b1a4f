import type { RecordedEvent } from '../event/index.ts'
import { hull, sameBounds, type ValidBounds } from '../time/index.ts'
import type { EventIndex } from './event-index.ts'
import { afterAct, asRecorded, type Reading } from './reading.ts'
import type { Ground, GroundChoice } from './world.ts'

/** Up to how many sources, revisions and withdrawals of open date may bear on one answer that is worked out in every world. */
export const MOST_OPEN = 8

/**
 * The answers of `look` in all worlds. It is called once for each combination of choices for the grounds that it asks
 * about, and just once if it asks about none. Undefined if in all worlds together it asks about more than
 * {@link MOST_OPEN}: what it is then follows by rule. Cost: at most 2⁸ + 1 calls.
 */
export function inEveryWorld<T>(look: (choose: GroundChoice) => T): readonly T[] | undefined {
  const answers: T[] = []
  const open = new Set<Ground>()
  const worlds: ReadonlyMap<Ground, boolean>[] = [new Map()]
  for (const decided of worlds) {
    const choices = new Map(decided)
    const choose = (ground: Ground) => {
      const chosen = choices.get(ground)
      if (chosen !== undefined) return chosen
      open.add(ground)
      worlds.push(new Map([...choices, [ground, false]]))
      choices.set(ground, true)
      return true
    }
    answers.push(look(choose))
    if (open.size > MOST_OPEN) return undefined
  }
  return answers
}

/** The acts on an event, in order: those that count in every world, and those that count in some. */
export type ActsByRule = {
  readonly certain: readonly RecordedEvent[]
  readonly open: readonly RecordedEvent[]
}

/**
 * How an event may read where too many sources are open for every world to be gone through: as the certain acts leave it,
 * and so with each of the open ones besides. Whatever a world has in one field of the event, one of these has. Where open
 * acts move it to other subjects, also with one act of each such subject and each other act. Cost: the acts, times the
 * subjects.
 */
export function readingsByRule(
  eventIndex: EventIndex,
  root: RecordedEvent,
  { certain, open }: ActsByRule,
): readonly Reading[] {
  const movedTo = (act: RecordedEvent) => eventIndex.settingOf(act.id)?.set.subject
  const moving = open.filter((act) => movedTo(act) !== undefined)
  const staying = open.filter((act) => movedTo(act) === undefined)
  // Of the acts that move it to one subject the last counts wherever any of them would.
  const movers = [...new Map(moving.map((act) => [movedTo(act), act])).values()]
  const choices = [
    [],
    ...open.map((act) => [act]),
    ...movers.flatMap((mover) => staying.map((act) => [mover, act])),
  ]
  return choices.flatMap((chosen) => {
    const acts = [...certain, ...chosen].sort((a, b) => a.position - b.position)
    const reading = readAfter(eventIndex, root, acts)
    const last = chosen.at(-1)
    if (reading === undefined || last === undefined || reading.wording.wellFormed) return reading ?? []
    // A correction may make sense only after those before it.
    const before = [...certain, ...open].filter(({ position }) => position <= last.position)
    return (
      readAfter(
        eventIndex,
        root,
        before.sort((a, b) => a.position - b.position),
      ) ?? []
    )
  })
}

/** Whether corrections set different details of an event: together they may make it read as none by itself does. */
export function mayCombine(eventIndex: EventIndex, { id }: RecordedEvent, position: number): boolean {
  const details = eventIndex
    .actsOn(id)
    .filter((act) => act.position <= position)
    .map((act) => Object.keys(eventIndex.settingOf(act.id)?.set.payload ?? {}))
    .filter((keys) => keys.length > 0)
    .map((keys) => keys.sort().join())
  return new Set(details).size > 1
}

function readAfter(
  eventIndex: EventIndex,
  root: RecordedEvent,
  acts: readonly RecordedEvent[],
): Reading | undefined {
  const written = asRecorded(eventIndex, root)
  return written && acts.reduce((before, act) => afterAct(eventIndex, before, act), written)
}

/**
 * Bounds that allow whatever any of these readings allows, whether or not inferences narrow it: the hull. Where ends differ,
 * twice: with a stated end, so that nothing is missed that may have lasted until then, and with the end that a reading leaves
 * open, after which it says nothing.
 */
export function boundsByRule(readings: readonly Reading[], narrowed: boolean): readonly ValidBounds[] {
  const [first, ...others] = readings.map(({ wording }) => wording.valid)
  if (first === undefined) return []
  const { begin, end } = others.reduce(
    (all, each) => ({ begin: hull(all.begin, each.begin), end: hull(all.end, each.end) }),
    { begin: first.begin, end: first.end },
  )
  const same = others.every((each) => sameBounds(each, first))
  const statuses = new Set([first, ...others].map(({ endStatus }) => endStatus))
  const [status] = statuses
  const once = statuses.size === 1 && status === 'once'
  if (same && (once || !narrowed)) return [first]
  if (once) return [{ begin, end, endStatus: 'once' }]
  statuses.delete('stated')
  const silentAfter = [...statuses].map((endStatus) => ({
    begin,
    end: endStatus === 'once' ? begin : end,
    endStatus,
  }))
  return [{ begin, end, endStatus: 'stated' }, ...silentAfter]
}
