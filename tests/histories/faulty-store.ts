import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from '../../torture/rig/dice.ts'
import type { Seen } from './history.ts'
import { Refused, type Store } from './store.ts'

/** What a ledger may do wrong, each by itself; `none` does nothing wrong. */
export const FAULTS = {
  none: 'nothing',
  lostAck: 'acknowledges what it did not keep',
  doubled: 'keeps twice what was asked once',
  staleRead: 'answers a reader from an older copy',
  lateCommit: 'gives positions before it commits, so that readers see the later first',
  blindAppend: 'does not look where the head is expected',
  halfBatch: 'keeps a part of a batch when it crashes',
  clockBack: 'records at instants that go back',
  refusedKept: 'keeps what it refuses',
} as const

export type PlantedFault = keyof typeof FAULTS

/** A ledger in memory, as slow as a real one, with one fault planted now and then. */
export function faultyStore(fault: PlantedFault, dice: Dice): Store {
  let entries: Seen[] = []
  let reserved = 0
  const older: (readonly Seen[])[] = []
  const hearers = new Set<(entry: Seen) => void>()
  const now = (chance: number) => dice.below(chance) === 0
  const pause = () => sleep(dice.below(3))
  const stands = (id: string) => entries.some((entry) => entry.id === id)

  const push = (added: readonly Seen[]) => {
    older.push(entries)
    entries = [...entries, ...added].sort((a, b) => a.position - b.position)
    for (const hear of hearers) for (const entry of added) hear(entry)
  }
  return {
    async append(_, { events, expectedPosition }) {
      await pause()
      const head = fault === 'lateCommit' ? reserved : entries.length
      if (events.some(({ id }) => stands(id))) throw new Refused('E_ALREADY_RECORDED')
      const moved = expectedPosition !== undefined && expectedPosition !== head
      const added = events.map(({ id }, index) => ({
        id,
        position: head + 1 + index,
        recordedAt: fault === 'clockBack' && now(5) ? 1 : 1000 + head,
      }))
      if (moved && !(fault === 'blindAppend' && now(3))) {
        if (fault === 'refusedKept' && now(3)) push(added)
        throw new Refused('E_POSITION')
      }
      if (fault === 'lostAck' && now(8)) return headAt(head + events.length)
      reserved = head + events.length
      if (fault === 'lateCommit') await pause()
      push(added)
      if (fault === 'doubled' && now(8))
        push(added.map((entry, index) => ({ ...entry, position: entries.length + 1 + index })))
      await pause()
      return headAt(head + events.length)
    },
    async read() {
      await pause()
      const seen = fault === 'staleRead' && now(3) ? (older.at(-3) ?? []) : entries
      await pause()
      return seen
    },
    follow(_, after, hear) {
      for (const entry of entries.slice(after)) hear(entry)
      hearers.add(hear)
      return () => hearers.delete(hear)
    },
    async crash() {
      if (fault === 'halfBatch') entries = entries.slice(0, -1)
    },
    close: async () => undefined,
  }
}

function headAt(position: number) {
  return { chronicle: '', position, recordedAt: undefined, root: '' }
}
