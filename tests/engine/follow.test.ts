import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { type Chronicle, openChronicle } from '../../src/engine/index.ts'
import { canonicalJson, eventId, type RecordedEvent, sha256Hex } from '../../src/event/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { type Dice, diceOf } from '../../torture/rig/dice.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'
import { contrary } from './contrary-ledger.ts'

const LONG = new Tale()
LONG.source('list', '2020-01-01')
for (let book = 1; book < 60; book++)
  LONG.tell(bookCatalogued, `book/b${book}`, { title: `${book}` }, { by: 'list', on: '2020-01-01' })
const IDS = LONG.events.map(({ id }) => id)

function open(ledger: Ledger): Promise<Chronicle> {
  return openChronicle({ name: TALE, vocabulary: library, ledger, clock: fixedClock('2030-01-01T00:00:00Z') })
}

/** Puts the events after the head in the ledger as one batch, up to this position. */
async function putUpTo(ledger: Ledger, position: number): Promise<void> {
  const { position: head } = await ledger.head(TALE)
  const events = LONG.envelopes
    .slice(head, position)
    .map((event) => ({ id: eventId(event), body: canonicalJson(event) }))
  if (events.length > 0)
    await ledger.append({ chronicle: TALE, name: `batch-${head}`, recordedAt: head + 1, events })
}

describe('Chronicle.eventsFrom()', () => {
  /** One who reads from a position, goes away at some moment, and comes back for what comes after the last one read. */
  async function readAll(chronicle: Chronicle, dice: Dice, until: number): Promise<readonly RecordedEvent[]> {
    const got: RecordedEvent[] = []
    const from = dice.below(20)
    for (let visits = 0; from + got.length < until; visits++) {
      const leaving = new AbortController()
      const staying = visits > 20 ? Infinity : dice.below(12)
      const patience = visits > 20 ? undefined : leaveSoon(leaving, dice)
      for await (const event of chronicle.eventsFrom(from + got.length, leaving.signal)) {
        got.push(event)
        if (from + got.length >= until) leaving.abort()
        if (leaving.signal.aborted || got.length % 12 === staying) break
        if (dice.below(3) === 0) await turn()
      }
      await patience
    }
    expect(got.map(({ position }) => position)).toEqual(got.map((_, index) => from + index + 1))
    return got
  }

  async function leaveSoon(leaving: AbortController, dice: Dice): Promise<void> {
    for (let turns = dice.below(8); turns > 0; turns--) await turn()
    leaving.abort()
  }

  it('skips, doubles and reorders nothing, whenever events are recorded and readers come and go', async () => {
    for (let seed = 1; seed <= atLength(1_000, 400); seed++) {
      const dice = diceOf(seed)
      const ledger = openMemoryLedger()
      const length = 20 + dice.below(40)
      await putUpTo(ledger, dice.below(10))
      const chronicle = await open(contrary(ledger, dice.fork()))
      const onFault = vi.fn()
      const stop = chronicle.keepUp({ every: 1, onFault })
      const readers = Array.from({ length: 3 }, () => readAll(chronicle, dice.fork(), length))
      while ((await ledger.head(TALE)).position < length) {
        await putUpTo(ledger, Math.min(length, (await ledger.head(TALE)).position + 1 + dice.below(6)))
        for (let turns = dice.below(4); turns > 0; turns--) await turn()
      }
      for (const got of await Promise.all(readers))
        expect(got.map(({ id }) => id)).toEqual(IDS.slice(length - got.length, length))
      stop()
      expect(onFault).not.toHaveBeenCalled()
      expect(chronicle.waiting).toBe(0)
    }
  })

  it('ends as soon as it is told to, while it waits too, and leaves nothing behind', async () => {
    const chronicle = await open(openMemoryLedger())
    const leaving = new AbortController()
    const events = chronicle.eventsFrom(0, leaving.signal)
    const next = events.next()
    await turn()
    expect(chronicle.waiting).toBe(1)
    leaving.abort()
    expect(await next).toEqual({ done: true, value: undefined })
    expect(chronicle.waiting).toBe(0)
  })

  it('gives nothing where it was over before it began', async () => {
    const ledger = openMemoryLedger()
    await putUpTo(ledger, 5)
    const events = (await open(ledger)).eventsFrom(0, AbortSignal.abort())
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })
})

