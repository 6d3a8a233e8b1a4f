import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type OpenChronicles, openAll } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { canonicalJson, type Envelope, eventId } from '../../src/event/index.ts'
import type { Entry, Ledger, SideFiles } from '../../src/ledger/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { appendMany, eventsOf, numbered } from '../cli/many-chronicles.ts'
import { temporaryFolder } from '../cli/small-chronicle.ts'

const NAMES = numbered('c', 8)
const [A = '', B = '', C = '', D = ''] = NAMES

/** Which chronicles were read from their first event, in order, and those whose events are read wrongly. */
let read: string[]
let damaged: Set<string>
let [reading, mostRead] = [0, 0]
let folder: string
beforeEach(async () => {
  read = []
  damaged = new Set()
  ;[reading, mostRead] = [0, 0]
  folder = temporaryFolder()
  const ledger = await openSqliteLedger({ path: join(folder, 'ledger.sqlite'), mode: 'write' })
  await appendMany(ledger, NAMES)
  await ledger.close()
})

function watched(ledger: Ledger): Ledger {
  async function* entries(
    chronicle: string,
    range: Parameters<Ledger['read']>[1] = {},
  ): AsyncGenerator<Entry> {
    const isOpened = (range.after ?? 0) === 0
    if (isOpened) read.push(chronicle)
    for await (const entry of ledger.read(chronicle, range))
      yield damaged.has(chronicle) ? { ...entry, body: `${entry.body} ` } : entry
    if (isOpened) reading -= 1
  }
  const sideFiles: SideFiles = {
    read: async () => {
      reading += 1
      mostRead = Math.max(mostRead, reading)
      return undefined
    },
    write: async () => undefined,
    remove: async () => undefined,
  }
  return new Proxy(ledger, {
    get(target, name) {
      if (name === 'read') return entries
      if (name === 'sideFiles') return sideFiles
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

async function open(mostOpen: number, chronicles?: readonly string[]): Promise<OpenChronicles> {
  const all = await openAll({
    vocabulary: bilateral.vocabulary,
    eventsDir: join(folder, 'events'),
    ledgerPath: join(folder, 'ledger.sqlite'),
    clock: fixedClock('2026-02-01T12:00:00Z'),
    mostOpen,
    chronicles,
    over: watched,
  })
  onTestFinished(() => all.close())
  return all
}

const openIn = ({ byName }: OpenChronicles) => [...byName.keys()]

describe('OpenChronicles, where not all may be open', () => {
  test.each([
    { mostOpen: 8, opened: NAMES },
    { mostOpen: 7, opened: [A] },
    { mostOpen: 1, opened: [A] },
    { mostOpen: 0, opened: [A] },
  ])(
    'knows every name, and opens at the start all or the first: with $mostOpen',
    async ({ mostOpen, opened }) => {
      const all = await open(mostOpen)
      expect([all.names, openIn(all), read]).toEqual([NAMES, opened, opened])
    },
  )

  test('opens one at its first question, and closes the one that was not asked for the longest', async () => {
    const all = await open(2)
    await all.open(B)
    await all.open(A)
    await all.open(C)
    expect(openIn(all)).toEqual([A, C])
    expect(all.get(A)?.position).toBe(2)
    await all.open(D)
    expect([openIn(all), read]).toEqual([
      [A, D],
      [A, B, C, D],
    ])
  })

  test('reads each once, and four at a time, however many ask at once', async () => {
    const all = await open(3)
    const asked = [...NAMES, ...NAMES, ...[...NAMES].reverse()]
    const opened = await Promise.all(asked.map((name) => all.open(name)))
    expect(opened.map(({ name, position }) => `${name}:${position}`)).toEqual(
      asked.map((name) => `${name}:2`),
    )
    expect([...read].sort()).toEqual(NAMES)
    expect(mostRead).toBe(4)
    expect(new Set(opened).size).toBe(NAMES.length)
    expect(openIn(all)).toHaveLength(3)
  })

  test('goes on with one that is still used, in what it recorded since and in what others did', async () => {
    const all = await open(1)
    const used = await all.open(B)
    await all.open(C)
    expect(openIn(all)).toEqual([C])
    const [, meeting] = eventsOf(B)
    const later = { ...meeting, subject: 'meeting/later' }
    await used.record({ events: [later] })
    expect((await all.open(B)).position).toBe(3)
    expect(await all.open(B)).toBe(used)
    await all.open(C)
    await used.record({ events: [{ ...later, subject: 'meeting/last' }] })
    await Promise.all([C, B, D, B].map((name) => all.open(name)))
    expect((await all.open(B)).position).toBe(4)
    expect(read.filter((name) => name === B)).toEqual([B])
  })

  test('closes none that somebody follows, until nobody does', async () => {
    const all = await open(1)
    const followed = await all.open(B)
    const leaving = new AbortController()
    const heard = followed.growth(2, leaving.signal)
    await all.open(C)
    await all.open(D)
    expect(openIn(all)).toEqual([B, D])
    leaving.abort()
    await heard
    await all.open(C)
    expect(openIn(all)).toEqual([C])
  })

  test('opens again what somebody began to follow while it was closed', async () => {
    const all = await open(1)
    const followed = await all.open(B)
    await all.open(C)
    const stop = all.keepUp({ every: 5, onFault: () => undefined })
    const leaving = new AbortController()
    const heard = followed.growth(2, leaving.signal)
    await expect.poll(() => openIn(all)).toEqual([B, C])
    const [, meeting] = eventsOf(B)
    await followed.record({ events: [{ ...meeting, subject: 'meeting/later' }] })
    await heard
    expect(followed.position).toBe(3)
    stop()
  })

  test('tells damage of one to all who ask for it, names it until it can be read, and opens the others', async () => {
    const all = await open(2)
    damaged.add(B)
    const asked = await Promise.allSettled([all.open(B), all.open(B), all.open(C)])
    expect(asked).toMatchObject([
      { status: 'rejected', reason: { code: 'E_LEDGER_DAMAGED' } },
      { status: 'rejected', reason: { code: 'E_LEDGER_DAMAGED' } },
      { status: 'fulfilled', value: { name: C } },
    ])
    expect([...all.failed.keys()]).toEqual([B])
    damaged.clear()
    expect((await all.open(B)).position).toBe(2)
    expect(all.failed.size).toBe(0)
  })

  test('and where the first is damaged, too', async () => {
    damaged.add(A)
    const all = await open(2)
    expect([openIn(all), [...all.failed.keys()]]).toEqual([[], [A]])
    expect((await all.open(B)).position).toBe(2)
  })

  test('asks one no more of which the check behind an opening found an event altered', async () => {
    const ledger = await openSqliteLedger({ path: join(folder, 'ledger.sqlite'), mode: 'write' })
    const [, meeting] = eventsOf(B)
    const meetings = Array.from(
      { length: 250 },
      (_, at) => ({ ...meeting, subject: `meeting/${at}` }) as Envelope,
    )
    const events = meetings.map((event) => ({ id: eventId(event), body: canonicalJson(event) }))
    await ledger.append({
      chronicle: B,
      name: 'many',
      recordedAt: Date.parse('2025-01-02T00:00:00Z'),
      events,
    })
    await ledger.close()
    const path = join(folder, 'ledger.sqlite')
    const first = await openAll({
      vocabulary: bilateral.vocabulary,
      ledgerPath: path,
      eventsDir: folder,
      chronicles: [B],
    })
    await first.close()
    const database = new DatabaseSync(path)
    const trigger = database
      .prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_is_never_updated'")
      .get()
    database.exec(
      `DROP TRIGGER event_is_never_updated; UPDATE event SET body = body || ' ' WHERE position = 200`,
    )
    database.exec(String(trigger?.sql))
    database.close()
    const all = await openAll({
      vocabulary: bilateral.vocabulary,
      ledgerPath: path,
      eventsDir: folder,
      chronicles: [B],
    })
    onTestFinished(() => all.close())
    expect([openIn(all), [...all.failed.keys()]]).toEqual([[B], []])
    await expect.poll(() => [openIn(all), [...all.failed.keys()]]).toEqual([[], [B]])
    await expect(all.open(B)).rejects.toMatchObject({ code: 'E_LEDGER_DAMAGED' })
  })

  test('finds what is begun elsewhere, without opening it where there is no room', async () => {
    const all = await open(2)
    await all.open(B)
    const found: unknown[] = []
    const stop = all.keepUp({ every: 60_000, onFault: () => undefined, onFound: (each) => found.push(each) })
    await appendMany(all.ledger, ['b-elsewhere', 'z'])
    await all.discover()
    await all.discover()
    expect(found).toEqual([{ name: 'b-elsewhere' }, { name: 'z' }])
    expect([all.names, openIn(all)]).toEqual([
      ['b-elsewhere', ...NAMES, 'z'],
      [A, B],
    ])
    const [, meeting] = eventsOf('z')
    const begun = await all.begin('z')
    expect(begun.position).toBe(2)
    await begun.record({ events: [{ ...meeting, subject: 'meeting/later' }] })
    await all.open(C)
    await all.open(D)
    expect((await all.open('z')).position).toBe(3)
    stop()
  })
})
