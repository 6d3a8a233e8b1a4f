import { afterEach, expect, it, vi } from 'vitest'
import { openChronicle } from '../../../src/engine/index.ts'
import { StoredEvents } from '../../../src/engine/stored-events.ts'
import { canonicalJson } from '../../../src/event/index.ts'
import { visibleSources } from '../../../src/graphql/chronicle/sources.ts'
import { Faults } from '../../../src/graphql/faults.ts'
import { sourceIdSteps, sourceSteps, sourcesOfChronicle } from '../../../src/graphql/points/sources.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { fixedClock, formatDay, parseDay } from '../../../src/time/index.ts'
import { SourceIndex } from '../../../src/visibility/source-index.ts'
import { library, TALE, Tale } from '../../toy/index.ts'

/** As many sources are looked at between two steps at most, so that others go first. */
const MOST = 50
const SOURCES = 500

afterEach(() => {
  vi.restoreAllMocks()
})

async function chronicleOfSources() {
  const tale = new Tale()
  for (let nth = 0; nth < SOURCES; nth += 1) tale.source(`s${nth}`, formatDay(18_000 + nth))
  const ledger = openMemoryLedger()
  const events = tale.events.map(({ id, event }) => ({ id, body: canonicalJson(event) }))
  await ledger.append({ chronicle: TALE, name: 'all', recordedAt: 1_000, events })
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const opened = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
  const chronicle = opened.snapshot()
  return { chronicle, at: { chronicle, state: chronicle.asOf({}), namesPosition: false } }
}

it('sources are named, found and dated in steps, the first time at a point', async () => {
  const { chronicle, at } = await chronicleOfSources()
  const faults = new Faults()
  const ids = () => counted(sourceIdSteps(at, 's7', faults))
  const end = () => counted(at.state.horizonSteps())
  const source = () => counted(sourceSteps(chronicle, 's7'))

  const first = [ids(), end(), source()]
  expect(first.map(({ steps }) => steps)).toEqual(first.map(() => SOURCES / MOST))
  expect(first[0]?.value).toEqual(new Set(['source/s7']))
  expect(first[1]?.value).toBe(18_000 + SOURCES - 1)
  expect(first[2]?.value).toMatchObject({ source: 'source/s7' })
  expect([ids(), end(), source()].map(({ steps }) => steps)).toEqual([0, 0, 0])
})

it('the end of the record is looked for once by all who ask at once', async () => {
  const { chronicle, at } = await chronicleOfSources()
  const read = vi.spyOn(SourceIndex.prototype, 'registrationsBy')
  const both = [at.state, chronicle.asOf({ date: parseDay('2020-01-01') })].map((state) =>
    state.horizonSteps(),
  )
  let steps = 0
  for (const each of both) for (; each.next().done !== true; steps += 1) both[1]?.next()
  expect(steps).toBeLessThan(SOURCES / MOST)
  expect(read).toHaveBeenCalledTimes(1)
})

it('sources are listed in steps, and so few of their registrations read in one', async () => {
  const { chronicle, at } = await chronicleOfSources()
  const read = vi.spyOn(StoredEvents.prototype, 'at')
  const mostOf = (work: Generator<undefined, readonly unknown[]>) => {
    for (let most = 0; ; ) {
      read.mockClear()
      const { done, value } = work.next()
      most = Math.max(most, new Set(read.mock.calls.flat()).size)
      if (done === true) return { most, listed: value.length }
    }
  }
  for (const list of [visibleSources(at), sourcesOfChronicle(chronicle)]) {
    const { most, listed } = mostOf(list)
    expect(listed).toBe(SOURCES)
    expect(most).toBeLessThanOrEqual(MOST + 1)
  }
})

function counted<T>(work: Generator<undefined, T>): { readonly value: T; readonly steps: number } {
  for (let steps = 0; ; steps += 1) {
    const { done, value } = work.next()
    if (done === true) return { value, steps }
  }
}