describe('Chronicle.follow()', () => {
  it('stands at the end of a batch at every moment, however slowly it is read', async () => {
    const ledger = openMemoryLedger()
    const dice = diceOf(3)
    const chronicle = await open(contrary(ledger, dice))
    const ends = [0, 7, 8, 30, 59]
    for (const end of ends) await putUpTo(ledger, end)
    const seen = new Set<number>()
    const stop = chronicle.watch(() => seen.add(chronicle.position))
    let [done, following] = [false, chronicle.follow()]
    following = following.then(() => {
      done = true
    })
    while (!done) {
      seen.add(chronicle.position)
      await turn()
    }
    await following
    stop()
    expect([...seen].sort((a, b) => a - b)).toEqual(ends)
  })

  it('takes in nothing of a batch that it cannot read, and says which event', async () => {
    const ledger = openMemoryLedger()
    const chronicle = await open(ledger)
    const body = '{"type":"Strange"}'
    const id = sha256Hex(body)
    const [first] = LONG.envelopes
    if (first === undefined) throw new Error('something was told')
    const sound = { id: eventId(first), body: canonicalJson(first) }
    await ledger.append({ chronicle: TALE, name: 'one', recordedAt: 1, events: [sound, { id, body }] })
    await expect(chronicle.follow()).rejects.toMatchObject({ code: 'E_EVENT', facts: { id } })
    expect(chronicle.position).toBe(0)
  })
})

describe('Chronicle.keepUp()', () => {
  it('hears of what was recorded while it was reading, without waiting for its next round', async () => {
    const ledger = openMemoryLedger()
    const held = Promise.withResolvers<void>()
    let reads = 0
    const slow: Ledger = {
      ...contrary(ledger, diceOf(1)),
      watch: (chronicle, wake) => ledger.watch(chronicle, wake),
      async *read(chronicle, range) {
        reads += 1
        // What is appended from here on is not in this reading, which began before.
        const prefix = await Array.fromAsync(ledger.read(chronicle, range))
        if (reads === 2) await held.promise
        yield* prefix
      },
    }
    const chronicle = await open(slow)
    const stop = chronicle.keepUp({ every: 1_000_000, onFault: () => expect.fail('nothing is wrong') })
    await putUpTo(ledger, 3)
    await expect.poll(() => reads).toBe(2)
    await putUpTo(ledger, 9)
    await turn()
    held.resolve()
    await expect.poll(() => chronicle.position).toBe(9)
    stop()
  })

  it('hears of what no wake told of, at its next round', async () => {
    const ledger = openMemoryLedger()
    const silent: Ledger = { ...contrary(ledger, diceOf(1)), watch: () => () => undefined }
    const chronicle = await open(silent)
    const stop = chronicle.keepUp({ every: 5, onFault: () => expect.fail('nothing is wrong') })
    await putUpTo(ledger, 4)
    await expect.poll(() => chronicle.position).toBe(4)
    stop()
    await putUpTo(ledger, 8)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(chronicle.position).toBe(4)
  })

  it('tells of a ledger that cannot be read, once each time, and goes on once it can', async () => {
    const ledger = openMemoryLedger()
    let broken = true
    const failing: Ledger = {
      ...contrary(ledger, diceOf(1)),
      async *read(chronicle, range) {
        if (broken) throw new Error('the disk is gone')
        yield* ledger.read(chronicle, range)
      },
    }
    broken = false
    const chronicle = await open(failing)
    broken = true
    const onFault = vi.fn()
    const stop = chronicle.keepUp({ every: 5, onFault })
    await putUpTo(ledger, 2)
    await expect.poll(() => onFault.mock.calls.length).toBeGreaterThan(2)
    broken = false
    await expect.poll(() => chronicle.position).toBe(2)
    stop()
    broken = true
    const told = onFault.mock.calls.length
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(onFault.mock.calls.length).toBe(told)
  })
})

describe('Chronicle.reach()', () => {
  it('waits for a position, and no longer than it takes', async () => {
    const ledger = openMemoryLedger()
    const chronicle = await open(ledger)
    const stop = chronicle.keepUp({ every: 1_000, onFault: () => undefined })
    const reached = chronicle.reach(9, 1_000_000)
    await putUpTo(ledger, 5)
    await putUpTo(ledger, 12)
    await reached
    expect(chronicle.position).toBe(12)
    stop()
    expect(chronicle.waiting).toBe(0)
  })

  it('finds what the ledger has and was not read yet, though nobody keeps up', async () => {
    const ledger = openMemoryLedger()
    const chronicle = await open(ledger)
    await putUpTo(ledger, 5)
    await chronicle.reach(5, 1)
    expect(chronicle.position).toBe(5)
  })

  it('refuses a position that does not come: E_BEHIND, a conflict', async () => {
    const chronicle = await open(openMemoryLedger())
    await expect(chronicle.reach(3, 20)).rejects.toMatchObject({
      code: 'E_BEHIND',
      category: 'conflict',
      facts: { position: 3, head: 0 },
    })
    expect(chronicle.waiting).toBe(0)
  })
})
