import { appendFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openAll, openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { canonicalJson, eventId, sha256Hex } from '../../src/event/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { appendMany, eventsOf, numbered, sealMany } from '../cli/many-chronicles.ts'
import { temporaryFolder } from '../cli/small-chronicle.ts'

let events: string
let ledgerPath: string
beforeEach(() => {
  const place = temporaryFolder()
  events = join(place, 'events')
  ledgerPath = join(place, 'ledger.sqlite')
})

const clock = fixedClock('2026-02-01T12:00:00Z')

async function open(chronicles?: readonly string[], more: { mayBeNone?: boolean } = {}) {
  const all = await openAll({
    vocabulary: bilateral.vocabulary,
    eventsDir: events,
    ledgerPath,
    chronicles,
    clock,
    ...more,
  })
  onTestFinished(() => all.close())
  return all
}

const positionsIn = ({ byName }: Awaited<ReturnType<typeof openAll>>) =>
  [...byName].map(([name, { position }]) => `${name}:${position}`)

async function inLedger(names: readonly string[]): Promise<void> {
  const ledger = await openSqliteLedger({ path: ledgerPath, mode: 'write' })
  await appendMany(ledger, names)
  await ledger.close()
}

describe('openAll()', () => {
  test('opens whatever stands in the files, in the ledger, or in both, by name', async () => {
    await sealMany(events, ['in-both', 'of-files'])
    await inLedger(['alone'])
    expect(positionsIn(await open())).toEqual(['alone:2', 'in-both:2', 'of-files:2'])
  })

  test('fifty, and again from the ledger alone', async () => {
    const names = numbered('many', 50)
    await sealMany(events, names)
    const all = await open()
    expect([...all.byName.keys()]).toEqual(names)
    await all.close()
    events = join(events, 'elsewhere')
    expect(positionsIn(await open())).toEqual(names.map((name) => `${name}:2`))
  })

  test('only those that are named, by name, each once; others of the ledger are not opened later', async () => {
    await sealMany(events, ['a', 'b', 'c'])
    await inLedger(['d'])
    const all = await open(['d', 'b', 'b'])
    expect([...all.byName.keys()]).toEqual(['b', 'd'])
    await all.discover()
    expect([...all.byName.keys()]).toEqual(['b', 'd'])
    await expect(all.begin('e')).rejects.toMatchObject({ code: 'E_NOT_SERVED', category: 'invalid' })
  })

  test('one that is named and still empty is there, to be recorded in', async () => {
    mkdirSync(join(events, 'empty'), { recursive: true })
    expect(positionsIn(await open(['empty']))).toEqual(['empty:0'])
  })

  test('none of a name that is nowhere: all of those at once', async () => {
    await sealMany(events, ['a'])
    await inLedger(['b'])
    await expect(open(['x', 'a', 'y'])).rejects.toMatchObject({
      code: 'E_NO_CHRONICLE',
      category: 'notFound',
      message: expect.stringMatching(/no chronicle "x", "y" in .*; it holds a, b$/),
    })
  })

  test('none at all only for one who may begin the first', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'E_NO_CHRONICLE' })
    expect(positionsIn(await open(undefined, { mayBeNone: true }))).toEqual([])
  })

  test('refuses what is wrong with one by its name, as it is; the ledger is closed again', async () => {
    await sealMany(events, ['a', 'b'])
    const path = join(events, 'b', readdirSync(join(events, 'b')).find((file) => /^0001/.test(file)) ?? '')
    appendFileSync(path, '\n# more')
    await expect(open()).rejects.toMatchObject({
      category: 'invalid',
      faults: [{ code: 'E_SUM_EDITED', place: { file: path } }],
    })
    await (await openSqliteLedger({ path: ledgerPath, mode: 'write' })).close()
  })

  test('refuses all that is wrong with several at once, each by its name', async () => {
    await sealMany(events, ['a', 'edited', 'other', 'z'])
    const edited = join(events, 'edited', readdirSync(join(events, 'edited'))[0] ?? '')
    appendFileSync(edited, '\n# more')
    const ledger = await openSqliteLedger({ path: ledgerPath, mode: 'write' })
    await appendMany(ledger, ['other'])
    const body = '{"no":"event"}'
    for (const chronicle of ['unreadable', 'No/Name'])
      await ledger.append({
        chronicle,
        name: '0001-first',
        recordedAt: 1,
        events: [{ id: sha256Hex(body), body }],
      })
    await ledger.close()
    const error = await open().catch((refused: unknown) => refused)
    expect(error).toMatchObject({ category: 'invalid' })
    const told = Object(error).faults.map(({ code, message, place }: Record<string, unknown>) => [
      code,
      `${message} ${JSON.stringify(place)}`,
    ])
    expect(told).toEqual([
      ['E_CHRONICLE', expect.stringContaining('No/Name')],
      ['E_SUM_EDITED', expect.stringContaining('edited')],
      ['E_EVENT', expect.stringContaining('unreadable: ')],
    ])
  })

  test('what parts ways stays a conflict', async () => {
    await sealMany(events, ['a', 'b'])
    const [, event] = eventsOf('b')
    if (event === undefined) throw new Error('no event')
    const ledger = await openSqliteLedger({ path: ledgerPath, mode: 'write' })
    await ledger.append({
      chronicle: 'b',
      name: '0001-other',
      recordedAt: 1,
      events: [{ id: eventId(event), body: canonicalJson(event) }],
    })
    await ledger.close()
    await expect(open()).rejects.toMatchObject({ code: 'E_DIVERGED', category: 'conflict' })
  })
})

