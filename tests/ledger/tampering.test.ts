import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  auditChronicle,
  checkpointOf,
  historyDifferences,
  historyFaults,
  type Leaf,
  type NewEvent,
  newKey,
  openMemoryLedger,
  readCheckpoint,
  signCheckpoint,
  treeOf,
} from '../../src/ledger/index.ts'
import { chronicle, eventOf, readAll } from './events.ts'

type Told = readonly { readonly recordedAt: number; readonly events: readonly NewEvent[] }[]

const { signer } = newKey('example.org/log')
const forged = eventOf('never recorded')

/** A ledger that took these batches in, with roots and all: whoever rewrites a history can do that as well. */
async function ledgerOf(told: Told) {
  const ledger = openMemoryLedger()
  for (const [index, { recordedAt, events }] of told.entries())
    if (events.length > 0) await ledger.append({ chronicle, name: `${index}`, recordedAt, events })
  return ledger
}

async function leavesOf(told: Told): Promise<readonly Leaf[]> {
  return readAll(await ledgerOf(told))
}

const history = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 8 })
  .map((sizes): Told => {
    let position = 0
    return sizes.map((size, index) => ({
      recordedAt: 1000 * (index + 1),
      events: Array.from({ length: size }, () => eventOf(`event ${++position}`)),
    }))
  })

/** What someone who can do anything to a ledger may do to its history. */
const ways: Readonly<Record<string, (told: Told, batch: number, event: number) => Told>> = {
  drop: (told, batch, event) => edit(told, batch, (events) => events.toSpliced(event, 1)),
  add: (told, batch, event) => edit(told, batch, (events) => events.toSpliced(event, 0, forged)),
  rewrite: (told, batch, event) => edit(told, batch, (events) => events.with(event, forged)),
  'put first': (told, batch, event) =>
    edit(told, batch, (events) => [...events.slice(event, event + 1), ...events.toSpliced(event, 1)]),
  redate: (told, batch) =>
    told.map((each, index) => (index === batch ? { ...each, recordedAt: each.recordedAt + 1 } : each)),
  cut: (told, batch) => told.slice(0, batch),
  'rewrite all': (told) =>
    told.map(({ recordedAt, events }, batch) => ({
      recordedAt,
      events: events.map((_, event) => eventOf(`other ${batch} ${event}`)),
    })),
}

function edit(told: Told, batch: number, change: (events: readonly NewEvent[]) => readonly NewEvent[]): Told {
  return told.map((each, index) => (index === batch ? { ...each, events: change(each.events) } : each))
}

describe.each(Object.entries(ways))(
  'a history that someone did this to, with every root in it: %s',
  (_, way) => {
    it('is sound by itself, found by a checkpoint, and told apart from a true copy at its first position', async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.nat(), fc.nat(), async (told, one, two) => {
          const batch = one % told.length
          const altered = way(told, batch, two % (told[batch]?.events.length ?? 1))
          const [was, is] = [await leavesOf(told), await leavesOf(altered)]
          fc.pre(JSON.stringify(was) !== JSON.stringify(is))
          const { tree, faults } = await auditChronicle(await ledgerOf(altered), chronicle, 'it')
          expect(faults).toEqual([])
          const head = { size: was.length, root: treeOf(was).rootAt(was.length) }
          const note = signCheckpoint(checkpointOf(chronicle, head), [signer])
          const held = [{ file: 'c', checkpoint: readCheckpoint('c', note) }]
          expect(historyFaults('it', chronicle, tree, held)).toHaveLength(1)
          const differences = historyDifferences(was, is)
          const first = was.findIndex((leaf, index) => JSON.stringify(leaf) !== JSON.stringify(is[index]))
          const places = differences.flatMap((each) => [
            each.position,
            each.type === 'moved' ? each.found : 0,
          ])
          expect(places).toContain(first === -1 ? was.length + 1 : first + 1)
        }),
        { numRuns: 60 },
      )
    })
  },
)