describe('OpenChronicles', () => {
  test('look() opens what came to be in the ledger, in its place among the names', async () => {
    await sealMany(events, ['b', 'd'])
    const all = await open()
    const found: string[] = []
    const faults: unknown[] = []
    const stop = all.keepUp({
      every: 60_000,
      onFault: (error, chronicle) => faults.push([chronicle, Object(error).code]),
      onFound: ({ name }) => found.push(name),
    })
    const body = '{"no":"event"}'
    await appendMany(all.ledger, ['c', 'a'])
    await all.ledger.append({
      chronicle: 'unreadable',
      name: '0001-first',
      recordedAt: 1,
      events: [{ id: sha256Hex(body), body }],
    })
    await Promise.all([all.discover(), all.discover()])
    await all.discover()
    expect(positionsIn(all)).toEqual(['a:2', 'b:2', 'c:2', 'd:2'])
    expect([...found].sort()).toEqual(['a', 'c'])
    expect(faults).toEqual([['unreadable', 'E_EVENT']])
    stop()
  })

  test('begin() gives one that joins the others with its first event, and not before', async () => {
    await sealMany(events, ['b'])
    const all = await open()
    const begun = await all.begin('a')
    expect([...all.byName.keys()]).toEqual(['b'])
    await begun.preview({ events: eventsOf('a') })
    expect([...all.byName.keys()]).toEqual(['b'])
    await begun.record({ events: eventsOf('a') })
    expect(positionsIn(all)).toEqual(['a:2', 'b:2'])
    expect(await all.begin('a')).toBe(begun)
    expect(await all.begin('b')).toBe(all.byName.get('b'))
    for (const name of ['A', 'a/b', '', '-a', 'a:1', 'a,b'])
      await expect(all.begin(name)).rejects.toMatchObject({ code: 'E_CHRONICLE' })
  })

  test('two who begin the same at once have one between them', async () => {
    const all = await open(undefined, { mayBeNone: true })
    const [one, other] = [await all.begin('a'), await all.begin('a')]
    await one.record({ events: eventsOf('a') })
    await expect(other.record({ events: eventsOf('a') })).resolves.toMatchObject({ recorded: [] })
    expect(positionsIn(all)).toEqual(['a:2'])
    expect(all.byName.get('a')).toBe(one)
  })
})

describe('openRegesta()', () => {
  test.each(['read', 'write'] as const)('opens what stands in the ledger alone, to %s', async (mode) => {
    await sealMany(events, ['of-files'])
    await inLedger(['alone'])
    const { chronicle, takeIn, close } = await openRegesta({
      vocabulary: bilateral.vocabulary,
      eventsDir: events,
      ledgerPath,
      chronicle: 'alone',
      mode,
      clock,
    })
    expect([chronicle.position, await takeIn()]).toEqual([2, 0])
    await close()
  })

  test('without files, the only one of the ledger is meant; of several, one must be named', async () => {
    await inLedger(['one'])
    const opened = await openRegesta({
      vocabulary: bilateral.vocabulary,
      eventsDir: events,
      ledgerPath,
      mode: 'read',
      clock,
    })
    expect(opened.chronicle.name).toBe('one')
    await opened.close()
    await inLedger(['two'])
    await expect(
      openRegesta({ vocabulary: bilateral.vocabulary, eventsDir: events, ledgerPath, mode: 'read', clock }),
    ).rejects.toMatchObject({
      code: 'E_WHICH_CHRONICLE',
      message: expect.stringContaining('one, two'),
    })
  })
})
